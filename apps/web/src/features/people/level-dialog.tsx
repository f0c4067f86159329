import { useState, type FormEvent } from 'react';
import { Modal, Radio, Stack, TextInput } from '@mantine/core';
import { peopleEndpoints, type LearnerPlaceView } from '@dryrun/contracts/people.contract';
import { LEVELS } from '@dryrun/domain/cohorts/levels';
import { useEndpointMutation } from '../../platform/endpoint-query.ts';
import { FormActions } from '../../ui/form-actions.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { LEVEL_LABELS, LEVEL_YEARS } from '../../ui/words.ts';

/** Corrects what a learner practises for. */
export function LevelDialog({ place, close }: { place: LearnerPlaceView | null; close: () => void }) {
  return (
    <Modal opened={place !== null} onClose={close} title={place ? `What ${place.person.name} practises for` : ''}>
      {place && <LevelForm place={place} close={close} />}
    </Modal>
  );
}

function LevelForm({ place, close }: { place: LearnerPlaceView; close: () => void }) {
  const [level, setLevel] = useState(place.level);
  const [targetRole, setTargetRole] = useState(place.targetRole);
  const update = useEndpointMutation(peopleEndpoints.updatePlace, {
    invalidates: [peopleEndpoints.people],
    onSuccess: close,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    update.mutate({ params: { enrolmentId: place.enrolmentId }, body: { level, targetRole } });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Radio.Group
          label="Level"
          value={level}
          onChange={(value) => setLevel(LEVELS.find((l) => l === value) ?? level)}
        >
          <Stack gap="xs" mt="xs">
            {LEVELS.map((l) => (
              <Radio key={l} value={l} label={`${LEVEL_LABELS[l]} (${LEVEL_YEARS[l]})`} />
            ))}
          </Stack>
        </Radio.Group>
        <TextInput
          label="Target role"
          maxLength={120}
          value={targetRole}
          onChange={(event) => setTargetRole(event.currentTarget.value)}
        />
        {update.error && <ProblemNotice error={update.error} />}
        <FormActions cancel={close} isPending={update.isPending} submit="Save" />
      </Stack>
    </form>
  );
}
