import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { transitionsBetween } from '../time/zone-transitions.ts';
import type { AvailabilityException, WallInterval, WeeklyRule } from './availability-rules.ts';
import type { Interval } from './intervals.ts';
import { explainSlots, openSlots } from './open-slots.ts';
import type { BookedTime, SlotRequest } from './slot-request.ts';
import type { DateRange, ZoneStay } from './zone-stays.ts';

/**
 * The same rules told a second time, slowly and by other means: time is a row of minutes, hours are painted on it with
 * Temporal's wall-time arithmetic, and each minute is asked by itself. It shares no code with the engine.
 */
const MINUTE = 60_000;
const ZONES = [
  ...['UTC', 'Asia/Kolkata', 'Asia/Kathmandu', 'America/New_York', 'Europe/Berlin', 'Europe/London', 'Asia/Beirut'],
  ...['Australia/Lord_Howe', 'America/Havana', 'Africa/Casablanca', 'America/Nuuk', 'America/Scoresbysund'],
  ...['Atlantic/Azores', 'Pacific/Chatham', 'Asia/Gaza', 'Africa/Cairo', 'America/Santiago', 'Pacific/Apia'],
];
/** So far from each other that a date can be missing or last for two days. */
const FAR_APART = ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Etc/GMT+12'];

interface Turn {
  at: number;
  zone: string;
  date: Temporal.PlainDate | null;
}

const wallIn = (zone: string, date: Temporal.PlainDate, time: string): number =>
  date.toPlainDateTime(time).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;

/** Where the mentor is from when on, in the order of the dates: there once the date has begun, and the one before it is over. */
function turnsOf(request: SlotRequest): Turn[] {
  const home = request.mentorTimeZone;
  const turns: Turn[] = [{ at: -Infinity, zone: home, date: null }];
  const turn = (zone: string, date: Temporal.PlainDate) => {
    const [here, there] = [turns.at(-1)?.zone ?? home, zone].map((z) => wallIn(z, date, '00:00'));
    turns.push({ at: Math.max(here ?? 0, there ?? 0), zone, date });
  };
  const stays = [...(request.stays ?? [])].sort((a, b) => (a.from < b.from ? -1 : 1));
  for (const [i, stay] of stays.entries()) {
    turn(stay.timeZone, Temporal.PlainDate.from(stay.from));
    const back = Temporal.PlainDate.from(stay.until).add({ days: 1 });
    if (stays[i + 1]?.from !== back.toString()) turn(home, back);
  }
  return turns;
}

function slowSlots(request: SlotRequest): number[] {
  const turns = turnsOf(request);
  const turnAt = (instant: number): number => {
    const next = turns.findIndex((turn) => turn.at > instant);
    return (next < 0 ? turns.length : next) - 1;
  };
  const localDate = (instant: number): Temporal.PlainDate => {
    const n = turnAt(instant);
    const zone = turns[n]?.zone ?? '';
    const date = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDate();
    const later = turns.slice(n + 1).flatMap((turn) => turn.date ?? []);
    return [date, ...later].sort((a, b) => Temporal.PlainDate.compare(a, b))[0] ?? date;
  };

  const origin = Math.floor(request.range.start / MINUTE) - 4 * 1440;
  const length = Math.ceil(request.range.end / MINUTE) + request.durationMin + 3 * 1440 - origin;
  const free = new Uint8Array(Math.max(length, 0));
  const anchor = new Uint8Array(Math.max(length, 0));
  const offDates = new Set(request.exceptions.map((exception) => exception.date));
  for (const { from, until } of request.timeOff ?? [])
    for (let date = Temporal.PlainDate.from(from); date.toString() <= until; date = date.add({ days: 1 }))
      offDates.add(date.toString());
  const isOff = (date: string) => (request.timeOff ?? []).some(({ from, until }) => from <= date && date <= until);

  for (const [n, { zone, at }] of turns.entries()) {
    if (n > 0 && turnAt(at) === n) anchor[at / MINUTE - origin] = 1;
    const holds = (minute: number) => turnAt(minute * MINUTE) === n;
    let date = Temporal.Instant.fromEpochMilliseconds(origin * MINUTE)
      .toZonedDateTimeISO(zone)
      .toPlainDate();
    for (let day = 0; day < length / 1440 + 3; day += 1, date = date.add({ days: 1 })) {
      const midnight = wallIn(zone, date, '00:00') / MINUTE;
      if (holds(midnight)) anchor[midnight - origin] = 1;
      const next = date.add({ days: 1 });
      const today: WallInterval[] = isOff(date.toString())
        ? []
        : offDates.has(date.toString())
          ? request.exceptions.filter((e) => e.date === date.toString()).flatMap((e) => [...e.intervals])
          : request.weeklyRules.filter((r) => r.weekday === date.dayOfWeek);
      for (const { start, end } of today) {
        const endsWithDay = end === '24:00' || end === '23:59';
        const from = wallIn(zone, date, start);
        let to = endsWithDay ? wallIn(zone, next, '00:00') : wallIn(zone, end <= start ? next : date, end);
        if (offDates.has(next.toString())) to = Math.min(to, wallIn(zone, next, '00:00'));
        for (let m = from / MINUTE; m < to / MINUTE; m += 1) if (holds(m)) free[m - origin] = 1;
      }
    }
  }

  const found: number[] = [];
  let sinceAnchor = 0;
  for (let m = 0; m < length; m += 1) {
    const begins = free[m] === 1 && free[m - 1] !== 1;
    sinceAnchor = begins || anchor[m] === 1 ? 0 : sinceAnchor + 1;
    const start = (origin + m) * MINUTE;
    if (sinceAnchor % request.stepMin !== 0 || start < request.range.start || start >= request.range.end) continue;
    if (!free.subarray(m, m + request.durationMin).every((minute) => minute === 1)) continue;
    if (isAllowed(start, request, localDate)) found.push(start);
  }
  return found;
}

