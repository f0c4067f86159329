import { useState } from 'react';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { identityEndpoints } from '@dryrun/contracts/identity.contract';
import { interviewEndpoints } from '@dryrun/contracts/interviews.contract';
import { peopleEndpoints, type MyPlaceView } from '@dryrun/contracts/people.contract';
import { useEndpointMutation } from '../../platform/endpoint-query.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { leavingWords } from './place-words.ts';

/** Gives one's own place up, once it was said what that costs. Nothing where there is nothing to leave. */
export function LeaveButton({ place }: { place: MyPlaceView }) {
  const [isLeaving, setLeaving] = useState(false);
  const { leave, costs } = leavingWords(place);
  const withdraw = useEndpointMutation(peopleEndpoints.withdraw, {
    invalidates: [peopleEndpoints.myPlaces, identityEndpoints.me, interviewEndpoints.list],
    onSuccess: () => setLeaving(false),
  });
  if (!place.canWithdraw) return null;
  return (
    <>
      <Button variant="subtle" color="red" onClick={() => setLeaving(true)} aria-label={`${leave}: ${place.batchName}`}>
        {leave}
      </Button>
      <Modal opened={isLeaving} onClose={() => setLeaving(false)} title={`${leave}?`}>
        <Stack>
          <Text>{costs}</Text>
          {withdraw.error && <ProblemNotice error={withdraw.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setLeaving(false)}>
              Stay
            </Button>
            <Button
              color="red"
              loading={withdraw.isPending}
              onClick={() => withdraw.mutate({ params: { enrolmentId: place.enrolmentId } })}
            >
              {leave}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
