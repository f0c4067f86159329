import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from './command.ts';
import { run } from './content.ts';

const CONTENT = join(dirname(fileURLToPath(import.meta.url)), '../../../content');

const folder = join(mkdtempSync(join(tmpdir(), 'dryrun-content-cli-')), 'content');
beforeAll(() => cpSync(CONTENT, folder, { recursive: true }));
afterAll(() => rmSync(dirname(folder), { recursive: true }));

async function check(...args: string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const note = (line: string) => lines.push(line);
  return { code: await run(args, { out: note, err: note }), lines };
}

describe('content check', () => {
  it('counts what is there and ends with 0 where nothing is wrong', async () => {
    const { code, lines } = await check('check', folder);
    expect(code).toBe(0);
    expect(lines[0]).toMatch(/^tracks 12, rubrics 1, formats \d+, questions \d+$/);
    expect(lines).toContainEqual(
      expect.stringMatching(/^ {2}debugging senior: [1-9]\d* \(debugging \d+, scenario \d+; \d+ interview-only\)$/),
    );
    expect(lines.at(-1)).toBe('no faults');
  });

  it('names file, line, fault and remedy, and ends with 1', async () => {
    const file = join(folder, 'questions/linux/load-high-cpu-idle.md');
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, before.replace('\nuse: both', '\nuse: exam'));
    const { code, lines } = await check('check', folder);
    writeFileSync(file, before);
    expect(code).toBe(1);
    expect(lines).toEqual([
      `${file}:6 \`use\` has a value that is not known. Use one of: study, interview, both.`,
      '1 fault',
    ]);
  });

  it('ends with 1 when a format runs out of questions at a level', async () => {
    const file = join(folder, 'formats/debugging.yaml');
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, before.replace('levels: [mid, senior]', 'levels: [junior, mid, senior]'));
    const { code, lines } = await check('check', folder);
    writeFileSync(file, before);
    expect(code).toBe(1);
    expect(lines.at(-2)).toMatch(
      /^Too few questions for debugging at junior level: \d of 12 questions that may be asked/,
    );
    expect(lines.at(-1)).toBe('too few questions');
  });

  it.each([[[]], [['load']], [['check', 'a', 'b']], [['check', '--fast']], [['check', 'nowhere']]])(
    'refuses %j with a sentence',
    async (args) => {
      await expect(check(...args)).rejects.toThrow(UsageError);
    },
  );
});
