import type { ErrorComponentProps } from '@tanstack/react-router';
import { useRouter } from '@tanstack/react-router';
import { isProblem } from '../platform/api-client.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';

/** An address (or an id) that leads nowhere for this person. */
export function NotFoundPage() {
  return (
    <div style={{ padding: 'var(--mantine-spacing-lg) 0', maxWidth: '40rem', marginInline: 'auto' }}>
      <PageHeader title="There is nothing here" />
      <EmptyState action={<ButtonLink to="/today">Go to Today</ButtonLink>}>
        Either this page does not exist, or it is not yours to see.
      </EmptyState>
    </div>
  );
}

/** A page that could not be shown at all. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  if (isProblem(error, 'not_found')) return <NotFoundPage />;
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <div style={{ padding: 'var(--mantine-spacing-lg) 1rem', maxWidth: '40rem', marginInline: 'auto' }}>
      <PageHeader title="This page could not be shown" />
      <ProblemNotice error={error instanceof Error ? error : new Error(String(error))} retry={retry} />
    </div>
  );
}
