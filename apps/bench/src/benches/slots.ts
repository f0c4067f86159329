import { openSlots } from '@dryrun/domain/scheduling/open-slots';
import { CalendarReader } from '@dryrun/domain/scheduling/packed-calendar';
import { micro, type Bench, type Line, type Report } from '../frame/bench.ts';
import { pairs, summary, type Summary } from '../frame/paired.ts';
import { cpuOf } from '../product/cpu.ts';
import { slotsByTemporal } from './by-temporal.ts';
import { requestOf } from './mentors.ts';
import { fetchedRequests, storeMentors } from './stored-hours.ts';
import { prepared, sweep } from './sweep.ts';

/** CPU of this process for one pass, in microseconds. */
async function cpu(work: () => unknown, passes: number): Promise<number> {
  const began = process.cpuUsage();
  for (let n = 0; n < passes; n++) await work();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / passes;
}

export const line = (what: string, s: Summary, goal: string, isReached: boolean): Line => ({
  what,
  limit: micro(s.limit),
  subject: micro(s.subject),
  ratio: s.ratio,
  range: `${s.from.toFixed(2)}–${s.to.toFixed(2)}`,
  from: `${s.kept} pairs, ${s.dropped} dropped`,
  goal,
  isReached,
});

const isSame = (a: readonly number[], b: readonly number[]) => a.length === b.length && a.every((at, i) => at === b[i]);

/** Row 2: the open starts of many mentors over four weeks in thirty zones, across the end of summer time. */
export const slots: Bench = {
  name: 'slots',
  row: '2',
  async run({ pairs: count, note, onEnd }): Promise<Report> {
    const lines: Line[] = [];
    const faults: string[] = [];
    const remarks: string[] = [];
    for (const mentors of [500, 2_000]) {
      const requests = Array.from({ length: mentors }, (_, n) => requestOf(n));
      const ready = requests.map(prepared);
      let found = 0;
      requests.forEach((request, n) => {
        const { starts } = openSlots(request);
        found += starts.length;
        if (!isSame(starts, sweep(ready[n] ?? prepared(request))))
          faults.push(`mentor ${n}: the sweep answers otherwise`);
        if (mentors === 500 && !isSame(starts, slotsByTemporal(request)))
          faults.push(`mentor ${n}: Temporal answers otherwise`);
      });
      note(`${mentors} mentors have ${found} open starts`);
      const passes = Math.ceil(4_000 / mentors);
      const limit = () => cpu(() => ready.forEach(sweep), passes);
      for (let warm = 0; warm < 30; warm++) {
        requests.forEach(openSlots);
        ready.forEach(sweep);
      }
      const compute = summary(
        await pairs(limit, () => cpu(() => requests.forEach((r) => openSlots(r)), passes), count),
      );
      lines.push(line(`${mentors} mentors, compute`, compute, '≤ 2', compute.ratio <= 2));
      const stored = await storeMentors(requests, onEnd);
      const reader = new CalendarReader();
      const search = async () => (await fetchedRequests(stored, reader)).forEach((r) => openSlots(r));
      (await fetchedRequests(stored, reader)).forEach((request, n) => {
        if (!isSame(openSlots(request).starts, openSlots(requests[n] ?? request).starts))
          faults.push(`mentor ${n}: stored and read back, other starts`);
      });
      for (let warm = 0; warm < 20; warm++) await search();
      const whole = summary(await pairs(limit, () => cpu(search, Math.ceil(passes / 2)), count));
      const before = cpuOf(stored.postgresPid);
      for (let n = 0; n < passes; n++) await search();
      remarks.push(
        `${mentors} mentors: PostgreSQL itself takes ${micro((cpuOf(stored.postgresPid) - before) / passes)} of CPU for the fetch`,
      );
      lines.push(line(`${mentors} mentors, with the fetch`, whole, '≤ 8', whole.ratio <= 8));
    }
    return { lines, headline: '500 mentors, compute', limit: 'integer sweep over windows in UTC', faults, remarks };
  },
};
