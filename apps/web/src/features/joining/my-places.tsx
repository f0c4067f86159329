import { Stack, Text } from '@mantine/core';
import type { MyPlaceView } from '@dryrun/contracts/people.contract';
import { Panel } from '../../ui/panel.tsx';
import { Row, RowList } from '../../ui/row-list.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { LeaveButton } from './leave-button.tsx';
import { isWaiting, PLACE_WORDS, type Waiting } from './place-words.ts';

const NEXT: Record<Waiting, { title: string; text: (place: MyPlaceView) => string }> = {
  applied: {
    title: 'Your application is on its way',
    text: ({ batchName }) =>
      `You applied for ${batchName}. Whoever runs it decides; the batch appears here as soon as they say yes.`,
  },
  waitlisted: {
    title: 'You are in the line for a seat',
    text: ({ batchName, linePosition }) =>
      `${batchName} is full. You are number ${linePosition ?? 1} in the line; the first seat that becomes free goes to the first in the line by itself.`,
  },
  paused: {
    title: 'Your place is paused',
    text: ({ batchName }) =>
      `You keep your seat in ${batchName}, and your feedback is kept. When you are back, ask whoever runs the batch to resume you.`,
  },
};

/** Places that are not (now) a way into a batch, each with what is going to happen. */
export function WaitingPlaces({ places }: { places: readonly MyPlaceView[] }) {
  return places.filter(isWaiting).map((place) => (
    <Panel key={place.enrolmentId} title={NEXT[place.state].title}>
      <Stack gap="sm" align="flex-start">
        <Text className="measure">{NEXT[place.state].text(place)}</Text>
        <LeaveButton place={place} />
      </Stack>
    </Panel>
  ));
}

/** Every place of one's own, those that are over included. */
export function PlaceList({ places }: { places: readonly MyPlaceView[] }) {
  return (
    <RowList label="Places in batches">
      {places.map((place) => (
        <Row
          key={place.enrolmentId}
          title={place.batchName}
          about={
            <>
              {PLACE_WORDS[place.state]}
              {place.linePosition !== null && `, as number ${place.linePosition}`}, since{' '}
              <TimeText at={place.since} show="day" />
            </>
          }
        >
          <LeaveButton place={place} />
        </Row>
      ))}
    </RowList>
  );
}
