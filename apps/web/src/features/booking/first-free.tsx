import { Button } from '@mantine/core';
import { TimeText } from '../../ui/time-text.tsx';
import type { Slot } from './slot-days.ts';
import classes from './first-free.module.css';

interface FirstFreeProps {
  slot: Slot;
  onKeep: (slot: Slot, mentorId: string) => void;
  /** `mentorId startsAt` of what is being kept right now. */
  pending: string | null;
  label: string;
}

/** The first time that is free, with the mentor whose turn it is: one tap and it is kept. */
export function FirstFree({ slot, onKeep, pending, label }: FirstFreeProps) {
  const [mentor] = slot.mentors;
  if (!mentor) return null;
  return (
    <div className={classes.first}>
      <p className={classes.text}>
        <span className={classes.eyebrow}>First free time</span>
        <strong className={classes.when}>
          <TimeText
            at={slot.startsAt}
            until={slot.endsAt}
            otherZone={mentor.timeZone}
            otherName={mentor.name.split(' ')[0]}
          />
        </strong>
        <span>with {mentor.name}</span>
      </p>
      <Button
        onClick={() => onKeep(slot, mentor.id)}
        loading={pending === `${mentor.id} ${slot.startsAt}`}
        disabled={pending !== null}
      >
        {label}
      </Button>
    </div>
  );
}
