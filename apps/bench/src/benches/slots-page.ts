import { micro, type Bench, type Report } from '../frame/bench.ts';
import { median } from '../frame/paired.ts';
import { gzipSync } from 'node:zlib';
import { GOAL, openAcademy, SOME_HOURS } from '../product/academy.ts';

interface View {
  items: { startsAt: string; mentors: { id: string }[] }[];
  mentorCount: number;
}

/** The list of times of a batch with 500 mentors, as the booking page asks for it, against the smallest answer of the same server. */
export const slotsPage: Bench = {
  name: 'slots-page',
  row: '2',
  async run({ pairs: count, onEnd }): Promise<Report> {
    const academy = await openAcademy({ learners: 1, mentors: 500, rules: SOME_HOURS }, onEnd);
    const [learner] = academy.learners;
    if (!learner) throw new Error('nobody is signed in');
    const path = `/api/batches/${academy.batchId}/slots?format=${GOAL.format}&track=${GOAL.track}&level=${GOAL.level}`;
    const faults: string[] = [];
    const whole = await learner.send('GET', path);
    const view = JSON.parse(whole.text) as View;
    if (view.mentorCount !== 500 || view.items.length < 100)
      faults.push(`${view.mentorCount} mentors, ${view.items.length} times`);
    if (view.items.some((item, i) => i > 0 && item.startsAt <= (view.items[i - 1]?.startsAt ?? '')))
      faults.push('the times are out of order');
    for (let warm = 0; warm < 8; warm++) await learner.send('GET', path);
    const [small, large]: number[][] = [[], []];
    for (let n = 0; n < count * 2; n++) {
      small?.push((await learner.send('GET', '/api/me')).ms);
      large?.push((await learner.send('GET', path)).ms);
    }
    const [least, page] = [median(small ?? []), median(large ?? [])];
    const packed = gzipSync(whole.text, { level: 6 }).length;
    return {
      lines: [
        {
          what: '500 mentors over 28 days',
          limit: micro(least * 1000),
          subject: micro(page * 1000),
          ratio: page / least,
          range: `${Math.min(...(large ?? [])).toFixed(0)}–${Math.max(...(large ?? [])).toFixed(0)} ms`,
          from: `${count * 2} requests`,
          goal: 'opens at once: ≤ 300 ms',
          isReached: page <= 300,
        },
      ],
      headline: '500 mentors over 28 days',
      limit: 'GET /api/me',
      faults,
      remarks: [
        `${view.items.length} times, ${(whole.bytes / 1024).toFixed(0)} KB, ${(packed / 1024).toFixed(0)} KB packed`,
      ],
    };
  },
};
