import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { toDayNumber } from './local-date.ts';
import {
  DAY,
  HOUR,
  MINUTE,
  instantToLocal,
  isTimeZone,
  localToInstant,
  startOfLocalDay,
  transitionsBetween,
  zoneClock,
} from './zone-transitions.ts';

const ZONES = [
  ...['UTC', 'Asia/Kolkata', 'Asia/Kathmandu', 'Asia/Dubai', 'Asia/Tehran', 'Asia/Kabul', 'Asia/Yangon', 'Asia/Tokyo'],
  ...['Asia/Beirut', 'Asia/Gaza', 'Asia/Hebron', 'Asia/Amman', 'Asia/Damascus', 'Asia/Jerusalem', 'Asia/Almaty'],
  ...['Europe/London', 'Europe/Berlin', 'Europe/Dublin', 'Europe/Lisbon', 'Europe/Chisinau', 'Europe/Istanbul'],
  ...['Europe/Volgograd', 'Atlantic/Azores', 'Africa/Casablanca', 'Africa/El_Aaiun', 'Africa/Cairo', 'Africa/Juba'],
  ...[
    'Africa/Lagos',
    'America/New_York',
    'America/Los_Angeles',
    'America/Phoenix',
    'America/St_Johns',
    'America/Havana',
  ],
  ...['America/Santiago', 'America/Punta_Arenas', 'America/Asuncion', 'America/Sao_Paulo', 'America/Nuuk'],
  ...['America/Scoresbysund', 'America/Mexico_City', 'America/Ojinaga', 'America/Dawson', 'America/Port-au-Prince'],
  ...['Australia/Lord_Howe', 'Australia/Sydney', 'Australia/Adelaide', 'Australia/Eucla', 'Pacific/Apia'],
  ...['Pacific/Chatham', 'Pacific/Auckland', 'Pacific/Norfolk', 'Pacific/Fiji', 'Pacific/Kiritimati', 'Pacific/Easter'],
  ...['Antarctica/Troll', 'Antarctica/Casey', 'Antarctica/Davis'],
];

const at = (iso: string): number => Date.parse(iso);
const iso = (instant: number): string => new Date(instant).toISOString().replace(':00.000Z', 'Z');
const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const utc = (zone: string, date: string, time: string): string => iso(localToInstant(zone, date, minutes(time)));

