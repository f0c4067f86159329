import { useZone } from '../platform/zone.ts';
import { formatDateTime, formatDay, formatTime, isSameWallTime, zoneAbbreviation } from '../platform/time.ts';

interface TimeTextProps {
  /** An instant of the wire. */
  at: string;
  /** Makes it a range, `7:30 – 8:15 pm`. */
  until?: string;
  /** What to show; day and time by default. */
  show?: 'dateTime' | 'time' | 'day';
  /** Somebody else's zone: added only when their clock shows another time. */
  otherZone?: string;
  /** Whose zone that is, e.g. "your mentor". */
  otherName?: string;
  /** Appends the zone's abbreviation. */
  withZone?: boolean;
}

/** An instant in the zone chosen for the page. */
export function TimeText({ at, until, show = 'dateTime', otherZone, otherName, withZone = false }: TimeTextProps) {
  const { timeZone } = useZone();
  const isOtherShown = otherZone !== undefined && !isSameWallTime(at, timeZone, otherZone);
  return (
    <time dateTime={at}>
      {inZone(at, until, timeZone, show)}
      {withZone && ` ${zoneAbbreviation(at, timeZone)}`}
      {isOtherShown && (
        <span style={{ color: 'var(--mantine-color-dimmed)' }}>
          {' '}
          · {otherTime(at, timeZone, otherZone)}
          {otherName !== undefined && ` for ${otherName}`}
        </span>
      )}
    </time>
  );
}

function inZone(at: string, until: string | undefined, timeZone: string, show: 'dateTime' | 'time' | 'day'): string {
  if (show === 'day') return formatDay(at, timeZone);
  const start = show === 'time' ? formatTime(at, timeZone) : formatDateTime(at, timeZone);
  return until === undefined ? start : `${start} – ${formatTime(until, timeZone)}`;
}

/** The other clock, with its day when that differs too. */
export function otherTime(at: string, timeZone: string, otherZone: string): string {
  const isSameDay = formatDay(at, timeZone) === formatDay(at, otherZone);
  return isSameDay ? formatTime(at, otherZone) : formatDateTime(at, otherZone);
}
