import { useState, type FormEvent } from 'react';
import { Button, Group, Modal, NativeSelect, Stack, Text } from '@mantine/core';
import { insightEndpoints } from '@dryrun/contracts/insights.contract';
import { peopleEndpoints, type LearnerPlaceView } from '@dryrun/contracts/people.contract';
import { useEndpointMutation } from '../../platform/endpoint-query.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

export interface OtherBatch {
  id: string;
  name: string;
}

interface TransferDialogProps {
  /** null: closed. */
  place: LearnerPlaceView | null;
  /** Where the reader may move people to; never empty. */
  batches: readonly OtherBatch[];
  close: () => void;
  onMoved: (name: string, to: string) => void;
}

/** Moves a learner into another batch. It cannot be undone with one press, so it says first what happens. */
export function TransferDialog({ place, batches, close, onMoved }: TransferDialogProps) {
  return (
    <Modal opened={place !== null} onClose={close} title={place ? `Move ${place.person.name} to another batch` : ''}>
      {place && <TransferForm place={place} batches={batches} close={close} onMoved={onMoved} />}
    </Modal>
  );
}

function TransferForm({ place, batches, close, onMoved }: TransferDialogProps & { place: LearnerPlaceView }) {
  const [toBatchId, setToBatchId] = useState(batches[0]?.id ?? '');
  const to = batches.find(({ id }) => id === toBatchId)?.name ?? '';
  const transfer = useEndpointMutation(peopleEndpoints.transferPlace, {
    invalidates: [peopleEndpoints.people, insightEndpoints.overview, insightEndpoints.start],
    onSuccess: () => {
      onMoved(place.person.name, to);
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    transfer.mutate({ params: { enrolmentId: place.enrolmentId }, body: { toBatchId } });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <NativeSelect
          label="To"
          value={toBatchId}
          onChange={(event) => setToBatchId(event.currentTarget.value)}
          data={batches.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Text>
          They are out of this batch at once: their booked mocks here are cancelled, the mentors are told, and the seat
          goes to the next in the line. In the other batch they keep their level and target role; if it is full, they
          stand in its line. Feedback they were given is kept.
        </Text>
        {transfer.error && <ProblemNotice error={transfer.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            Leave it
          </Button>
          <Button type="submit" color="red" loading={transfer.isPending}>
            Move
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