function isAllowed(start: number, request: SlotRequest, localDate: (instant: number) => Temporal.PlainDate): boolean {
  const wait = (start - request.now) / MINUTE;
  if (wait < request.minNoticeMin || wait > (request.maxAheadMin ?? Infinity)) return false;
  const end = start + request.durationMin * MINUTE;
  const gapsAreKept = (b: Interval, before: number, after: number): boolean =>
    b.end <= b.start || (start >= b.end ? start - b.end >= before * MINUTE : b.start - end >= after * MINUTE);
  const { bufferBeforeMin: before, bufferAfterMin: after } = request;
  if (!request.busy.every((b) => gapsAreKept(b, before, after))) return false;
  const bookings = request.existingBookings;
  const own = (b: BookedTime): [number, number] => [b.bufferBeforeMin ?? before, b.bufferAfterMin ?? after];
  if (!bookings.every((b) => gapsAreKept(b, before + own(b)[1], after + own(b)[0]))) return false;
  const date = localDate(start);
  const sameDay = bookings.filter((b) => localDate(b.start).equals(date));
  const sameWeek = bookings.filter((b) => {
    const other = localDate(b.start);
    return other.weekOfYear === date.weekOfYear && other.yearOfWeek === date.yearOfWeek;
  });
  return sameDay.length < (request.maxPerDay ?? Infinity) && sameWeek.length < (request.maxPerWeek ?? Infinity);
}

const anyTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 0, 0, 15, 30, 45, 50, 59))
  .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);
const anyHours: fc.Arbitrary<WallInterval> = fc.record({
  start: anyTime,
  end: fc.oneof(anyTime, fc.constantFrom('24:00', '23:59', '00:00', '02:00')),
});
const anyWeekday = fc.constantFrom<WeeklyRule['weekday'][]>(1, 2, 3, 4, 5, 6, 7);
const anyRules = fc.array(
  fc.tuple(anyWeekday, anyHours).map(([weekday, hours]): WeeklyRule => ({ weekday, ...hours })),
  { maxLength: 9 },
);

