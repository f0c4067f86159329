import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from './command.ts';
import type { Terminal } from './command.ts';

/** What one case gave; `expected` and `actual` are lines to print when they differ. */
export interface CaseResult {
  passed: boolean;
  expected: string;
  actual: string;
}

/** Runs one case of a file. A case that is not of the engine's format is an error, whose message tells what is wrong. */
export type CaseRunner = (input: unknown) => CaseResult;

/** The engines that case files can be run against. */
const ENGINES: Record<string, () => Promise<{ runCase: CaseRunner }>> = {
  slots: () => import('./slot-cases.ts'),
};

/** `cases ENGINE FILE`: runs a case file, prints each failing case, and `N passed, N failed` as its last line. */
export async function run(args: string[], terminal: Terminal): Promise<number> {
  const [engine, file] = readArguments(args);
  if (!Object.hasOwn(ENGINES, engine)) {
    throw new UsageError(`There is no engine "${engine}" to run cases against; these exist: ${engineNames()}.`);
  }
  const cases = readCases(file);
  const { runCase } = (await ENGINES[engine]?.()) ?? {};
  if (runCase === undefined) return 2;

  let passed = 0;
  cases.forEach((input, index) => {
    const result = judge(runCase, input);
    if (result.passed) {
      passed += 1;
      return;
    }
    terminal.out(`FAILED ${index + 1}: ${nameOf(input)}`);
    terminal.out(`  expected: ${result.expected}`);
    terminal.out(`  actual:   ${result.actual}`);
  });
  const failed = cases.length - passed;
  terminal.out(`${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

function engineNames(): string {
  return Object.keys(ENGINES).join(', ');
}

function readArguments(args: string[]): [engine: string, file: string] {
  let words: string[];
  try {
    words = parseArgs({ args, allowPositionals: true, options: {} }).positionals;
  } catch (error) {
    throw new UsageError(`cases: ${messageOf(error)}`);
  }
  const [engine, file, ...rest] = words;
  if (engine === undefined || file === undefined || rest.length > 0) {
    throw new UsageError(`Use it like this: cases ENGINE FILE.json (engines: ${engineNames()}).`);
  }
  return [engine, file];
}

function readCases(file: string): unknown[] {
  let text: string;
  try {
    text = readNear(file);
  } catch (error) {
    throw new UsageError(`The case file ${file} cannot be read: ${messageOf(error)}`);
  }
  let cases: unknown;
  try {
    cases = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new UsageError(`The case file ${file} is not JSON: ${messageOf(error)}`);
  }
  if (!Array.isArray(cases)) throw new UsageError(`The case file ${file} is not a list of cases.`);
  return cases;
}

/** npm runs scripts from the project's root, whereas people name files from where they stand: that comes second. */
function readNear(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const stood = process.env['INIT_CWD'];
    if (stood === undefined || resolve(stood, file) === resolve(file)) throw error;
    try {
      return readFileSync(resolve(stood, file), 'utf8');
    } catch {
      throw error;
    }
  }
}

function judge(runCase: CaseRunner, input: unknown): CaseResult {
  try {
    return runCase(input);
  } catch (error) {
    return { passed: false, expected: 'a case that can be run', actual: messageOf(error) };
  }
}

function nameOf(input: unknown): string {
  const name = typeof input === 'object' && input !== null && 'name' in input ? input.name : undefined;
  return typeof name === 'string' ? name : '(no name)';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
