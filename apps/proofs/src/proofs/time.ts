import { Temporal } from 'temporal-polyfill';
import type { Proof, Run, Verdict } from '../frame/proof.ts';
import { engineOf, type Engine } from './time/engine.ts';
import { paintedSlots, type PlainHours } from './time/painted-slots.ts';
import { SecondClock, stretchesOf, TZDATA, type Stretch } from './time/tz-source.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const FROM = Date.UTC(2020, 0, 1);
const UNTIL = Date.UTC(2036, 0, 1);

/** Zones whose rules changed between the database of this Node and that of the second engine: more would be a fault of ours. */
const MOST_OTHER_DATA = 12;

const HOURS: PlainHours = {
  intervals: [
    { from: 30, to: 200 },
    { from: 22 * 60, to: 25 * 60 + 45 },
  ],
  durationMin: 40,
  stepMin: 25,
};
const wallTime = (minutes: number) =>
  `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const WEEKLY = [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) =>
  HOURS.intervals.map(({ from, to }) => ({ weekday, start: wallTime(from), end: wallTime(to) })),
);

const iso = (at: number) => new Date(at).toISOString();
const dateOf = (day: number) => iso(day * DAY).slice(0, 10);

/** What was compared, and what did not agree; a zone is named once per kind. */
class Tally {
  instants = 0;
  walls = 0;
  weeks = 0;
  slots = 0;
  temporal = 0;
  readonly faults: string[] = [];
  private readonly told = new Set<string>();

  mismatch(kind: string, zone: string, words: string): void {
    if (this.told.has(`${kind} ${zone}`)) return;
    this.told.add(`${kind} ${zone}`);
    this.faults.push(`${kind}: ${zone} ${words}`);
  }
}

/** Moments worth a closer look: some hours around each change of the clocks. */
function* near(stretches: readonly Stretch[], reach: number, step: number): Generator<number> {
  for (const { at } of stretches)
    if (at > FROM && at < UNTIL) for (let t = at - reach; t <= at + reach; t += step) yield t;
}

function compareInstants(
  engine: Engine,
  zone: string,
  second: SecondClock,
  stretches: readonly Stretch[],
  tally: Tally,
): void {
  const clock = engine.zoneClock(zone);
  const look = (at: number) => {
    tally.instants++;
    if (clock.offsetAt(at) !== second.offsetAt(at))
      tally.mismatch(
        'instant',
        zone,
        `at ${iso(at)} is ${clock.offsetAt(at) / MINUTE} minutes from UTC, not ${second.offsetAt(at) / MINUTE}`,
      );
  };
  for (let at = FROM; at < UNTIL; at += HOUR) look(at);
  for (const at of near(stretches, 90 * MINUTE, MINUTE)) look(at);
  for (const at of near(stretches, 2_000, 1_000)) look(at);
  const full = (at: number) => {
    const local = engine.instantToLocal(zone, at);
    const wall = at + second.offsetAt(at);
    const day = Math.floor(wall / DAY);
    const wanted = {
      date: dateOf(day),
      minuteOfDay: Math.floor((wall - day * DAY) / MINUTE),
      weekday: new Date(day * DAY).getUTCDay() || 7,
    };
    if (local.date !== wanted.date || local.minuteOfDay !== wanted.minuteOfDay || local.weekday !== wanted.weekday)
      tally.mismatch('local', zone, `at ${iso(at)} shows ${JSON.stringify(local)}, not ${JSON.stringify(wanted)}`);
  };
  for (let at = FROM; at < UNTIL; at += 23 * HOUR + 17 * MINUTE) full(at);
  for (const at of near(stretches, 3 * HOUR, 20 * MINUTE)) full(at);
}

function compareWalls(
  engine: Engine,
  zone: string,
  second: SecondClock,
  stretches: readonly Stretch[],
  tally: Tally,
): void {
  const clock = engine.zoneClock(zone);
  const look = (wall: number) => {
    tally.walls++;
    if (clock.toInstant(wall) !== second.toInstant(wall))
      tally.mismatch(
        'wall',
        zone,
        `${iso(wall).slice(0, 16)} is ${iso(clock.toInstant(wall))}, not ${iso(second.toInstant(wall))}`,
      );
  };
  for (let wall = FROM; wall < UNTIL; wall += 3 * HOUR) look(wall);
  for (const { at, offset } of stretches)
    if (at > FROM && at < UNTIL)
      for (let wall = at + offset - 27 * HOUR; wall <= at + offset + 27 * HOUR; wall += 15 * MINUTE) look(wall);
}

function compareWeeks(engine: Engine, zone: string, second: SecondClock, startsOn: string, tally: Tally): void {
  const batch = { startsOn, timeZone: zone };
  // 5 January 1970 was a Monday.
  const monday = Math.floor((Date.parse(startsOn) / DAY - 4) / 7) * 7 + 4;
  for (let n = Math.ceil((FROM / DAY - monday) / 7) + 1; (monday + 7 * n) * DAY < UNTIL; n++) {
    tally.weeks++;
    const wanted = {
      start: second.toInstant((monday + 7 * (n - 1)) * DAY),
      end: second.toInstant((monday + 7 * n) * DAY),
    };
    const range = engine.batchWeekRange(batch, n);
    if (range.start !== wanted.start || range.end !== wanted.end)
      tally.mismatch(
        'week',
        zone,
        `week ${n} from ${startsOn} is ${iso(range.start)} to ${iso(range.end)}, not ${iso(wanted.start)} to ${iso(wanted.end)}`,
      );
    for (const at of [wanted.start, wanted.start + 3 * DAY, wanted.end - 1])
      if (engine.batchWeekOf(batch, at) !== n)
        tally.mismatch(
          'week',
          zone,
          `${iso(at)} is in week ${engine.batchWeekOf(batch, at)} from ${startsOn}, not ${n}`,
        );
  }
}

function compareSlots(
  engine: Engine,
  zone: string,
  second: SecondClock,
  moments: readonly number[],
  tally: Tally,
): void {
  for (const moment of moments) {
    const start = Math.floor(moment / DAY) * DAY - DAY;
    const range = { start, end: start + 3 * DAY };
    const { starts } = engine.openSlots({
      ...{ mentorTimeZone: zone, weeklyRules: WEEKLY, exceptions: [], busy: [], existingBookings: [] },
      ...{ durationMin: HOURS.durationMin, stepMin: HOURS.stepMin, bufferBeforeMin: 0, bufferAfterMin: 0 },
      ...{ minNoticeMin: 0, now: start - DAY, range, maxPerDay: null, maxPerWeek: null },
    });
    const wanted = paintedSlots(second, HOURS, range);
    tally.slots += wanted.length;
    const other = wanted.find((at, i) => starts[i] !== at) ?? starts[wanted.length];
    if (other !== undefined)
      tally.mismatch(
        'slots',
        zone,
        `around ${iso(moment)}: ${starts.length} starts, not ${wanted.length}; the first difference is at ${iso(other)}`,
      );
  }
}

/** A third opinion, by another implementation on this Node's own data. */
function compareWithTemporal(engine: Engine, zone: string, moments: readonly number[], tally: Tally): void {
  for (const moment of moments) {
    tally.temporal++;
    const there = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone);
    const local = engine.instantToLocal(zone, moment);
    if (local.date !== there.toPlainDate().toString() || local.minuteOfDay !== there.hour * 60 + there.minute)
      tally.mismatch(
        'temporal',
        zone,
        `at ${iso(moment)} shows ${JSON.stringify(local)}, Temporal ${there.toString()}`,
      );
    const minute = (moment / MINUTE) % 1440;
    const wall = there
      .toPlainDate()
      .toPlainDateTime(wallTime(minute))
      .toZonedDateTime(zone, { disambiguation: 'compatible' });
    const found = engine.localToInstant(zone, local.date, minute);
    if (found !== wall.epochMilliseconds)
      tally.mismatch(
        'temporal',
        zone,
        `${local.date} ${wallTime(minute)} is ${iso(found)}, by Temporal ${wall.toString()}`,
      );
  }
}

/** Does the platform itself place the changes of this zone where the second engine does? Not: their data differ, not the engines. */
function hasOtherData(zone: string, stretches: readonly Stretch[]): boolean {
  const first = Temporal.Instant.fromEpochMilliseconds(FROM).toZonedDateTimeISO(zone);
  const turns: number[] = [];
  for (
    let at = first.getTimeZoneTransition('next');
    at && at.epochMilliseconds < UNTIL;
    at = at.getTimeZoneTransition('next')
  )
    turns.push(at.epochMilliseconds);
  const wanted = stretches.filter(({ at }) => at > FROM && at < UNTIL).map(({ at }) => at);
  return turns.length !== wanted.length || turns.some((at, i) => at !== wanted[i]);
}

async function prove(run: Run): Promise<Verdict> {
  const engine = await engineOf(run.product);
  const tally = new Tally();
  const random = run.random.fork('moments');
  const names = Object.keys(TZDATA.zones).filter((name) => run.only === null || name.includes(run.only));
  const unknown = names.filter((name) => !engine.isTimeZone(name));
  const otherData: string[] = [];
  for (const zone of names) {
    if (unknown.includes(zone)) continue;
    const stretches = stretchesOf(zone);
    const inRange = stretches.filter(({ at }) => at > FROM && at < UNTIL);
    const some = Array.from(
      { length: run.isLong ? 400 : 12 },
      () => random.int(FROM / MINUTE, UNTIL / MINUTE) * MINUTE,
    );
    compareWithTemporal(
      engine,
      zone,
      [...some, ...inRange.slice(0, run.isLong ? undefined : 8).flatMap(({ at }) => [at - HOUR, at, at + HOUR])],
      tally,
    );
    if (hasOtherData(zone, stretches)) {
      otherData.push(zone);
      continue;
    }
    const second = new SecondClock(stretches);
    compareInstants(engine, zone, second, stretches, tally);
    compareWalls(engine, zone, second, stretches, tally);
    compareWeeks(engine, zone, second, dateOf(Math.floor(random.pick(some) / DAY)), tally);
    compareSlots(engine, zone, second, [...inRange.map(({ at }) => at), ...some.slice(0, 4)], tally);
    await new Promise(setImmediate);
  }
  const ours = process.versions['tz'] ?? '?';
  if (otherData.length > 0) run.note(`data of ${ours} and ${TZDATA.version} differ for ${otherData.join(', ')}`);
  if (unknown.length > 0) run.note(`this Node (${ours}) does not know ${unknown.join(', ')}`);
  if (otherData.length > MOST_OTHER_DATA)
    tally.faults.push(`data: ${otherData.length} zones differ between ${ours} and ${TZDATA.version}`);
  if (ours === TZDATA.version && otherData.length > 0)
    tally.faults.push(`data: the same version, and yet ${otherData.join(', ')} differ`);
  const { instants, walls, weeks, slots, temporal, faults } = tally;
  return {
    figures: {
      zones: names.length - unknown.length - otherData.length,
      otherData: otherData.length,
      unknown: unknown.length,
      instants,
      walls,
      weeks,
      slots,
      temporal,
      mismatches: faults.length,
      data: `${ours}/${TZDATA.version}`,
    },
    faults,
  };
}

const ZONES = 'libs/domain/src/time/zone-transitions.ts';

export const proof: Proof = {
  name: 'time',
  claim:
    'in every zone, from 2020 to 2035, instants, wall times, batch weeks and starts are what a second engine makes of the sources of the IANA database',
  prove,
  mutants: [
    {
      name: 'moves out of a gap by the wrong amount',
      patches: [
        {
          file: ZONES,
          search: 'const turn = at + Math.max(offsetBefore, offsetAfter);',
          replace:
            'const turn = at + Math.max(offsetBefore, offsetAfter) - (offsetAfter > offsetBefore ? MINUTE * 30 : 0);',
        },
      ],
      caughtBy: /^wall/,
    },
    {
      name: 'takes the second of two readings',
      patches: [
        {
          file: ZONES,
          search: 'const turn = at + Math.max(offsetBefore, offsetAfter);',
          replace: 'const turn = at + (offsetAfter > offsetBefore ? offsetAfter : offsetAfter);',
        },
      ],
      caughtBy: /^wall/,
    },
    {
      name: 'finds a change a second late',
      patches: [
        {
          file: ZONES,
          search: 'block.transitions.push({ at: first, offsetBefore',
          replace: 'block.transitions.push({ at: first + SECOND, offsetBefore',
        },
      ],
      caughtBy: /^instant/,
    },
    {
      name: 'counts batch weeks from the wrong Monday',
      patches: [{ file: 'libs/domain/src/time/batch-weeks.ts', search: '+ n - 1) - 3;', replace: '+ n) - 3;' }],
      caughtBy: /^week/,
    },
    {
      name: 'begins the grid anew at no midnight',
      patches: [
        {
          file: 'libs/domain/src/scheduling/availability.ts',
          search: 'if (nextMidnight > midnight) builder.addMidnight(midnight);',
          replace: '',
        },
      ],
      caughtBy: /^slots/,
    },
  ],
};