describe('wall time to instant', () => {
  it('moves a time inside a gap forward by the gap', () => {
    expect(utc('America/New_York', '2026-03-08', '01:59')).toBe('2026-03-08T06:59Z');
    expect(utc('America/New_York', '2026-03-08', '02:00')).toBe('2026-03-08T07:00Z');
    expect(utc('America/New_York', '2026-03-08', '02:30')).toBe('2026-03-08T07:30Z');
    expect(utc('America/New_York', '2026-03-08', '03:00')).toBe('2026-03-08T07:00Z');
  });

  it('takes the first occurrence of an ambiguous time', () => {
    expect(utc('America/New_York', '2026-11-01', '01:30')).toBe('2026-11-01T05:30Z');
    expect(utc('America/New_York', '2026-11-01', '02:00')).toBe('2026-11-01T07:00Z');
  });

  it('knows that Lord Howe moves its clocks by half an hour', () => {
    expect(utc('Australia/Lord_Howe', '2026-04-05', '01:45')).toBe('2026-04-04T14:45Z');
    expect(utc('Australia/Lord_Howe', '2026-04-05', '02:00')).toBe('2026-04-04T15:30Z');
    expect(utc('Australia/Lord_Howe', '2026-10-04', '02:15')).toBe('2026-10-03T15:45Z');
  });

  it('takes the whole missing day for a gap where Apia skipped 30 December 2011', () => {
    expect(utc('Pacific/Apia', '2011-12-29', '23:00')).toBe('2011-12-30T09:00Z');
    expect(utc('Pacific/Apia', '2011-12-30', '09:00')).toBe(utc('Pacific/Apia', '2011-12-31', '09:00'));
    expect(startOfLocalDay('Pacific/Apia', '2011-12-30')).toBe(at('2011-12-30T10:00Z'));
    expect(instantToLocal('Pacific/Apia', at('2011-12-30T10:00Z')).date).toBe('2011-12-31');
  });

  it('goes back for Ramadan in Casablanca and forward after it', () => {
    expect(utc('Africa/Casablanca', '2026-02-14', '12:00')).toBe('2026-02-14T11:00Z');
    expect(utc('Africa/Casablanca', '2026-03-01', '12:00')).toBe('2026-03-01T12:00Z');
    expect(utc('Africa/Casablanca', '2026-04-01', '12:00')).toBe('2026-04-01T11:00Z');
  });

  it('begins a day at the first instant after a gap at midnight', () => {
    expect(iso(startOfLocalDay('America/Havana', '2026-03-08'))).toBe('2026-03-08T05:00Z');
    expect(instantToLocal('America/Havana', at('2026-03-08T05:00Z')).minuteOfDay).toBe(60);
    expect(iso(startOfLocalDay('Asia/Beirut', '2026-03-29'))).toBe('2026-03-28T22:00Z');
    expect(instantToLocal('Asia/Beirut', at('2026-03-28T22:00Z'))).toEqual({
      date: '2026-03-29',
      minuteOfDay: 60,
      weekday: 7,
      offsetMinutes: 180,
    });
  });

  it('begins a day at the first of two midnights', () => {
    expect(iso(startOfLocalDay('America/Havana', '2026-11-01'))).toBe('2026-11-01T04:00Z');
    expect(instantToLocal('America/Havana', at('2026-11-01T05:00Z'))).toMatchObject({
      date: '2026-11-01',
      minuteOfDay: 0,
    });
  });

  it('begins a day only once when the hour before midnight is repeated', () => {
    expect(iso(startOfLocalDay('Asia/Beirut', '2026-10-25'))).toBe('2026-10-24T22:00Z');
    expect(instantToLocal('Asia/Beirut', at('2026-10-24T21:00Z'))).toMatchObject({
      date: '2026-10-24',
      minuteOfDay: 1380,
    });
  });

  it('counts minutes past 1,439 on the following dates', () => {
    expect(localToInstant('Asia/Kolkata', '2026-06-01', 1440)).toBe(startOfLocalDay('Asia/Kolkata', '2026-06-02'));
    expect(localToInstant('Europe/Berlin', '2026-03-28', 1440 + 240)).toBe(at('2026-03-29T02:00Z'));
  });
});

