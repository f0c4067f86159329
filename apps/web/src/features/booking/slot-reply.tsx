import { useEffect, useRef, type ReactNode } from 'react';
import classes from './slot-reply.module.css';

/** What a tapped time was answered: `at` is that time, an instant of the wire. */
export interface SlotAnswer {
  at: string;
  words: ReactNode;
}

/**
 * An answer beside the time that was tapped, brought into view. The button may have gone with its time: focus then goes to the
 * answer, and the next Tab to the times that are still open.
 */
export function SlotReply({ words }: Pick<SlotAnswer, 'words'>) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) place.current?.focus({ preventScroll: true });
    place.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={place} tabIndex={-1} className={classes.reply}>
      {words}
    </div>
  );
}
