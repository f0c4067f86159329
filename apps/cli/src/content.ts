import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { itemsOf } from '@dryrun/content-kit/content-item';
import type { ContentItem } from '@dryrun/content-kit/content-item';
import { readContent } from '@dryrun/content-kit/read-content';
import { plannedLinks } from '@dryrun/content-kit/study-links';
import { reviewsDue, supplyFaults, supplyOf } from '@dryrun/content-kit/supply';
import { UsageError } from './command.ts';
import type { Terminal } from './command.ts';

/** `load`, `diff` and `export` need the database: `tools/run.mjs` hands them to the API's tasks. */
const USAGE = 'content check|load|diff|export [FOLDER]';

/** `content check [FOLDER]`: names every fault of the content folder, or counts what is there. Exit code 1 when there are faults or too few questions. */
export async function run(args: string[], terminal: Terminal): Promise<number> {
  const folder = await readArguments(args);
  const { items, problems } = await readContent(folder);
  for (const { file, line, message, hint } of problems) {
    terminal.out(`${join(folder, file)}:${line} ${message} ${hint}`);
  }
  if (problems.length > 0) {
    terminal.out(`${problems.length} ${problems.length === 1 ? 'fault' : 'faults'}`);
    return 1;
  }
  for (const line of counts(items)) terminal.out(line);
  const today = new Date().toISOString().slice(0, 10);
  for (const { file, reviewBy } of reviewsDue(items, today)) {
    terminal.out(`due for review since ${reviewBy}: ${join(folder, file)}`);
  }
  const short = supplyFaults(items);
  for (const sentence of short) terminal.out(sentence);
  terminal.out(short.length === 0 ? 'no faults' : 'too few questions');
  return short.length === 0 ? 0 : 1;
}

async function readArguments(args: string[]): Promise<string> {
  let positionals: string[];
  try {
    ({ positionals } = parseArgs({ args, options: {}, allowPositionals: true }));
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : 'Unknown option.'} Write: ${USAGE}`);
  }
  const [action, folder = 'content', ...rest] = positionals;
  if (action !== 'check' || rest.length > 0) throw new UsageError(`Write: ${USAGE}`);
  const found = await stat(folder).catch(() => null);
  if (!found?.isDirectory()) throw new UsageError(`There is no folder ${folder}. Write: ${USAGE}`);
  return folder;
}

function counts(items: readonly ContentItem[]): string[] {
  const questions = itemsOf(items, 'question');
  const lines = [
    `tracks ${itemsOf(items, 'track').length}, rubrics ${itemsOf(items, 'rubric').length}, ` +
      `formats ${itemsOf(items, 'format').length}, questions ${questions.length}`,
    roadmapCounts(items),
  ];
  for (const track of itemsOf(items, 'track')) {
    lines.push(`  ${track.slug}: ${questions.filter((q) => q.body.track === track.slug).length}`);
  }
  lines.push('usable in an interview, by format and level:');
  for (const { format, level, usable, interviewOnly, byKind } of supplyOf(items)) {
    const kinds = Object.entries(byKind).map(([kind, n]) => `${kind} ${n}`);
    lines.push(`  ${format} ${level}: ${usable} (${kinds.join(', ')}; ${interviewOnly} interview-only)`);
  }
  const planned = plannedLinks(items);
  if (planned.length > 0) lines.push('planned, because a link names them and nothing is there yet:');
  for (const { file, link } of planned) lines.push(`  ${link.to} "${link.title}" (${file})`);
  return lines;
}

function roadmapCounts(items: readonly ContentItem[]): string {
  const sections = itemsOf(items, 'stage').flatMap((s) => s.body.sections);
  const cases = itemsOf(items, 'case-study');
  return (
    `stages ${itemsOf(items, 'stage').length}, sections ${sections.length}, ` +
    `topics ${sections.flatMap((s) => s.topics).length}, case studies ${cases.length} with ` +
    `${cases.flatMap((c) => c.body.followUps).length} follow-ups`
  );
}