describe('instant to wall time', () => {
  it('tells date, minute, weekday and offset', () => {
    expect(instantToLocal('Asia/Kolkata', at('2026-06-07T23:30:59.999Z'))).toEqual({
      date: '2026-06-08',
      minuteOfDay: 300,
      weekday: 1,
      offsetMinutes: 330,
    });
  });

  it('changes at the very millisecond of a clock change', () => {
    expect(instantToLocal('America/New_York', at('2026-03-08T07:00Z') - 1)).toMatchObject({ minuteOfDay: 119 });
    expect(instantToLocal('America/New_York', at('2026-03-08T07:00Z'))).toMatchObject({ minuteOfDay: 180 });
  });

  it('is undone by wall time to instant unless the time is the second of two', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), anyMinute(), (zone, instant) => {
        const { date, minuteOfDay, offsetMinutes } = instantToLocal(zone, instant);
        const back = localToInstant(zone, date, minuteOfDay);
        const repeated = zoneClock(zone).offsetAt(back) - offsetMinutes * MINUTE;
        expect(instant - back).toBe(repeated > 0 ? repeated : 0);
      }),
      { numRuns: 3_000 },
    );
  });

  it('does not promise the same date past a midnight that a clock change brings nearer', () => {
    const clock = zoneClock('America/New_York');
    const beforeTheGap = at('2026-03-08T06:00Z');
    const midnight = startOfLocalDay('America/New_York', '2026-03-09');
    expect(clock.sameDayUntil(beforeTheGap)).toBeLessThanOrEqual(midnight);
    expect(clock.sameDayUntil(midnight - MINUTE)).toBe(midnight);
  });

  it('says until when the date stays the same, never too late', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        anyMinute(),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (zone, t, part) => {
          const clock = zoneClock(zone);
          const until = clock.sameDayUntil(t);
          expect(until).toBeGreaterThan(t);
          expect(clock.dayAt(Math.floor(t + (until - t) * part))).toBe(clock.dayAt(t));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('both conversions', () => {
  // Near a clock change is where mistakes live: half of the dates are drawn within two days of one.
  it(`agree with Temporal in ${ZONES.length} zones on random dates from 2020 to 2035`, () => {
    for (const zone of ZONES) {
      const changes = transitionsBetween(zone, at('2020-01-01T00:00Z'), at('2036-01-01T00:00Z')).map((c) => c.at);
      const nearChange = fc
        .tuple(
          fc.constantFrom(...(changes.length > 0 ? changes : [at('2026-01-01T00:00Z')])),
          fc.integer({ min: -2880, max: 2880 }),
        )
        .map(([change, minute]) => change + minute * MINUTE);
      fc.assert(
        fc.property(fc.oneof(anyMinute(), nearChange), (instant) => {
          const expected = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
          const local = instantToLocal(zone, instant);
          expect(local).toEqual({
            date: expected.toPlainDate().toString(),
            minuteOfDay: expected.hour * 60 + expected.minute,
            weekday: expected.dayOfWeek,
            offsetMinutes: expected.offsetNanoseconds / 60e9,
          });
          // The printed time as if it were UTC is as good a wall time as any, and lies in gaps and overlaps too.
          const wall = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO('UTC').toPlainDateTime();
          const date = wall.toPlainDate().toString();
          const there = wall.toZonedDateTime(zone, { disambiguation: 'compatible' });
          expect(localToInstant(zone, date, wall.hour * 60 + wall.minute)).toBe(there.epochMilliseconds);
          expect(localToInstant(zone, local.date, local.minuteOfDay)).toBe(
            expected.toPlainDateTime().toZonedDateTime(zone).epochMilliseconds,
          );
          expect(startOfLocalDay(zone, date)).toBe(
            wall.toPlainDate().toPlainDateTime('00:00').toZonedDateTime(zone).epochMilliseconds,
          );
        }),
        { numRuns: 60 },
      );
    }
  });

  it('agree with Temporal on every wall time around every clock change of zones with odd ones', () => {
    const odd = [
      'Australia/Lord_Howe',
      'America/Havana',
      'Asia/Beirut',
      'Africa/Casablanca',
      'America/Nuuk',
      'Asia/Gaza',
    ];
    for (const zone of odd) {
      const changes = transitionsBetween(zone, at('2024-01-01T00:00Z'), at('2028-01-01T00:00Z'));
      expect(changes.length).toBeGreaterThanOrEqual(4);
      for (const change of changes) {
        for (let minute = -150; minute <= 150; minute += 15) {
          const wall = change.at + change.offsetBefore + minute * MINUTE;
          const plain = Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO('UTC').toPlainDateTime();
          const expected = plain.toZonedDateTime(zone).epochMilliseconds;
          expect([zone, plain.toString(), zoneClock(zone).toInstant(wall)]).toEqual([zone, plain.toString(), expected]);
        }
      }
    }
  });

  it('hold far outside the years that are usual', () => {
    expect(instantToLocal('Africa/Monrovia', at('1971-06-01T00:44:30Z'))).toMatchObject({
      date: '1971-06-01',
      minuteOfDay: 0,
    });
    expect(utc('America/New_York', '2060-07-01', '09:00')).toBe('2060-07-01T13:00Z');
    expect(utc('Europe/Berlin', '1975-07-01', '09:00')).toBe('1975-07-01T08:00Z');
  });

  it('hold on both sides of the seams between blocks of the table', () => {
    const seam = Date.UTC(2020, 0, 1) + 731 * DAY;
    for (const zone of ['Pacific/Apia', 'Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Kolkata']) {
      for (let hour = -30; hour <= 30; hour += 1) {
        const instant = seam + hour * HOUR;
        const { date, minuteOfDay } = instantToLocal(zone, instant);
        expect(localToInstant(zone, date, minuteOfDay)).toBe(instant);
      }
    }
  });

  it('know from the table of midnights what they answer for each 00:00, over many years, forwards and backwards', () => {
    for (const zone of ['America/Nuuk', 'Asia/Beirut', 'Pacific/Apia', 'America/St_Johns', 'America/Havana']) {
      const clock = zoneClock(zone);
      const days = Array.from({ length: 9_000 }, (_, n) => toDayNumber('2008-01-01') + n);
      const wanted = days.map((day) => clock.toInstant(day * DAY));
      expect(days.map((day) => clock.midnightOf(day))).toEqual(wanted);
      expect(days.toReversed().map((day) => clock.midnightOf(day))).toEqual(wanted.toReversed());
    }
  });

  it('answer alike in whatever order they are asked', () => {
    const dates = ['2026-03-08', '2026-11-01', '2020-01-01', '2035-07-04', '2026-03-09'];
    const ask = (date: string): number[] => [
      zoneClock('America/Chicago').toInstant(toDayNumber(date) * DAY + 150 * MINUTE),
      zoneClock('America/Chicago').offsetAt(at(`${date}T08:00Z`)),
    ];
    const forwards = dates.map(ask);
    expect([...dates].reverse().map(ask).reverse()).toEqual(forwards);
  });
});

describe('clock changes', () => {
  it('are listed with their offsets', () => {
    expect(transitionsBetween('Europe/Berlin', at('2026-01-01T00:00Z'), at('2027-01-01T00:00Z'))).toEqual([
      { at: at('2026-03-29T01:00Z'), offsetBefore: HOUR, offsetAfter: 2 * HOUR },
      { at: at('2026-10-25T01:00Z'), offsetBefore: 2 * HOUR, offsetAfter: HOUR },
    ]);
    expect(transitionsBetween('Asia/Kolkata', at('2020-01-01T00:00Z'), at('2040-01-01T00:00Z'))).toEqual([]);
  });

  it('include the start of the range asked for and exclude its end', () => {
    const change = at('2026-03-29T01:00Z');
    expect(transitionsBetween('Europe/Berlin', change, change + 1)).toHaveLength(1);
    expect(transitionsBetween('Europe/Berlin', change - 1, change)).toEqual([]);
  });

  it('are neither missed nor doubled over many years, even a week apart', () => {
    const [from, to] = [at('2019-01-01T00:00Z'), at('2041-01-01T00:00Z')];
    // Ramadan takes Gaza's summer time apart into pieces as short as six days.
    for (const zone of ['Africa/Casablanca', 'Asia/Gaza', 'Africa/Cairo']) {
      const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
      const seen: number[] = [];
      let offset = format.format(from).split(', ')[1];
      for (let t = from + 6 * HOUR; t <= to; t += 6 * HOUR) {
        const next = format.format(t).split(', ')[1];
        if (next !== offset) seen.push(t);
        offset = next;
      }
      const rounded = transitionsBetween(zone, from, to).map((c) => Math.ceil(c.at / (6 * HOUR)) * 6 * HOUR);
      expect([zone, rounded]).toEqual([zone, seen]);
      expect(seen.length).toBeGreaterThan(10);
    }
  });
});

describe('time zone ids', () => {
  it('are accepted when the platform knows the place', () => {
    for (const id of ['Asia/Kolkata', 'Asia/Calcutta', 'UTC', 'America/Argentina/Buenos_Aires', 'Etc/GMT+3']) {
      expect([id, isTimeZone(id)]).toEqual([id, true]);
    }
  });

  it('are refused when they are offsets, unknown or empty', () => {
    for (const id of ['+05:30', '-03:00', '', 'Mars/Olympus', 'Asia/', ' Asia/Kolkata', 'IST+5', '__proto__']) {
      expect([id, isTimeZone(id)]).toEqual([id, false]);
    }
    expect(() => zoneClock('Mars/Olympus')).toThrow('not a time zone: Mars/Olympus');
  });
});

function anyMinute(): fc.Arbitrary<number> {
  const from = Date.UTC(2020, 0, 1) / MINUTE;
  return fc.integer({ min: from, max: Date.UTC(2035, 11, 31) / MINUTE }).map((minute) => minute * MINUTE);
}
