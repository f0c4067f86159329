import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import { bookingEndpoints, type ChangeRequestView } from '@dryrun/contracts/bookings.contract';
import type { EndpointSpec } from '@dryrun/contracts/endpoint';
import { interviewEndpoints } from '@dryrun/contracts/interviews.contract';
import { isProblem } from '../../../platform/api-client.ts';
import { endpointKey, useEndpointMutation } from '../../../platform/endpoint-query.ts';
import { useMe } from '../../../platform/session.ts';
import { formatDateTime } from '../../../platform/time.ts';
import { useZone } from '../../../platform/zone.ts';
import { Panel } from '../../../ui/panel.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { Quote } from '../../../ui/quote.tsx';
import { ShareButton } from '../../../ui/share-button.tsx';
import { TimeText } from '../../../ui/time-text.tsx';
import { LEVEL_LABELS } from '../../../ui/words.ts';

/** Where a question is shown. */
const ASKED = [bookingEndpoints.myRequests, bookingEndpoints.booking];
/** What an answer changes beside it. */
const MOCKS = [interviewEndpoints.get, interviewEndpoints.list, interviewEndpoints.slots];
const CHANGED = [...ASKED, ...MOCKS];

/** A question about a booked mock: whoever was asked answers it here, whoever asked can take it back. */
export function RequestCard({ request }: { request: ChangeRequestView }) {
  const me = useMe().person.id;
  if (request.askedOf.id === me) return <Asked request={request} />;
  return <Waiting request={request} isMine={request.askedBy.id === me} />;
}

function Asked({ request }: { request: ChangeRequestView }) {
  const { kind, interview, askedBy, times } = request;
  const [chosen, setChosen] = useState(times[0]?.startsAt ?? '');
  // One that was taken in the meantime is not offered any more.
  const startsAt = times.some((time) => time.startsAt === chosen) ? chosen : '';
  const { answer, lookAgain } = useAnswer();
  const isClosed = isProblem(answer.error, 'request_closed');
  const give = (accept: boolean) =>
    answer.mutate({
      params: { requestId: request.id },
      body: { accept, startsAt: accept && kind === 'move' ? startsAt : null },
    });
  const what = `${interview.goal.format.title} · ${interview.goal.track.title} · ${LEVEL_LABELS[interview.goal.level]}`;
  return (
    <Panel
      title={kind === 'move' ? `${askedBy.name} asks for another time` : `${askedBy.name} asks you to take a mock over`}
      tone="accent"
    >
      <Stack gap="sm">
        <Text>
          {what}, <TimeText at={interview.startsAt} until={interview.endsAt} />
          {kind === 'swap' && <>, with {interview.learner.name}. The questions are planned already.</>}
        </Text>
        {request.note !== '' && <Quote>{request.note}</Quote>}
        {kind === 'move' && times.length > 0 && !isClosed && (
          <Radio.Group label="Which time suits you?" value={startsAt} onChange={setChosen}>
            <Stack gap="xs" mt="xs">
              {times.map((time) => (
                <Radio
                  key={time.startsAt}
                  value={time.startsAt}
                  label={
                    <TimeText
                      at={time.startsAt}
                      until={time.endsAt}
                      otherZone={askedBy.timeZone}
                      otherName={askedBy.name.split(' ')[0]}
                    />
                  }
                />
              ))}
            </Stack>
          </Radio.Group>
        )}
        {kind === 'move' && times.length === 0 && (
          <Text c="dimmed">None of the offered times is open any more. The mock stands as booked.</Text>
        )}
        {answer.error && <ProblemNotice error={answer.error} />}
        {isClosed ? (
          <Button variant="default" onClick={lookAgain} style={{ alignSelf: 'flex-start' }}>
            All right
          </Button>
        ) : (
          <Group gap="xs">
            {(kind === 'swap' || times.length > 0) && (
              <Button
                onClick={() => give(true)}
                loading={answer.isPending && answer.variables.body.accept}
                disabled={answer.isPending || (kind === 'move' && startsAt === '')}
              >
                {kind === 'move' ? 'Take this time' : 'Take it over'}
              </Button>
            )}
            <Button
              variant="default"
              onClick={() => give(false)}
              loading={answer.isPending && !answer.variables.body.accept}
              disabled={answer.isPending}
            >
              {kind === 'move' ? 'Keep it as booked' : 'I cannot'}
            </Button>
          </Group>
        )}
      </Stack>
    </Panel>
  );
}

function Waiting({ request, isMine }: { request: ChangeRequestView; isMine: boolean }) {
  const withdraw = useEndpointMutation(bookingEndpoints.withdrawRequest, { invalidates: CHANGED });
  const { timeZone } = useZone();
  const { kind, interview, askedOf, askedBy, times } = request;
  const when = formatDateTime(interview.startsAt, timeZone);
  const asks =
    kind === 'move'
      ? `I would like to hold our mock of ${when} at another time: please choose one, or say no.`
      : `can you take over a mock with ${interview.learner.name} on ${when}? Please say yes or no.`;
  const who = isMine ? 'You asked' : `${askedBy.name} asked`;
  return (
    <Panel title={`Waiting for ${askedOf.name}`} tone="quiet">
      <Stack gap="sm">
        <Text>
          {kind === 'move'
            ? `${who} for another time: `
            : `${who} whether they take this mock over. It stays where it is until they agree.`}
          {kind === 'move' &&
            times.map((time, i) => (
              <span key={time.startsAt}>
                {i > 0 && ' · '}
                <TimeText at={time.startsAt} />
              </span>
            ))}
        </Text>
        {withdraw.error && <ProblemNotice error={withdraw.error} />}
        {isMine && (
          <Group gap="xs">
            <ShareButton
              label="Ask in a chat too"
              text={`Hi ${askedOf.name.split(' ')[0]}, ${asks}`}
              path={kind === 'move' ? `/interviews/${interview.id}` : '/today'}
            />
            <Button
              variant="default"
              loading={withdraw.isPending}
              onClick={() => withdraw.mutate({ params: { requestId: request.id } })}
            >
              Take the question back
            </Button>
          </Group>
        )}
      </Stack>
    </Panel>
  );
}

/**
 * Answering; what was answered or changed elsewhere in the meantime is loaded anew. A question that is closed stays until it was read
 * that the answer came too late: it would vanish as if it had counted.
 */
function useAnswer() {
  const queryClient = useQueryClient();
  const refresh = (endpoints: readonly EndpointSpec[]) => {
    for (const endpoint of endpoints) void queryClient.invalidateQueries({ queryKey: endpointKey(endpoint) });
  };
  const answer = useEndpointMutation(bookingEndpoints.answerRequest, {
    invalidates: CHANGED,
    onError: (error) => {
      if (isProblem(error, 'request_closed')) refresh(MOCKS);
      if (isProblem(error, 'slot_taken')) refresh(CHANGED);
    },
  });
  return { answer, lookAgain: () => refresh(ASKED) };
}
