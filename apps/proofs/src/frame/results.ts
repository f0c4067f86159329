import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../product/place.ts';

export interface Result {
  /** `access` or `access / policy removed`. */
  name: string;
  command: string;
  result: string;
  figures: string;
  seconds: number;
}

const FILE = join(ROOT, 'apps/proofs/RESULTS.md');
const HEAD = '| proof / mutant | command | result | figures | seconds | commit | on |';
const RULE = '| --- | --- | --- | --- | --- | --- | --- |';

/** Faults quote the product, and what it says may name folders of this machine, which nobody else has. */
const withoutFolders = (text: string) => text.replaceAll(ROOT, '.').replaceAll(tmpdir(), '…');

/** Keeps the newest row per proof and mutant in RESULTS.md. The commit says "+" when the sources were not those of a commit. */
export function record(results: readonly Result[]): void {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
  const isDirty = git('status', '--porcelain', '--', 'apps', 'libs', 'tools')
    .split('\n')
    .some((line) => line !== '' && !line.endsWith('RESULTS.md'));
  const commit = `${git('rev-parse', '--short=10', 'HEAD')}${isDirty ? '+' : ''}`;
  const on = new Date().toISOString().slice(0, 10);
  const text = readFileSync(FILE, 'utf8');
  const rows = new Map(
    text
      .split('\n')
      .filter((line) => /^\| (?!-|proof \/ mutant)/.test(line))
      .map((line) => [line.split(' | ')[0]?.slice(2) ?? '', line]),
  );
  for (const r of results) {
    const cells = [r.name, `\`${r.command}\``, r.result, withoutFolders(r.figures), String(r.seconds), commit, on].map(
      (cell) => cell.replaceAll('|', '/'),
    );
    rows.set(cells[0] ?? '', `| ${cells.join(' | ')} |`);
  }
  const before = text.slice(0, text.indexOf('\n| ') + 1);
  writeFileSync(
    FILE,
    `${before}${HEAD}\n${RULE}\n${[...rows]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, row]) => row)
      .join('\n')}\n`,
  );
}
