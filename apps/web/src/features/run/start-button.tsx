import { useQueryClient } from '@tanstack/react-query';
import { Button, Stack, Text } from '@mantine/core';
import { interviewEndpoints, type InterviewView } from '@dryrun/contracts/interviews.contract';
import { START_OPENS_BEFORE, startDecision } from '@dryrun/domain/interviews/booking-changes';
import { endpointQuery, useEndpointMutation } from '../../platform/endpoint-query.ts';
import { useNow } from '../../platform/use-now.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { TimeText } from '../../ui/time-text.tsx';

/** Starts the clock of a booked mock; before its time says when that will be possible. */
export function StartButton({ interview, onStarted }: { interview: InterviewView; onStarted: () => unknown }) {
  const queryClient = useQueryClient();
  const now = useNow(5_000);
  const params = { interviewId: interview.id };
  const start = useEndpointMutation(interviewEndpoints.start, {
    invalidates: [interviewEndpoints.list, interviewEndpoints.stage],
    onSuccess: (answer) => {
      queryClient.setQueryData(endpointQuery(interviewEndpoints.get, { params }).queryKey, answer);
      onStarted();
    },
  });
  const startsAt = Date.parse(interview.startsAt);
  const decision = startDecision({ state: interview.state, startsAt, endsAt: Date.parse(interview.endsAt), now });
  if (!decision.ok && decision.refusal === 'too_early')
    return (
      <Text c="dimmed">
        You can start from{' '}
        <TimeText at={new Date(startsAt - START_OPENS_BEFORE).toISOString()} show="dateTime" withZone />.
      </Text>
    );
  if (!decision.ok) return <Text c="dimmed">{decision.detail}</Text>;
  return (
    <Stack gap="xs" align="flex-start">
      {start.error && <ProblemNotice error={start.error} />}
      <Button loading={start.isPending} onClick={() => start.mutate({ params })}>
        Start the mock
      </Button>
    </Stack>
  );
}
