import { randomUUID } from 'node:crypto';
import { micro, type Bench, type Report } from '../frame/bench.ts';
import { median } from '../frame/paired.ts';
import { GOAL, onWeekdays, openAcademy, type Academy, type Browser } from '../product/academy.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
const CLIENTS = 32;
/** Per round: each is raced for by all clients. */
const SLOTS = 16;
/** Counters of a backend that fell idle reach the statistics ten seconds later at the latest. */
const UNTIL_COUNTED = 11_000;

interface Slot {
  mentorId: string;
  startsAt: number;
}

/** The smallest time within which so many of a hundred were answered. */
export const percentile = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.ceil((times.length * share) / 100) - 1)] ?? NaN;

async function take(
  { batchId }: Academy,
  learner: Browser,
  { mentorId, startsAt }: Slot,
  times: number[],
  faults: string[],
): Promise<void> {
  const held = await learner.send(
    'POST',
    `/api/batches/${batchId}/holds`,
    { goal: GOAL, mentorId, startsAt: new Date(startsAt).toISOString() },
    randomUUID(),
  );
  times.push(held.ms);
  if (held.status === 201) {
    const { id } = JSON.parse(held.text) as { id: string };
    const booked = await learner.send('POST', `/api/holds/${id}/confirm`, undefined, randomUUID());
    if (booked.status !== 201) faults.push(`held and not booked: ${booked.status} ${booked.text.slice(0, 200)}`);
  } else if (held.status !== 409) faults.push(`${held.status} ${held.text.slice(0, 200)}`);
}

const deadlocks = async (academy: Academy) =>
  (await academy.query<{ n: number }>(`select deadlocks::int as n from pg_stat_database where datname = 'bench'`))[0]
    ?.n ?? NaN;

interface Round {
  sold: number;
  hot: number[];
  calm: number[];
}

/** Everybody after times of their own, and everybody after the same: which comes first changes from round to round. */
class Rounds {
  private readonly academy: Academy;
  private readonly first: number;
  private readonly faults: string[];

  constructor(academy: Academy, first: number, faults: string[]) {
    this.academy = academy;
    this.first = first;
    this.faults = faults;
  }

  async run(isHotFirst: boolean): Promise<Round> {
    const hotFirst = isHotFirst ? await this.hot() : null;
    const calm = await this.calm();
    return { ...(hotFirst ?? (await this.hot())), calm };
  }

  /** How long keeping a time takes when nobody else wants it. */
  async calm(): Promise<number[]> {
    const times: number[] = [];
    await this.everybody((learner, c) =>
      Array.from({ length: SLOTS / 2 }, (_, n) => () => this.take(learner, this.slot(c, n), times)),
    );
    await this.academy.clear();
    return times;
  }

  /** One time after the other, so that whoever has one may still have each of the others: every one can be won. */
  async hot(): Promise<Omit<Round, 'calm'>> {
    const times: number[] = [];
    await this.everybody((learner, c) =>
      Array.from({ length: SLOTS }, (_, n) => {
        const which = (n + Math.floor(c / 4)) % SLOTS;
        return () => this.take(learner, this.slot(which % 4, which), times);
      }),
    );
    const { academy, faults } = this;
    const [row] = await academy.query<{ n: number; overlaps: number }>(
      `select (select count(*)::int from booking where state = 'confirmed' and held_by = any($1)) as n,
         (select count(*)::int from booking_participant a join booking_participant b on a.person_id = b.person_id and a.booking_id < b.booking_id and a.blocked && b.blocked and a.live and b.live) as overlaps`,
      [academy.learners.map((l) => l.personId)],
    );
    if (row?.overlaps !== 0) faults.push(`${row?.overlaps} pairs of bookings overlap`);
    await academy.clear();
    return { sold: row?.n ?? 0, hot: times };
  }

  private slot(mentor: number, n: number): Slot {
    return { mentorId: this.academy.mentorIds[mentor] ?? '', startsAt: this.first + n * 75 * MINUTE };
  }

  private async take(learner: Browser, slot: Slot, times: number[]): Promise<void> {
    await take(this.academy, learner, slot, times, this.faults);
  }

  /** All at once, each one wish after the other. */
  private async everybody(wishes: (learner: Browser, c: number) => (() => Promise<void>)[]): Promise<void> {
    await Promise.all(
      this.academy.learners.map(async (learner, c) => {
        for (const wish of wishes(learner, c)) await wish();
      }),
    );
  }
}

/** Row 1b: 32 clients after the same times, against the same 32 after times of their own. */
export const hotSlots: Bench = {
  name: 'hot-slots',
  row: '1b',
  async run({ pairs: count, profileDir, note, onEnd }): Promise<Report> {
    const first = Math.ceil((Date.now() + 3 * DAY) / DAY) * DAY;
    // A refusal lists all open times: with hours on these days alone it is the race that is measured, and not the list.
    const weekdays = [-1, 0, 1].map((n) => new Date(first + n * DAY).getUTCDay() || 7);
    const wide = { learners: CLIENTS, mentors: CLIENTS, rules: onWeekdays(...weekdays), horizonDays: 6 };
    const academy = await openAcademy({ ...wide, profileDir }, onEnd);
    const faults: string[] = [];
    const rounds = new Rounds(academy, first, faults);
    const before = await deadlocks(academy);
    await rounds.run(false);
    note('warm');
    if (profileDir !== null) {
      await academy.profiled('own-times', (CLIENTS * SLOTS) / 2, async () => void (await rounds.calm()));
      await academy.profiled('hot-slots', CLIENTS * SLOTS, async () => void (await rounds.hot()));
    }
    const all: Round[] = [];
    for (let n = 1; n <= count; n++) {
      const round = await rounds.run(n % 2 === 0);
      all.push(round);
      note(
        `round ${n}: ${round.sold} of ${SLOTS} sold, p99 ${percentile(round.hot, 99).toFixed(0)} ms, on times of their own ${percentile(round.calm, 99).toFixed(0)} ms`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, UNTIL_COUNTED));
    const met = (await deadlocks(academy)) - before;
    const tails = all.map(({ hot, calm }) => ({ hot: percentile(hot, 99), calm: percentile(calm, 99) }));
    const ratios = tails.map(({ hot, calm }) => hot / calm);
    const shares = all.map(({ sold }) => sold / SLOTS);
    const range = (values: readonly number[]) => `${Math.min(...values).toFixed(2)}–${Math.max(...values).toFixed(2)}`;
    const share = median(shares);
    const from = `${count} rounds`;
    return {
      lines: [
        {
          ...{ what: 'times sold of those that can be', from, goal: '≥ 0.98' },
          ...{ limit: String(SLOTS), subject: (share * SLOTS).toFixed(0), ratio: share, range: range(shares) },
          isReached: share >= 0.98,
        },
        {
          ...{ what: 'deadlocks', from: `${count + 1} rounds`, goal: '0' },
          ...{ limit: '0', subject: String(met), ratio: met, range: '–' },
          isReached: met === 0,
        },
        {
          ...{ what: 'p99 of keeping a time, won or lost', from, goal: '≤ 2' },
          limit: micro(median(tails.map((t) => t.calm)) * 1000),
          subject: micro(median(tails.map((t) => t.hot)) * 1000),
          ...{ ratio: median(ratios), range: range(ratios) },
          isReached: median(ratios) <= 2,
        },
      ],
      headline: 'times sold of those that can be',
      limit: 'times that can be sold',
      faults,
    };
  },
};
