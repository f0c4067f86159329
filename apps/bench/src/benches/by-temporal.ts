import { Temporal } from 'temporal-polyfill';
import type { SlotRequest } from '@dryrun/domain/scheduling/slot-request';

const MINUTE = 60_000;

const instantOf = (date: Temporal.PlainDate, time: string, zone: string) =>
  date.toPlainDateTime(time === '24:00' ? '00:00' : time).toZonedDateTime(zone, { disambiguation: 'compatible' })
    .epochMilliseconds;

/** The same starts by Temporal, start by start, as one would write it without thinking of time. */
export function slotsByTemporal(request: SlotRequest): number[] {
  const {
    mentorTimeZone: zone,
    weeklyRules,
    exceptions,
    now,
    range,
    durationMin,
    bufferBeforeMin: before,
    bufferAfterMin: after,
  } = request;
  const localDate = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
  const parts: { start: number; end: number }[] = [];
  const midnights = new Set<number>();
  const last = localDate(range.end).add({ days: 2 });
  for (
    let date = localDate(range.start).subtract({ days: 2 });
    Temporal.PlainDate.compare(date, last) <= 0;
    date = date.add({ days: 1 })
  ) {
    const next = date.add({ days: 1 });
    midnights.add(instantOf(date, '00:00', zone));
    const special = exceptions.filter((e) => e.date === date.toString());
    const today =
      special.length > 0
        ? special.flatMap((e) => e.intervals)
        : weeklyRules.filter((rule) => rule.weekday === date.dayOfWeek);
    const cut = exceptions.some((e) => e.date === next.toString()) ? instantOf(next, '00:00', zone) : Infinity;
    for (const { start, end } of today) {
      const isWholeDay = end === '24:00' || end === '23:59';
      const until = isWholeDay ? instantOf(next, '00:00', zone) : instantOf(end <= start ? next : date, end, zone);
      parts.push({ start: instantOf(date, start, zone), end: Math.min(cut, until) });
    }
  }
  const windows: { start: number; end: number }[] = [];
  for (const part of parts.filter((p) => p.start < p.end).sort((a, b) => a.start - b.start)) {
    const open = windows.at(-1);
    if (open && part.start <= open.end) open.end = Math.max(open.end, part.end);
    else windows.push({ ...part });
  }
  const weekOf = (date: Temporal.PlainDate) => `${date.yearOfWeek}-${date.weekOfYear}`;
  const booked = request.existingBookings.map(({ start }) => localDate(start));
  const keeps = (from: number, until: number, start: number, end: number) => end <= from || until <= start;
  const found: number[] = [];
  for (const window of windows) {
    const anchors = [
      window.start,
      ...[...midnights].filter((at) => at > window.start && at < window.end).sort((a, b) => a - b),
    ];
    anchors.forEach((anchor, i) => {
      for (
        let at = anchor;
        at + durationMin * MINUTE <= window.end && at < (anchors[i + 1] ?? Infinity);
        at += request.stepMin * MINUTE
      ) {
        const end = at + durationMin * MINUTE;
        if (
          at < range.start ||
          at >= range.end ||
          at < now + request.minNoticeMin * MINUTE ||
          at > now + (request.maxAheadMin ?? Infinity) * MINUTE
        )
          continue;
        if (!request.busy.every((b) => keeps(at - before * MINUTE, end + after * MINUTE, b.start, b.end))) continue;
        if (
          !request.existingBookings.every((b) =>
            keeps(at - (before + after) * MINUTE, end + (before + after) * MINUTE, b.start, b.end),
          )
        )
          continue;
        const date = localDate(at);
        if (booked.filter((b) => b.equals(date)).length >= (request.maxPerDay ?? Infinity)) continue;
        if (booked.filter((b) => weekOf(b) === weekOf(date)).length >= (request.maxPerWeek ?? Infinity)) continue;
        found.push(at);
      }
    });
  }
  return found;
}
