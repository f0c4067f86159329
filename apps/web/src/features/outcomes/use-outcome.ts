import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { EndpointSpec } from '@dryrun/contracts/endpoint';
import { interviewEndpoints, type InterviewView } from '@dryrun/contracts/interviews.contract';
import { outcomeEndpoints, type OutcomeView } from '@dryrun/contracts/outcomes.contract';
import { bookingEndpoints } from '@dryrun/contracts/bookings.contract';
import { endpointKey, endpointQuery, useEndpointMutation } from '../../platform/endpoint-query.ts';
import { serverNow } from '../../platform/server-clock.ts';

const HOUR = 3_600_000;
/** So often the other side's word is looked for around the time of the mock. */
const NEAR_MS = 10_000;
/** And so often before that. */
const FAR_MS = 60_000;

/** What became of a mock and who runs late; looked for again and again around its time. */
export function useOutcome(interview: Pick<InterviewView, 'id' | 'state' | 'startsAt' | 'endsAt'>) {
  return useQuery({
    ...endpointQuery(outcomeEndpoints.outcome, { params: { interviewId: interview.id } }),
    refetchInterval: () => nearInterval(interview),
  });
}

/** How often a mock is looked at again: the other side cancels, moves or starts it while this page is open. */
export function nearInterval(
  interview: Pick<InterviewView, 'state' | 'startsAt' | 'endsAt'> | undefined,
): number | false {
  if (!interview) return false;
  if (isNear(interview, serverNow())) return NEAR_MS;
  return interview.state === 'scheduled' && serverNow() < Date.parse(interview.startsAt) ? FAR_MS : false;
}

/** From two hours before the start until an hour after the end, while nobody has said yet what became of it. */
export function isNear(
  { state, startsAt, endsAt }: Pick<InterviewView, 'state' | 'startsAt' | 'endsAt'>,
  now: number,
): boolean {
  const isOpen = state === 'scheduled' || state === 'running' || state === 'outcome_claimed';
  return isOpen && now >= Date.parse(startsAt) - 2 * HOUR && now < Date.parse(endsAt) + HOUR;
}

/** What a word about an outcome makes stale. */
const CHANGED: readonly EndpointSpec[] = [
  interviewEndpoints.get,
  interviewEndpoints.list,
  bookingEndpoints.booking,
  bookingEndpoints.quota,
  outcomeEndpoints.myClaims,
  outcomeEndpoints.outcomes,
];

type Word =
  | typeof outcomeEndpoints.sayLate
  | typeof outcomeEndpoints.claim
  | typeof outcomeEndpoints.answerClaim
  | typeof outcomeEndpoints.comeRound
  | typeof outcomeEndpoints.withdrawClaim
  | typeof outcomeEndpoints.decideOutcome;

/** Says something about an outcome; what was said elsewhere in the meantime is loaded anew when it is refused. */
export function useOutcomeWord<E extends Word>(endpoint: E, onDone?: () => void) {
  const queryClient = useQueryClient();
  return useEndpointMutation(endpoint, {
    invalidates: CHANGED,
    onSuccess: (answer) => {
      const view = answer as OutcomeView;
      const key = endpointQuery(outcomeEndpoints.outcome, { params: { interviewId: view.interviewId } }).queryKey;
      queryClient.setQueryData(key, view);
      onDone?.();
    },
    onError: () => {
      for (const stale of [...CHANGED, outcomeEndpoints.outcome])
        void queryClient.invalidateQueries({ queryKey: endpointKey(stale) });
    },
  });
}
