import { useState } from 'react';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { identityEndpoints } from '@dryrun/contracts/identity.contract';
import { peopleEndpoints, type MyPlaceView } from '@dryrun/contracts/people.contract';
import { useEndpointMutation } from '../../platform/endpoint-query.ts';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

type Waiting = 'applied' | 'waitlisted' | 'paused';

const WORDS: Record<Waiting, { title: string; text: (place: MyPlaceView) => string; leave: string }> = {
  applied: {
    title: 'Your application is on its way',
    text: ({ batchName }) =>
      `You applied for ${batchName}. Whoever runs it decides; the batch appears here as soon as they say yes.`,
    leave: 'Take the application back',
  },
  waitlisted: {
    title: 'You are in the line for a seat',
    text: ({ batchName, linePosition }) =>
      `${batchName} is full. You are number ${linePosition ?? 1} in the line; the first seat that becomes free goes to the first in the line by itself.`,
    leave: 'Leave the line',
  },
  paused: {
    title: 'Your place is paused',
    text: ({ batchName }) =>
      `You keep your seat in ${batchName}, and your feedback is kept. When you are back, ask whoever runs the batch to resume you.`,
    leave: 'Leave the batch',
  },
};

function isWaiting(place: MyPlaceView): place is MyPlaceView & { state: Waiting } {
  return place.state in WORDS;
}

/** Places that are not (now) a way into a batch, each with what is going to happen. */
export function MyPlaces({ places }: { places: readonly MyPlaceView[] }) {
  return places.filter(isWaiting).map((place) => <PlacePanel key={place.enrolmentId} place={place} />);
}

function PlacePanel({ place }: { place: MyPlaceView & { state: Waiting } }) {
  const [isLeaving, setLeaving] = useState(false);
  const words = WORDS[place.state];
  const withdraw = useEndpointMutation(peopleEndpoints.withdraw, {
    invalidates: [peopleEndpoints.myPlaces, identityEndpoints.me],
    onSuccess: () => setLeaving(false),
  });
  return (
    <Panel title={words.title}>
      <Stack gap="sm" align="flex-start">
        <Text className="measure">{words.text(place)}</Text>
        {place.canWithdraw && (
          <Button variant="subtle" color="red" onClick={() => setLeaving(true)}>
            {words.leave}
          </Button>
        )}
      </Stack>
      <Modal opened={isLeaving} onClose={() => setLeaving(false)} title={`${words.leave}?`}>
        <Stack>
          <Text>Whoever runs {place.batchName} can bring you back later, if there is a seat.</Text>
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
              {words.leave}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Panel>
  );
}
