import { Button } from '@mantine/core';
import { feedbackEndpoints } from '@dryrun/contracts/feedback.contract';
import { useQueryClient } from '@tanstack/react-query';
import { interviewEndpoints } from '@dryrun/contracts/interviews.contract';
import { endpointQuery, useEndpointMutation } from '../../platform/endpoint-query.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

interface UntilTomorrowProps {
  interviewId: string;
  /** Whose feedback it is, where several buttons stand on one page. */
  learnerName?: string;
}

/** One more day for a scorecard; the learner sees the new due time. */
export function UntilTomorrow({ interviewId, learnerName }: UntilTomorrowProps) {
  const queryClient = useQueryClient();
  const extend = useEndpointMutation(feedbackEndpoints.untilTomorrow, {
    invalidates: [feedbackEndpoints.myFeedback, interviewEndpoints.get],
    // The draft on the page stays as it is: only its due time is another.
    onSuccess: (answer, { params }) =>
      queryClient.setQueryData(endpointQuery(feedbackEndpoints.scorecard, { params }).queryKey, (view) =>
        view ? { ...view, ...answer } : view,
      ),
  });
  return (
    <>
      <Button
        variant="default"
        loading={extend.isPending}
        onClick={() => extend.mutate({ params: { interviewId } })}
        aria-label={learnerName === undefined ? undefined : `Until tomorrow, for ${learnerName}`}
      >
        Until tomorrow
      </Button>
      {extend.error && <ProblemNotice error={extend.error} />}
    </>
  );
}