/** Requests whose few days lie around a clock change of the zone as often as not. */
const anyRequest: fc.Arbitrary<SlotRequest> = fc
  .record({
    zone: fc.constantFrom(...ZONES),
    pick: fc.nat(),
    ordinary: fc.boolean(),
    shift: fc.integer({ min: -3000, max: 600 }),
  })
  .chain(({ zone, pick, ordinary, shift }) => {
    const changes = transitionsBetween(zone, Date.UTC(2020, 0, 1), Date.UTC(2035, 0, 1));
    const someDay = Date.UTC(2020, 0, 1) + (pick % 5000) * 1440 * MINUTE;
    const middle = ordinary ? someDay : (changes[pick % Math.max(changes.length, 1)]?.at ?? someDay);
    const start = middle + shift * MINUTE;
    const near = fc.integer({ min: -2 * 1440, max: 6 * 1440 }).map((m) => start + m * MINUTE);
    const interval = fc
      .tuple(near, fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 300 })), fc.constantFrom(0, 0, 0, 1, 30_000))
      .map(([from, minutes, odd]): Interval => ({ start: from + odd, end: from + minutes * MINUTE + odd }));
    const date = near.map((t) =>
      Temporal.Instant.fromEpochMilliseconds(t).toZonedDateTimeISO(zone).toPlainDate().toString(),
    );
    const exceptions: fc.Arbitrary<AvailabilityException[]> = fc.uniqueArray(
      fc.record({ date, intervals: fc.array(anyHours, { maxLength: 3 }) }),
      { maxLength: 3, selector: (e) => e.date },
    );
    const dates = (length: number): fc.Arbitrary<DateRange> =>
      fc.tuple(date, fc.integer({ min: 0, max: length })).map(([from, days]) => ({
        from,
        until: Temporal.PlainDate.from(from).add({ days }).toString(),
      }));
    const stays: fc.Arbitrary<ZoneStay[]> = fc
      .array(fc.record({ dates: dates(3), timeZone: fc.constantFrom(...ZONES, ...FAR_APART) }), { maxLength: 3 })
      .map((wished) =>
        wished
          .map(({ dates, timeZone }): ZoneStay => ({ ...dates, timeZone }))
          .sort((a, b) => (a.from < b.from ? -1 : 1))
          .filter((stay, i, all) => all.slice(0, i).every((other) => other.until < stay.from)),
      );
    const buffer = fc.constantFrom(0, 0, 5, 10, 30);
    const cap = fc.constantFrom(null, null, 0, 1, 2);
    return fc.record<SlotRequest>({
      mentorTimeZone: fc.constant(zone),
      weeklyRules: anyRules,
      exceptions,
      timeOff: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(dates(2), { maxLength: 2 })),
      stays: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, stays),
      busy: fc.array(interval, { maxLength: 5 }),
      existingBookings: fc.array(
        fc
          .tuple(interval, fc.option(fc.record({ bufferBeforeMin: buffer, bufferAfterMin: buffer })))
          .map(([time, own]): BookedTime => ({ ...time, ...own })),
        { maxLength: 4 },
      ),
      durationMin: fc.constantFrom(15, 30, 45, 50, 60, 90, 700),
      stepMin: fc.constantFrom(5, 15, 30, 45, 50, 60, 97),
      bufferBeforeMin: buffer,
      bufferAfterMin: buffer,
      minNoticeMin: fc.constantFrom(0, 0, 120, 1440),
      maxAheadMin: fc.constantFrom(null, null, 2880),
      now: fc.oneof(fc.constant(start - 30 * 1440 * MINUTE), near),
      range: fc.integer({ min: 0, max: 4 * 1440 }).map((m): Interval => ({ start, end: start + m * MINUTE })),
      maxPerDay: cap,
      maxPerWeek: cap,
    });
  })
  .map((request) =>
    request.now < request.range.start - 20 * 1440 * MINUTE ? { ...request, maxAheadMin: null } : request,
  );

const iso = (instants: readonly number[]): string[] => instants.map((instant) => new Date(instant).toISOString());

