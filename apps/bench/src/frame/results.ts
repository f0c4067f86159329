import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../product/place.ts';
import type { Bench, Line, Report } from './bench.ts';

const FILE = join(ROOT, 'apps/bench/RESULTS.md');
const HEAD = '| row | bench | what | limit | subject | ratio (range) | from | goal | commit | on |';
const RULE = '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |';

const rowOf = (bench: Bench, line: Line, commit: string, on: string) =>
  `| ${[bench.row, bench.name, line.what, line.limit, line.subject, `${line.ratio.toFixed(2)} (${line.range})`, line.from, `${line.goal} ${line.isReached ? '✓' : '✗'}`, commit, on].join(' | ')} |`;

/** Keeps the newest rows of a bench in RESULTS.md; what people wrote below the table stays. The commit says "+" with sources that were not committed. */
export function record(bench: Bench, { lines }: Report): void {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
  const isDirty = git('status', '--porcelain', '--', 'apps', 'libs') !== '';
  const commit = git('rev-parse', '--short', 'HEAD') + (isDirty ? '+' : '');
  const on = new Date().toISOString().slice(0, 10);
  const text = existsSync(FILE) ? readFileSync(FILE, 'utf8') : `# Results of the benches\n\n${HEAD}\n${RULE}\n`;
  const all = text.split('\n');
  // The formatter pads the columns.
  const top = all.findIndex((row) => /^\| -+ \|/.test(row)) + 1;
  if (top === 0) throw new Error(`${FILE} has no table`);
  let end = top;
  while (all[end]?.startsWith('|')) end++;
  const others = all.slice(top, end).filter((row) => row.split('|')[2]?.trim() !== bench.name);
  const rows = [...others, ...lines.map((line) => rowOf(bench, line, commit, on))].sort();
  writeFileSync(FILE, [...all.slice(0, top), ...rows, ...all.slice(end)].join('\n'));
}
