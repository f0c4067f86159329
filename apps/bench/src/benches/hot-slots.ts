import { randomUUID } from 'node:crypto';
import { micro, type Bench, type Report } from '../frame/bench.ts';
import { median } from '../frame/paired.ts';
import { GOAL, onWeekdays, openAcademy, type Academy, type Browser } from '../product/academy.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
const CLIENTS = 32;
const SLOTS = 32;

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
): Promise<boolean> {
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
    return booked.status === 201;
  }
  if (held.status !== 409) faults.push(`${held.status} ${held.text.slice(0, 200)}`);
  return false;
}

const deadlocks = async (academy: Academy) =>
  (await academy.query<{ n: number }>(`select deadlocks::int as n from pg_stat_database where datname = 'bench'`))[0]
    ?.n ?? NaN;

/** Row 1b: 32 clients after the same times, against the same 32 after times of their own. */
export const hotSlots: Bench = {
  name: 'hot-slots',
  row: '1b',
  async run({ pairs: count, note, onEnd }): Promise<Report> {
    const first = Math.ceil((Date.now() + 3 * DAY) / DAY) * DAY;
    // A refusal lists all open times: with hours on these days alone it is the race that is measured, and not the list.
    const weekdays = [-1, 0, 1, 2].map((n) => new Date(first + n * DAY).getUTCDay() || 7);
    const wide = { learners: CLIENTS, mentors: CLIENTS, rules: onWeekdays(...weekdays), horizonDays: 6 };
    const academy = await openAcademy(wide, onEnd);
    const faults: string[] = [];
    // One time after the other, so that whoever has one may still have each of the others: every one can be won.
    const hot = Array.from({ length: SLOTS }, (_, n): Slot => ({
      mentorId: academy.mentorIds[n % 4] ?? '',
      startsAt: first + n * 75 * MINUTE,
    }));
    const before = await deadlocks(academy);
    const [sold, hotTail, calmTail]: number[][] = [[], [], []];
    for (let round = 0; round <= count; round++) {
      const calm: number[] = [];
      await Promise.all(
        academy.learners.map(async (learner, c) => {
          for (let n = 0; n < SLOTS / 2; n++)
            await take(
              academy,
              learner,
              { mentorId: academy.mentorIds[c] ?? '', startsAt: first + n * 75 * MINUTE },
              calm,
              faults,
            );
        }),
      );
      await academy.clear();
      const heat: number[] = [];
      await Promise.all(
        academy.learners.map(async (learner, c) => {
          for (let n = 0; n < SLOTS; n++)
            await take(academy, learner, hot[(n + Math.floor(c / 4)) % SLOTS] as Slot, heat, faults);
        }),
      );
      const [row] = await academy.query<{ n: number; overlaps: number }>(
        `select (select count(*)::int from booking where state = 'confirmed' and held_by = any($1)) as n,
           (select count(*)::int from booking_participant a join booking_participant b on a.person_id = b.person_id and a.booking_id < b.booking_id and a.blocked && b.blocked and a.live and b.live) as overlaps`,
        [academy.learners.map((l) => l.personId)],
      );
      if (row?.overlaps !== 0) faults.push(`${row?.overlaps} pairs of bookings overlap`);
      await academy.clear();
      // The first round warms up.
      if (round === 0) continue;
      sold?.push((row?.n ?? 0) / SLOTS);
      hotTail?.push(percentile(heat, 99));
      calmTail?.push(percentile(calm, 99));
      note(
        `round ${round}: ${row?.n} of ${SLOTS} sold, p99 ${percentile(heat, 99).toFixed(0)} ms, on times of their own ${percentile(calm, 99).toFixed(0)} ms`,
      );
    }
    const met = (await deadlocks(academy)) - before;
    const ratios = (hotTail ?? []).map((tail, i) => tail / (calmTail?.[i] ?? NaN));
    const range = (values: readonly number[]) => `${Math.min(...values).toFixed(2)}–${Math.max(...values).toFixed(2)}`;
    const share = median(sold ?? []);
    return {
      lines: [
        {
          what: 'times sold of those that can be',
          limit: String(SLOTS),
          subject: (share * SLOTS).toFixed(0),
          ratio: share,
          range: range(sold ?? []),
          from: `${count} rounds`,
          goal: '≥ 0.98',
          isReached: share >= 0.98,
        },
        {
          what: 'deadlocks',
          limit: '0',
          subject: String(met),
          ratio: met,
          range: '–',
          from: `${count + 1} rounds`,
          goal: '0',
          isReached: met === 0,
        },
        {
          what: 'p99 of keeping a time, won or lost',
          limit: micro(median(calmTail ?? []) * 1000),
          subject: micro(median(hotTail ?? []) * 1000),
          ratio: median(ratios),
          range: range(ratios),
          from: `${count} rounds`,
          goal: '≤ 2',
          isReached: median(ratios) <= 2,
        },
      ],
      headline: 'times sold of those that can be',
      limit: 'times that can be sold',
      faults,
    };
  },
};