describe('the slot engine', () => {
  it('gives the same slots as a slow second implementation on Temporal', () => {
    let slots = 0;
    fc.assert(
      fc.property(anyRequest, (request) => {
        const { starts } = openSlots(request);
        slots += starts.length;
        expect(iso(starts)).toEqual(iso(slowSlots(request)));
      }),
      { numRuns: 500 },
    );
    expect(slots).toBeGreaterThan(1_000);
  });

  it('explains exactly the slots that it leaves open', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const { candidates, availability } = explainSlots(request);
        expect(candidates.filter((c) => c.reasons.length === 0).map((c) => c.start)).toEqual(openSlots(request).starts);
        expect(availability === 'offered').toBe(candidates.length > 0);
      }),
      { numRuns: 500 },
    );
  });

  it('never offers a slot that overlaps busy time or a booking, buffers included', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const { bufferBeforeMin: before, bufferAfterMin: after, durationMin } = request;
        const conflicts: [number, Interval][] = [];
        for (const start of openSlots(request).starts) {
          const [from, to] = [start - before * MINUTE, start + (durationMin + after) * MINUTE];
          for (const b of request.busy) if (b.start < b.end && to > b.start && from < b.end) conflicts.push([start, b]);
          for (const b of request.existingBookings) {
            const bookedFrom = b.start - (b.bufferBeforeMin ?? before) * MINUTE;
            const bookedTo = b.end + (b.bufferAfterMin ?? after) * MINUTE;
            if (b.start < b.end && to > bookedFrom && from < bookedTo) conflicts.push([start, b]);
          }
        }
        expect(conflicts).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('never offers more when busy time or a booking is added', () => {
    fc.assert(
      fc.property(
        anyRequest,
        fc.integer({ min: -600, max: 5000 }),
        fc.integer({ min: 1, max: 400 }),
        (request, from, length) => {
          const start = request.range.start + from * MINUTE;
          const more = { start, end: start + length * MINUTE };
          const open = new Set(openSlots(request).starts);
          const lessFree = openSlots({ ...request, busy: [...request.busy, more] }).starts;
          const moreBooked = openSlots({ ...request, existingBookings: [...request.existingBookings, more] }).starts;
          expect(lessFree.filter((s) => !open.has(s))).toEqual([]);
          expect(moreBooked.filter((s) => !open.has(s))).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('does not care in which order anything is listed', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const turned: SlotRequest = {
          ...request,
          weeklyRules: [...request.weeklyRules].reverse(),
          exceptions: [...request.exceptions].reverse().map((e) => ({ ...e, intervals: [...e.intervals].reverse() })),
          timeOff: [...(request.timeOff ?? [])].reverse(),
          stays: [...(request.stays ?? [])].reverse(),
          busy: [...request.busy].reverse(),
          existingBookings: [...request.existingBookings].reverse(),
        };
        expect(openSlots(turned)).toEqual(openSlots(request));
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same slots when a rule is split in two or said twice', () => {
    fc.assert(
      fc.property(anyRequest, fc.nat(), (request, pick) => {
        const weeklyRules = request.weeklyRules.flatMap((rule): WeeklyRule[] => {
          if (rule.end <= rule.start || rule.end > '23:50') return [rule, rule];
          const [from, to] = [minutesOf(rule.start), minutesOf(rule.end)];
          const seam = timeOf(from + 1 + (pick % Math.max(to - from - 1, 1)));
          return seam < rule.end
            ? [
                { ...rule, end: seam },
                { ...rule, start: seam },
              ]
            : [rule];
        });
        expect(openSlots({ ...request, weeklyRules })).toEqual(openSlots(request));
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same slots when the mentor stays where they live', () => {
    fc.assert(
      fc.property(anyRequest, fc.nat(5), fc.nat(3), (request, first, days) => {
        const zone = request.mentorTimeZone;
        const from = Temporal.Instant.fromEpochMilliseconds(request.range.start)
          .toZonedDateTimeISO(zone)
          .toPlainDate()
          .add({ days: first - 1 });
        const stay = { from: from.toString(), until: from.add({ days }).toString(), timeZone: zone };
        expect(openSlots({ ...request, stays: [stay] })).toEqual(openSlots({ ...request, stays: [] }));
      }),
      { numRuns: 300 },
    );
  });

  it('gives for a range what it gives for its two halves', () => {
    fc.assert(
      fc.property(anyRequest, fc.double({ min: 0, max: 1, noNaN: true }), (request, part) => {
        const { start, end } = request.range;
        const middle = Math.floor(start + (end - start) * part);
        const halves = [
          { start, end: middle },
          { start: middle, end },
        ];
        expect(halves.flatMap((range) => openSlots({ ...request, range }).starts)).toEqual(openSlots(request).starts);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves the request as it was', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const before: unknown = JSON.parse(JSON.stringify(request));
        openSlots(request);
        explainSlots(request);
        expect(request).toEqual(before);
      }),
      { numRuns: 100 },
    );
  });
});

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function timeOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
