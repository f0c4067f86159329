import { createRequire } from 'node:module';

/** `[minutes west, rule or fixed saving or '-', format, until]`; `until` reads the wall as if it were UTC, in milliseconds, and is null for the last. */
type ZoneLine = readonly [west: string, rule: string, format: string, until: string | null];

/** `[from, to, '-', month, day, [h, m, s, kind], saved minutes, letter]`; kind: null wall, `s` standard, `u` UTC. */
type RuleLine = readonly [
  from: string,
  to: string,
  type: string,
  month: string,
  day: string,
  time: readonly [string, string, string, string | null],
  saved: string,
  letter: string,
];

interface Tzdata {
  version: string;
  /** A text is another zone's name. */
  zones: Readonly<Record<string, string | readonly ZoneLine[]>>;
  rules: Readonly<Record<string, readonly RuleLine[]>>;
}

/** The sources of the IANA database, as its authors write them. */
export const TZDATA = createRequire(import.meta.url)('tzdata') as Tzdata;

/** From `at` on, the offset from UTC in milliseconds, east positive. The first is in force since ever. */
export interface Stretch {
  at: number;
  offset: number;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** Rules are laid out for these years: some before those that are compared, so that the saving in force is known. */
const [FIRST_YEAR, LAST_YEAR] = [2008, 2037];

/** The package drops how an `until` is meant. Of those since 2019 these are not meant on the wall clock. */
const UNTIL_KIND: Readonly<Record<string, 's' | 'u'>> = {
  'America/Nuuk': 'u',
  'Asia/Amman': 's',
  'Europe/Volgograd': 's',
};

/** A day of a month as rules say it: `25`, `lastSun`, `Sun>=8`, `Fri<=1`; may reach into a neighbouring month. */
function dayOf(year: number, month: number, day: string): number {
  const weekdayOf = (at: number) => new Date(at).getUTCDay();
  const last = /^last(\w{3})$/.exec(day);
  if (last) {
    let at = Date.UTC(year, month + 1, 0);
    while (weekdayOf(at) !== WEEKDAYS.indexOf(last[1] ?? '')) at -= DAY;
    return at;
  }
  const near = /^(\w{3})([<>])=(\d+)$/.exec(day);
  if (!near) return Date.UTC(year, month, Number(day));
  let at = Date.UTC(year, month, Number(near[3]));
  while (weekdayOf(at) !== WEEKDAYS.indexOf(near[1] ?? '')) at += near[2] === '>' ? DAY : -DAY;
  return at;
}

interface Turn {
  /** As the rule reads it. */
  wall: number;
  kind: string | null;
  saved: number;
}

function turnsOf(rule: string): Turn[] {
  const turns: Turn[] = [];
  for (const [from, to, , month, day, [h, m, s, kind], saved] of TZDATA.rules[rule] ?? []) {
    const until = to === 'only' ? Number(from) : to === 'max' ? LAST_YEAR : Number(to);
    for (let year = Math.max(Number(from), FIRST_YEAR); year <= Math.min(until, LAST_YEAR); year++) {
      const time = Number(h) * 60 * MINUTE + Number(m) * MINUTE + Number(s) * 1000;
      turns.push({ wall: dayOf(year, MONTHS.indexOf(month), day) + time, kind, saved: Number(saved) * MINUTE });
    }
  }
  return turns.sort((a, b) => a.wall - b.wall);
}

const fixedSaving = (text: string): number => {
  const [, sign, hours, minutes] = /^(-?)(\d+):(\d+)$/.exec(text) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE;
};

/** Offsets of a zone by its sources, compiled as `zic` does; none for a zone that they do not know. */
export function stretchesOf(name: string): Stretch[] {
  let zone = TZDATA.zones[name];
  let real = name;
  while (typeof zone === 'string') [real, zone] = [zone, TZDATA.zones[zone]];
  const stretches: Stretch[] = [];
  const begin = (at: number, offset: number) => {
    if (stretches.at(-1)?.offset !== offset) stretches.push({ at, offset });
  };
  let start = -Infinity;
  for (const [west, rule, , until] of zone ?? []) {
    const standard = -Number(west) * MINUTE;
    const kind = start > Date.UTC(2019) || Number(until) > Date.UTC(2019) ? (UNTIL_KIND[real] ?? null) : null;
    const endWith = (saved: number) => (until === null ? Infinity : Number(until) - inUtc(kind, standard, saved));
    let saved = rule.includes(':') ? fixedSaving(rule) : 0;
    const turns = rule === '-' || rule.includes(':') ? [] : turnsOf(rule);
    let n = 0;
    for (; n < turns.length; n++) {
      const turn = turns[n] as Turn;
      if (turn.wall - inUtc(turn.kind, standard, saved) > start) break;
      saved = turn.saved;
    }
    begin(start, standard + saved);
    for (; n < turns.length; n++) {
      const turn = turns[n] as Turn;
      const at = turn.wall - inUtc(turn.kind, standard, saved);
      if (at >= endWith(saved)) break;
      saved = turn.saved;
      begin(at, standard + saved);
    }
    start = endWith(saved);
  }
  return stretches;
}

/** What to take from a time of a rule to get UTC. */
function inUtc(kind: string | null, standard: number, saved: number): number {
  return kind === 'u' ? 0 : kind === 's' ? standard : standard + saved;
}

/** Conversions over stretches, told in another way than the product's: by asking which readings are true. */
export class SecondClock {
  private readonly stretches: readonly Stretch[];
  private n = 0;

  constructor(stretches: readonly Stretch[]) {
    this.stretches = stretches;
  }

  offsetAt(instant: number): number {
    const { stretches } = this;
    while (this.n > 0 && (stretches[this.n] as Stretch).at > instant) this.n--;
    while (this.n + 1 < stretches.length && (stretches[this.n + 1] as Stretch).at <= instant) this.n++;
    return (stretches[this.n] as Stretch).offset;
  }

  /** The first instant at which the wall shows this; where none does, what the clock before the gap would have shown. */
  toInstant(wall: number): number {
    const before = this.offsetAt(wall - 36 * 60 * MINUTE);
    const candidates = new Set([before]);
    for (let i = this.n; i < this.stretches.length && (this.stretches[i] as Stretch).at <= wall + 36 * 60 * MINUTE; i++)
      candidates.add((this.stretches[i] as Stretch).offset);
    const true_ = [...candidates].map((offset) => wall - offset).filter((at) => at + this.offsetAt(at) === wall);
    if (true_.length > 0) return Math.min(...true_);
    // In a gap: the offset that ends with it.
    let i = this.n;
    while (i > 0 && (this.stretches[i] as Stretch).at + (this.stretches[i] as Stretch).offset > wall) i--;
    return wall - (this.stretches[i] as Stretch).offset;
  }
}
