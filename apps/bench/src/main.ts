import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { booking } from './benches/booking.ts';
import { hotSlots } from './benches/hot-slots.ts';
import { slots } from './benches/slots.ts';
import { slotsPage } from './benches/slots-page.ts';
import type { Bench, Line } from './frame/bench.ts';
import { record } from './frame/results.ts';

/**
 * `npm run bench -- NAME` · `--pairs N` (10 by default) · `--record` (into RESULTS.md) · `--profile DIR` (booking, hot-slots: where the
 * time goes in the API and in PostgreSQL, into DIR and on the screen; what is profiled is slower, so it is not recorded). Prints a table and, last, `ratio=<n> limit=<name>`.
 * 1 when an answer was wrong: how fast it is decides nothing here.
 */
const BENCHES: readonly Bench[] = [booking, hotSlots, slots, slotsPage];

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pairs: { type: 'string', default: '10' },
    record: { type: 'boolean', default: false },
    profile: { type: 'string' },
  },
});
const undos: (() => Promise<unknown> | unknown)[] = [];
async function end(code: number): Promise<never> {
  for (let undo = undos.pop(); undo; undo = undos.pop()) await undo();
  process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end(1));

function table(lines: readonly Line[]): void {
  for (const { what, limit, subject, ratio, range, from, goal, isReached } of lines)
    console.log(
      `  ${what.padEnd(44)} limit ${limit.padEnd(10)} subject ${subject.padEnd(10)} ratio ${ratio.toFixed(3)} (${range}) ${from}; ${goal} ${isReached ? 'reached' : 'NOT reached'}`,
    );
}

const bench = BENCHES.find(({ name }) => name === positionals[0]);
if (!bench) {
  console.error(`Write npm run bench -- NAME; there are ${BENCHES.map(({ name }) => name).join(', ')}.`);
  await end(2);
} else {
  try {
    if (options.profile !== undefined) mkdirSync(options.profile, { recursive: true });
    const report = await bench.run({
      pairs: Number(options.pairs),
      profileDir: options.profile ?? null,
      note: (text) => console.log(`    ${text}`),
      onEnd: (undo) => void undos.push(undo),
    });
    console.log(`── ${bench.name} (row ${bench.row})`);
    table(report.lines);
    for (const remark of report.remarks ?? []) console.log(`  ${remark}`);
    for (const fault of report.faults.slice(0, 20)) console.log(`  WRONG: ${fault}`);
    const isRight = report.faults.length === 0;
    if (options.record && isRight && options.profile === undefined) record(bench, report);
    const headline = report.lines.find(({ what }) => what === report.headline);
    console.log(`ratio=${(headline?.ratio ?? NaN).toFixed(3)} limit=${report.limit}`);
    await end(isRight ? 0 : 1);
  } catch (error) {
    console.error(error instanceof Error ? error.stack : error);
    await end(1);
  }
}
