import type { ErrorComponentProps } from '@tanstack/react-router';
import { useRouter } from '@tanstack/react-router';
import { isProblem } from '../platform/api-client.ts';
import { NothingHere } from '../ui/nothing-here.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import classes from './error-pages.module.css';

/** An address that leads nowhere, outside the signed-in frame. */
export function NotFoundPage() {
  return (
    <main className={classes.page}>
      <NothingHere />
    </main>
  );
}

/** A page that could not be shown at all. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  if (isProblem(error, 'not_found')) return <NothingHere />;
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <div className={classes.page}>
      <PageHeader title="This page could not be shown" />
      <ProblemNotice error={error instanceof Error ? error : new Error(String(error))} retry={retry} />
    </div>
  );
}
