import { useEffect, useRef, useState } from 'react';
import { Button } from '@mantine/core';
import { formatTime } from '../../platform/time.ts';
import { useZone } from '../../platform/zone.ts';
import { TimeText } from '../../ui/time-text.tsx';
import type { Slot } from './slot-days.ts';
import type { SlotAnswer } from './slot-reply.tsx';
import classes from './slot-list.module.css';

export interface SlotChoice {
  onKeep: (slot: Slot, mentorId: string) => void;
  /** `mentorId startsAt` of what is being kept right now. */
  pending: string | null;
  /** What keeping is called here: a kept time, a move, an offer. */
  label: string;
  /** What the last tapped time was answered when it was not granted; shown where that time was. */
  answer?: SlotAnswer | null;
}

interface SlotTimesProps {
  slots: readonly Slot[];
  chosenAt: string | null;
  onChoose: (startsAt: string | null) => void;
}

/** Of a day on which mentors have time around the clock: an overview first, the rest on demand. */
const FIRST_TIMES = 16;

/** The times of one day as buttons. A chosen one is always among those shown. */
export function SlotTimes({ slots, chosenAt, onChoose }: SlotTimesProps) {
  const { timeZone } = useZone();
  const [isAllShown, setAllShown] = useState(false);
  const first = isAllShown || slots.length <= FIRST_TIMES + 4 ? slots.length : FIRST_TIMES;
  const shown = slots.filter((slot, index) => index < first || slot.startsAt === chosenAt);
  return (
    <div className={classes.times}>
      {shown.map((slot) => (
        <button
          key={slot.startsAt}
          type="button"
          className={classes.time}
          aria-pressed={slot.startsAt === chosenAt}
          onClick={() => onChoose(slot.startsAt === chosenAt ? null : slot.startsAt)}
        >
          {formatTime(slot.startsAt, timeZone)}
        </button>
      ))}
      {shown.length < slots.length && (
        <Button variant="subtle" onClick={() => setAllShown(true)}>
          {`Show ${slots.length - shown.length} more, until ${formatTime(slots.at(-1)?.startsAt ?? '', timeZone)}`}
        </Button>
      )}
    </div>
  );
}

/** Who could be the mentor at a chosen time; brought into view, because the time may stand far above it. */
export function SlotMentors({ slot, onKeep, pending, label }: { slot: Slot } & Omit<SlotChoice, 'answer'>) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.scrollIntoView({ block: 'nearest' });
  }, [slot.startsAt]);
  return (
    <ul ref={list} className={classes.mentors} aria-label="Mentors at this time">
      {slot.mentors.map((mentor) => (
        <li key={mentor.id} className={classes.mentor}>
          <span>
            <strong>{mentor.name}</strong>
            <br />
            <TimeText
              at={slot.startsAt}
              until={slot.endsAt}
              show="time"
              otherZone={mentor.timeZone}
              otherName={mentor.name.split(' ')[0]}
            />
          </span>
          <Button
            onClick={() => onKeep(slot, mentor.id)}
            loading={pending === `${mentor.id} ${slot.startsAt}`}
            disabled={pending !== null}
            aria-label={`${label} with ${mentor.name}`}
          >
            {label}
          </Button>
        </li>
      ))}
    </ul>
  );
}
