import { Button } from '@mantine/core';
import { formatTime } from '../../platform/time.ts';
import { useZone } from '../../platform/zone.ts';
import { TimeText } from '../../ui/time-text.tsx';
import type { Slot } from './slot-days.ts';
import classes from './slot-list.module.css';

export interface SlotChoice {
  onKeep: (slot: Slot, mentorId: string) => void;
  /** `mentorId startsAt` of what is being kept right now. */
  pending: string | null;
  /** What keeping is called here: a kept time, a move, an offer. */
  label: string;
}

interface SlotTimesProps {
  slots: readonly Slot[];
  chosenAt: string | null;
  onChoose: (startsAt: string | null) => void;
}

/** The times of one day as buttons. */
export function SlotTimes({ slots, chosenAt, onChoose }: SlotTimesProps) {
  const { timeZone } = useZone();
  return (
    <div className={classes.times}>
      {slots.map((slot) => (
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
    </div>
  );
}

/** Who could be the mentor at a chosen time. */
export function SlotMentors({ slot, onKeep, pending, label }: { slot: Slot } & SlotChoice) {
  return (
    <ul className={classes.mentors} aria-label="Mentors at this time">
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
