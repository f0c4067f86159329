import { useEffect, useRef } from 'react';
import { useNow } from '../platform/use-now.ts';
import { formatCountdown } from '../platform/time.ts';

interface CountdownProps {
  /** The instant it runs to. */
  until: string;
  /** Called once when it gets there (or is mounted after it). */
  onEnd?: () => void;
}

/** Time left, second by second, by the server's clock. Silent for screen readers: put the end time in words beside it. */
export function Countdown({ until, onEnd }: CountdownProps) {
  const left = Date.parse(until) - useNow(1_000);
  const isOver = left <= 0;
  const ended = useRef<string | null>(null);
  useEffect(() => {
    if (!isOver || ended.current === until) return;
    ended.current = until;
    onEnd?.();
  }, [isOver, until, onEnd]);
  return (
    <span role="timer" aria-live="off" className="tabular">
      {formatCountdown(left)}
    </span>
  );
}
