import { isProblem } from '../../platform/api-client.ts';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

/** What went wrong while signing in: a wait is no fault of anybody, so it looks like one. */
export function SignInProblem({ error }: { error: Error }) {
  if (isProblem(error, 'too_many_requests'))
    return (
      <Notice tone="warning" title="A short wait" isLive>
        {error.problem.detail}
      </Notice>
    );
  return <ProblemNotice error={error} />;
}
