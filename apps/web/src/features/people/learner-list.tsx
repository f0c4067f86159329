import { useState } from 'react';
import { Button, Group, Menu, Modal, Stack, Text } from '@mantine/core';
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs';
import { insightEndpoints } from '@dryrun/contracts/insights.contract';
import { peopleEndpoints, type LearnerPlaceView, type PLACE_EVENTS } from '@dryrun/contracts/people.contract';
import { useEndpointMutation } from '../../platform/endpoint-query.ts';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Row, RowList } from '../../ui/row-list.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { LEVEL_LABELS } from '../../ui/words.ts';
import { LevelDialog } from './level-dialog.tsx';
import { PLACE_LOOKS, PRESENT } from './place-looks.ts';
import { TransferDialog, type OtherBatch } from './transfer-dialog.tsx';

type PlaceEvent = (typeof PLACE_EVENTS)[number];

/** What a step took away, and the step that brings it back. */
interface Undoable {
  place: LearnerPlaceView;
  words: string;
  undo: PlaceEvent;
}

const DONE: Partial<Record<PlaceEvent, { words: string; undo: PlaceEvent }>> = {
  pause: { words: 'is paused', undo: 'resume' },
  remove: { words: 'is removed', undo: 'reinstate' },
  decline: { words: 'was declined', undo: 'reinstate' },
};

interface LearnerListProps {
  learners: readonly LearnerPlaceView[];
  label: string;
  /** Batches to which the reader may move people. */
  others: readonly OtherBatch[];
}

/** Learners with what can be done about their place. What one press undoes says so; the rest says first what it costs. */
export function LearnerList({ learners, label, others }: LearnerListProps) {
  const [undoable, setUndoable] = useState<Undoable | null>(null);
  const [asked, setAsked] = useState<{ place: LearnerPlaceView; event: 'pause' | 'remove' } | null>(null);
  const [corrected, setCorrected] = useState<LearnerPlaceView | null>(null);
  const [transferred, setTransferred] = useState<LearnerPlaceView | null>(null);
  const [moved, setMoved] = useState<string | null>(null);
  const move = useEndpointMutation(peopleEndpoints.movePlace, {
    invalidates: [peopleEndpoints.people, insightEndpoints.overview, insightEndpoints.start],
    onSuccess: (place, { body: { event } }) => {
      const done = DONE[event];
      setUndoable(done ? { place, ...done } : null);
    },
  });
  const go = (place: LearnerPlaceView, event: PlaceEvent) => {
    setAsked(null);
    setMoved(null);
    move.mutate({ params: { enrolmentId: place.enrolmentId }, body: { event } });
  };
  return (
    <Stack gap="sm">
      {undoable && (
        <Notice
          tone="good"
          isLive
          title={`${undoable.place.person.name} ${undoable.words}`}
          actions={
            <Button variant="default" size="sm" onClick={() => go(undoable.place, undoable.undo)}>
              Undo
            </Button>
          }
        />
      )}
      {moved && <Notice tone="good" isLive title={moved} />}
      {move.error && <ProblemNotice error={move.error} />}
      {learners.length > 0 && (
        <RowList label={label}>
          {learners.map((place) => (
            <LearnerRow
              key={place.enrolmentId}
              place={place}
              isBusy={move.isPending && move.variables.params.enrolmentId === place.enrolmentId}
              go={(event) => (event === 'pause' || event === 'remove' ? setAsked({ place, event }) : go(place, event))}
              correct={() => setCorrected(place)}
              {...(others.length > 0 && { transfer: () => setTransferred(place) })}
            />
          ))}
        </RowList>
      )}
      <AskFirst asked={asked} close={() => setAsked(null)} go={go} />
      <LevelDialog place={corrected} close={() => setCorrected(null)} />
      <TransferDialog
        place={transferred}
        batches={others}
        close={() => setTransferred(null)}
        onMoved={(name, to) => {
          setUndoable(null);
          setMoved(`${name} is in ${to} now`);
        }}
      />
    </Stack>
  );
}

interface LearnerRowProps {
  place: LearnerPlaceView;
  isBusy: boolean;
  go: (event: PlaceEvent) => void;
  correct: () => void;
  /** Absent when there is no other batch to go to. */
  transfer?: () => void;
}

function LearnerRow({ place, isBusy, go, correct, transfer }: LearnerRowProps) {
  const { person, state } = place;
  const look = PLACE_LOOKS[state];
  const badge = (
    <StatusBadge icon={look.icon} hue={look.hue}>
      {place.linePosition === null ? look.words : `Number ${place.linePosition} in the line`}
    </StatusBadge>
  );
  return (
    <Row
      title={person.name}
      about={
        <>
          {place.address} · {LEVEL_LABELS[place.level]}
          {place.targetRole && ` · ${place.targetRole}`} · since <TimeText at={place.since} show="day" />
        </>
      }
    >
      {state === 'applied' ? (
        <Group gap="xs">
          {badge}
          <Button size="sm" loading={isBusy} onClick={() => go('approve')} aria-label={`Approve ${person.name}`}>
            Approve
          </Button>
          <Button size="sm" variant="default" onClick={() => go('decline')} aria-label={`Decline ${person.name}`}>
            Decline
          </Button>
        </Group>
      ) : (
        <Group gap={4} wrap="nowrap">
          {badge}
          <Menu position="bottom-end">
            <Menu.Target>
              <Button
                variant="subtle"
                color="gray"
                loading={isBusy}
                aria-label={`What to do about ${person.name}`}
                px="sm"
              >
                <IconDots size={20} aria-hidden />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={correct}>Correct level or target role</Menu.Item>
              {state === 'active' && <Menu.Item onClick={() => go('pause')}>Pause</Menu.Item>}
              {state === 'paused' && <Menu.Item onClick={() => go('resume')}>Resume</Menu.Item>}
              {(state === 'removed' || state === 'withdrawn') && (
                <Menu.Item onClick={() => go('reinstate')}>Bring back</Menu.Item>
              )}
              {transfer && PRESENT.includes(state) && state !== 'waitlisted' && (
                <Menu.Item onClick={transfer}>Move to another batch</Menu.Item>
              )}
              {PRESENT.includes(state) && (
                <Menu.Item color="red" onClick={() => go('remove')}>
                  Remove from the batch
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
        </Group>
      )}
    </Row>
  );
}

interface AskFirstProps {
  asked: { place: LearnerPlaceView; event: 'pause' | 'remove' } | null;
  close: () => void;
  go: (place: LearnerPlaceView, event: PlaceEvent) => void;
}

/** The place comes back with one press, booked mocks do not: so people are asked. */
function AskFirst({ asked, close, go }: AskFirstProps) {
  const name = asked?.place.person.name ?? '';
  const isPause = asked?.event === 'pause';
  return (
    <Modal opened={asked !== null} onClose={close} title={isPause ? `Pause ${name}?` : `Remove ${name}?`}>
      <Stack>
        <Text>
          {isPause
            ? 'They keep their seat, but are out of the batch until you resume them.'
            : 'They are out of the batch at once, and the seat goes to the next in the line.'}{' '}
          Their booked mocks are cancelled and the mentors are told. Feedback they were given is kept.
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            Leave it
          </Button>
          <Button color="red" onClick={() => asked && go(asked.place, asked.event)}>
            {isPause ? 'Pause' : 'Remove'}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
