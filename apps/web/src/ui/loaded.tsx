import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { isProblem } from '../platform/api-client.ts';
import { Notice } from './notice.tsx';
import { NothingHere } from './nothing-here.tsx';
import { explainError, ProblemNotice } from './problem-notice.tsx';
import { SkeletonRows } from './skeleton-rows.tsx';

/** What `Loaded` needs of a query; every `useQuery` result fits. */
interface Loadable<T> {
  data: T | undefined;
  error: Error | null;
  refetch: () => unknown;
  isFetching: boolean;
}

interface LoadedProps<T> {
  query: Loadable<T>;
  children: (data: T) => ReactNode;
  /** Shaped like the content; three rows by default. */
  skeleton?: ReactNode;
}

/** A query on the page: skeleton first, then the data; an error keeps the old data below a retry strip. */
export function Loaded<T>({ query, children, skeleton = <SkeletonRows /> }: LoadedProps<T>) {
  const { data, error, isFetching } = query;
  const retry = () => void query.refetch();
  if (data === undefined) {
    if (!error) return skeleton;
    if (isProblem(error, 'not_found')) return <NothingHere />;
    return <ProblemNotice error={error} retry={retry} />;
  }
  return (
    <>
      {error && <RetryStrip error={error} retry={retry} isRetrying={isFetching} />}
      {children(data)}
    </>
  );
}

/** What is shown below is older than it should be. */
export function RetryStrip({ error, retry, isRetrying }: { error: Error; retry: () => void; isRetrying: boolean }) {
  return (
    <div style={{ marginBottom: 'var(--mantine-spacing-md)' }}>
      <Notice
        tone="warning"
        title="This may be out of date"
        isLive
        actions={
          <Button size="sm" variant="default" onClick={retry} loading={isRetrying}>
            Try again
          </Button>
        }
      >
        {explainError(error).detail || explainError(error).title}
      </Notice>
    </div>
  );
}
