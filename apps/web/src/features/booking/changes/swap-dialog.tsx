import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button, Group, Modal, Radio, Stack, Text, Textarea } from '@mantine/core';
import { bookingEndpoints } from '@dryrun/contracts/bookings.contract';
import { interviewEndpoints, type InterviewView } from '@dryrun/contracts/interviews.contract';
import { endpointQuery, useEndpointMutation } from '../../../platform/endpoint-query.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';

interface SwapDialogProps {
  interview: InterviewView;
  /** A mentor asks; staff hand over at once to somebody who offers that time, and ask everybody else. */
  how: 'ask' | 'assign';
  isOpen: boolean;
  close: () => void;
}

/** Another mentor for a booked mock, at the same time. */
export function SwapDialog({ interview, how, isOpen, close }: SwapDialogProps) {
  const [mentorId, setMentorId] = useState('');
  const [note, setNote] = useState('');
  const params = { interviewId: interview.id };
  const colleagues = useQuery({ ...endpointQuery(bookingEndpoints.colleagues, { params }), enabled: isOpen });
  const swap = useEndpointMutation(bookingEndpoints.swap, {
    invalidates: [bookingEndpoints.booking, interviewEndpoints.get, interviewEndpoints.list],
    onSuccess: close,
  });
  const chosen = colleagues.data?.items.find(({ person }) => person.id === mentorId);
  const isAtOnce = how === 'assign' && chosen?.isOpen === true;
  return (
    <Modal opened={isOpen} onClose={close} title="Who takes this mock over?">
      <Stack>
        <Text>
          {how === 'ask'
            ? 'The colleague is asked; until they agree the mock stays with you. Learner, goal, time and questions stay the same.'
            : 'Somebody who offers this time has the mock at once; everybody else is asked first.'}
        </Text>
        <Loaded query={colleagues}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState>Nobody else of the batch interviews this track at this level.</EmptyState>
            ) : (
              <Radio.Group label="Colleague" value={mentorId} onChange={setMentorId}>
                <Stack gap="xs" mt="xs">
                  {items.map(({ person, isFree, sentence }) => (
                    <Radio
                      key={person.id}
                      value={person.id}
                      label={person.name}
                      description={sentence}
                      disabled={!isFree}
                    />
                  ))}
                </Stack>
              </Radio.Group>
            )
          }
        </Loaded>
        <Textarea
          label="A word to them"
          description="Optional."
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          maxLength={280}
          autosize
          minRows={2}
        />
        {swap.error && <ProblemNotice error={swap.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            Leave it as it is
          </Button>
          <Button
            disabled={!chosen?.isFree}
            loading={swap.isPending}
            onClick={() => swap.mutate({ params, body: { mentorId, note: note.trim() } })}
          >
            {isAtOnce ? 'Hand it over' : 'Ask'}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
