import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { PROBLEMS, type ProblemCode } from '@dryrun/contracts/problem.contract';
import { ConnectionError, ProblemError } from '../platform/api-client.ts';
import { Notice } from './notice.tsx';

const BROKEN =
  'The fault is ours. What you saved is safe, and so are drafts kept in this browser; reload the page to go on.';

/** Title and explanation of whatever went wrong, in people's words. */
export function explainError(error: Error): {
  title: string;
  detail: string;
  code: ProblemCode | null;
  traceId: string;
} {
  if (error instanceof ConnectionError)
    return { title: 'No connection', detail: error.message, code: null, traceId: '' };
  if (!(error instanceof ProblemError))
    return { title: 'This page broke', detail: BROKEN, code: 'internal', traceId: '' };
  const { code, detail, title, traceId } = error.problem;
  return { title: title || PROBLEMS[code], detail, code, traceId };
}

interface ProblemNoticeProps {
  error: Error;
  /** Shown as "Try again". */
  retry?: () => void;
  /** Further ways out. */
  actions?: ReactNode;
}

/** A refusal or failure within the page: what happened, what is safe, what to do next. */
export function ProblemNotice({ error, retry, actions }: ProblemNoticeProps) {
  const { title, detail, code, traceId } = explainError(error);
  const fields = error instanceof ProblemError ? (error.problem.errors ?? []) : [];
  return (
    <Notice
      tone={code === null || code === 'unavailable' ? 'warning' : 'danger'}
      title={title}
      isLive
      actions={
        (retry || actions) && (
          <>
            {retry && (
              <Button size="sm" variant="default" onClick={retry}>
                Try again
              </Button>
            )}
            {actions}
          </>
        )
      }
    >
      {detail}
      {fields.length > 0 && (
        <ul>
          {fields.map((field) => (
            <li key={field.pointer}>{field.message}</li>
          ))}
        </ul>
      )}
      {code === 'internal' && traceId !== '' && <p className="eyebrow">Trace {traceId}</p>}
    </Notice>
  );
}
