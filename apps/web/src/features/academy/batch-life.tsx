import { useState } from 'react';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { cohortEndpoints, type BatchView } from '@dryrun/contracts/cohorts.contract';
import { insightEndpoints } from '@dryrun/contracts/insights.contract';
import { batchEvents, type BatchEvent } from '@dryrun/domain/cohorts/batch-state';
import { useEndpointMutation } from '../../platform/endpoint-query.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { BATCH_STATE_ABOUT } from '../../ui/batch-words.ts';

const EVENTS: Record<BatchEvent, { label: string; about: string; isFinal?: true }> = {
  open: { label: 'Open the batch for people', about: 'People can be invited and can apply.' },
  start: { label: 'Start the batch now', about: 'Mocks can be booked from now on.' },
  pause: { label: 'Pause the batch', about: 'Nobody can book until you resume it. Booked mocks stay.' },
  resume: { label: 'Resume the batch', about: 'Mocks can be booked again.' },
  complete: {
    label: 'Complete the batch',
    about: 'Everybody keeps their feedback. Coming mocks are cancelled, and nobody books or joins any more.',
    isFinal: true,
  },
  archive: { label: 'Archive the batch', about: 'It leaves your lists; everything in it is kept.', isFinal: true },
  cancel: {
    label: 'Cancel the batch',
    about: 'It ends without being completed. Coming mocks are cancelled and everybody in them is told.',
    isFinal: true,
  },
};

/** Where a batch stands in its life, and where it can go from there. */
export function BatchLife({ batch }: { batch: BatchView }) {
  const [asked, setAsked] = useState<BatchEvent | null>(null);
  const move = useEndpointMutation(cohortEndpoints.moveBatch, {
    invalidates: [cohortEndpoints.batch, cohortEndpoints.batches, insightEndpoints.start],
    onSuccess: () => setAsked(null),
  });
  const go = (event: BatchEvent) => move.mutate({ params: { batchId: batch.id }, body: { event } });
  const events = batchEvents(batch.state);
  return (
    <Stack>
      <Text className="measure">{BATCH_STATE_ABOUT[batch.state]}</Text>
      {move.error && asked === null && <ProblemNotice error={move.error} />}
      {events.length > 0 && (
        <Group gap="xs">
          {events.map((event) => (
            <Button
              key={event}
              variant={EVENTS[event].isFinal ? 'subtle' : 'default'}
              color={EVENTS[event].isFinal ? 'red' : undefined}
              loading={move.isPending && move.variables.body.event === event}
              onClick={() => (EVENTS[event].isFinal ? setAsked(event) : go(event))}
            >
              {EVENTS[event].label}
            </Button>
          ))}
        </Group>
      )}
      <Modal opened={asked !== null} onClose={() => setAsked(null)} title={asked ? `${EVENTS[asked].label}?` : ''}>
        {asked && (
          <Stack>
            <Text>{EVENTS[asked].about} There is no way back.</Text>
            {move.error && <ProblemNotice error={move.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setAsked(null)}>
                Leave it
              </Button>
              <Button color="red" loading={move.isPending} onClick={() => go(asked)}>
                {EVENTS[asked].label}
              </Button>
            </Group>
          </Stack>
        )}
      </Modal>
    </Stack>
  );
}
