import type { ErrorComponentProps } from '@tanstack/react-router';
import { useRouter } from '@tanstack/react-router';
import { Button } from '@mantine/core';
import { isProblem } from '../platform/api-client.ts';
import { isLoadFault } from '../platform/load-faults.ts';
import { NothingHere } from '../ui/nothing-here.tsx';
import { Notice } from '../ui/notice.tsx';
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
      {isLoadFault(error) ? (
        <Notice
          tone="warning"
          title="A part of it did not arrive"
          isLive
          actions={
            <Button size="sm" variant="default" onClick={() => window.location.reload()}>
              Load the page again
            </Button>
          }
        >
          Either the connection is lost, or Dryrun was updated while this page was open. What you saved is safe, and so
          are drafts kept in this browser.
        </Notice>
      ) : (
        <ProblemNotice error={error instanceof Error ? error : new Error(String(error))} retry={retry} />
      )}
    </div>
  );
}
