import { useQuery, useQueryClient } from '@tanstack/react-query';
import { bookingEndpoints } from '@dryrun/contracts/bookings.contract';
import { interviewEndpoints, type InterviewView } from '@dryrun/contracts/interviews.contract';
import { waitlistEndpoints, type MyWaitlistView } from '@dryrun/contracts/waitlist.contract';
import { isProblem } from '../../platform/api-client.ts';
import { endpointKey, endpointQuery, useEndpointMutation } from '../../platform/endpoint-query.ts';

/** An offer lives for half an hour, so a page that stays open looks again now and then. */
const LOOK_AGAIN_MS = 30_000;

/** What I wait for and what is offered to me, batch by batch; nothing while it is not known. */
export function useMyWaitlists(): readonly MyWaitlistView[] {
  const mine = useQuery({ ...endpointQuery(waitlistEndpoints.mine, {}), refetchInterval: LOOK_AGAIN_MS });
  return mine.data?.items ?? [];
}

const CHANGED = [waitlistEndpoints.mine, waitlistEndpoints.offer, interviewEndpoints.slots];

export function useJoining() {
  const queryClient = useQueryClient();
  return useEndpointMutation(waitlistEndpoints.join, {
    invalidates: [waitlistEndpoints.mine],
    onError: (error) => {
      if (isProblem(error, 'times_open') || isProblem(error, 'waitlist_closed'))
        for (const stale of CHANGED) void queryClient.invalidateQueries({ queryKey: endpointKey(stale) });
    },
  });
}

export function useLeaving() {
  return useEndpointMutation(waitlistEndpoints.leave, { invalidates: CHANGED });
}

/** Answering an offer. `onTaken` leads to the page of the mock. What is over is shown as over. */
export function useAnswering(onTaken: (interview: InterviewView) => void) {
  const queryClient = useQueryClient();
  const lookAgain = () => {
    for (const stale of CHANGED) void queryClient.invalidateQueries({ queryKey: endpointKey(stale) });
  };
  const onError = (error: Error) => {
    if (isProblem(error, 'offer_over') || isProblem(error, 'quota_used')) lookAgain();
  };
  const accept = useEndpointMutation(waitlistEndpoints.accept, {
    invalidates: [...CHANGED, interviewEndpoints.list, bookingEndpoints.quota],
    onSuccess: (interview) => {
      queryClient.setQueryData(
        endpointQuery(interviewEndpoints.get, { params: { interviewId: interview.id } }).queryKey,
        interview,
      );
      onTaken(interview);
    },
    onError,
  });
  const decline = useEndpointMutation(waitlistEndpoints.decline, { invalidates: CHANGED, onError });
  return { accept, decline, lookAgain };
}
