import type { InterviewView } from '@dryrun/contracts/interviews.contract';
import { startDecision } from '@dryrun/domain/interviews/booking-changes';
import { HELD_STATES } from '@dryrun/domain/interviews/interview-state';
import { useNow } from '../../platform/use-now.ts';
import { ButtonLink } from '../../ui/links.tsx';

/** Where a mentor goes from one of their mocks: the kit, the room, the scorecard. */
export function MentorWays({ interview }: { interview: InterviewView }) {
  const now = useNow(10_000);
  const params = { interviewId: interview.id };
  if (HELD_STATES.includes(interview.state))
    return (
      <>
        <ButtonLink to="/interviews/$interviewId/scorecard" params={params}>
          {interview.state === 'awaiting_feedback' ? 'Write the scorecard' : 'See your scorecard'}
        </ButtonLink>
        <ButtonLink to="/interviews/$interviewId/kit" params={params} variant="default">
          See the kit
        </ButtonLink>
      </>
    );
  if (interview.state !== 'scheduled' && interview.state !== 'running') return null;
  const isRunFirst = interview.state === 'running' || isStartOpen(interview, now) || interview.needsOutcome;
  return (
    <>
      {isRunFirst && (
        <ButtonLink to="/interviews/$interviewId/run" params={params}>
          {interview.needsOutcome ? 'Say that you met' : interview.state === 'running' ? 'Back to the mock' : 'Run it'}
        </ButtonLink>
      )}
      <ButtonLink to="/interviews/$interviewId/kit" params={params} variant={isRunFirst ? 'default' : 'filled'}>
        Open the kit
      </ButtonLink>
    </>
  );
}

function isStartOpen({ state, startsAt, endsAt }: InterviewView, now: number): boolean {
  return startDecision({ state, startsAt: Date.parse(startsAt), endsAt: Date.parse(endsAt), now }).ok;
}
