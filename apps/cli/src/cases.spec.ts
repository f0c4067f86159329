import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './cases.ts';
import { UsageError } from './command.ts';

const here = dirname(fileURLToPath(import.meta.url));
const MAIN = join(here, 'main.ts');
const SAMPLE = join(here, '../fixtures/slots.sample.json');

const folder = mkdtempSync(join(tmpdir(), 'dryrun-cases-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

/** Monday 1 June 2026, 09–11 UTC, an hour each hour: two slots. */
const GOOD = {
  name: 'two slots on a Monday',
  mentorTimeZone: 'UTC',
  weeklyRules: [{ weekday: 1, start: '09:00', end: '11:00' }],
  overrides: [],
  busy: [],
  durationMin: 60,
  stepMin: 60,
  bufferBeforeMin: 0,
  bufferAfterMin: 0,
  minNoticeMin: 0,
  now: '2026-01-01T00:00:00Z',
  rangeStart: '2026-06-01T00:00:00Z',
  rangeEnd: '2026-06-02T00:00:00Z',
  maxPerDay: null,
  maxPerWeek: null,
  existingBookings: [],
  expectedStartsUtc: ['2026-06-01T09:00:00Z', '2026-06-01T10:00:00Z'],
  tags: ['universal'],
};

async function cases(...args: string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const code = await run(args, { out: (line) => lines.push(line), err: (line) => lines.push(`stderr: ${line}`) });
  return { code, lines };
}

/** The whole command as a person or a script runs it. */
function command(args: string[], env: NodeJS.ProcessEnv = {}): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { code: status, out: stdout, err: stderr };
}

describe('running slot cases', () => {
  const sample: unknown = JSON.parse(readFileSync(SAMPLE, 'utf8'));
  const count = Array.isArray(sample) ? sample.length : 0;

  it('passes every case of the sample', async () => {
    expect(count).toBeGreaterThanOrEqual(19);
    expect(await cases('slots', SAMPLE)).toEqual({ code: 0, lines: [`${count} passed, 0 failed`] });
  });

  it.each(['Asia/Kolkata', 'America/New_York', 'Pacific/Apia'])(
    'does not depend on this machine’s zone being %s',
    (TZ) => {
      expect(command(['cases', 'slots', SAMPLE], { TZ })).toEqual({
        code: 0,
        out: `${count} passed, 0 failed\n`,
        err: '',
      });
    },
  );

  it('shows a failing case with what was expected and what came, goes on, and exits with 1', async () => {
    const wrong = { ...GOOD, name: 'one slot too few', expectedStartsUtc: ['2026-06-01T09:00:00Z'] };
    expect(await cases('slots', file('wrong.json', [GOOD, wrong, GOOD]))).toEqual({
      code: 1,
      lines: [
        'FAILED 2: one slot too few',
        '  expected: 1 [2026-06-01T09:00:00Z]',
        '  actual:   2 [2026-06-01T09:00:00Z, 2026-06-01T10:00:00Z]',
        '2 passed, 1 failed',
      ],
    });
  });

  it('fails a case that expects the right starts in another order, or one twice', async () => {
    const [first, second] = GOOD.expectedStartsUtc;
    const turned = { ...GOOD, expectedStartsUtc: [second, first] };
    const twice = { ...GOOD, expectedStartsUtc: [first, second, second] };
    expect((await cases('slots', file('order.json', [turned, twice]))).lines.at(-1)).toBe('0 passed, 2 failed');
  });

  it.each<[string, object, string]>([
    ['a zone that is none', { mentorTimeZone: 'Mars/Olympus' }, 'mentorTimeZone is not a time zone: Mars/Olympus'],
    ['a local time for an instant', { now: '2026-01-01T00:00:00' }, 'now is not an instant: 2026-01-01T00:00:00'],
    ['a text for a number', { durationMin: '60' }, 'durationMin is not a number'],
    ['a weekday of 0', { weeklyRules: [{ weekday: 0, start: '09:00', end: '10:00' }] }, 'weekday is not 1 … 7: 0'],
    [
      'hours that are none',
      { weeklyRules: [{ weekday: 1, start: '9:00', end: '10:00' }] },
      'not hours of a day: 9:00–10:00',
    ],
    ['no expectation', { expectedStartsUtc: undefined }, 'expectedStartsUtc is not a list'],
    ['a step of 0', { stepMin: 0 }, 'slot request: stepMin cannot be 0'],
  ])('fails a case with %s, saying so, and still runs the others', async (_, changes, sentence) => {
    const { code, lines } = await cases('slots', file('bad-case.json', [{ ...GOOD, ...changes }, GOOD]));
    expect(code).toBe(1);
    expect(lines).toContain(`  actual:   ${sentence}`);
    expect(lines.at(-1)).toBe('1 passed, 1 failed');
  });

  it('fails what is no case at all', async () => {
    const { code, lines } = await cases('slots', file('no-cases.json', [null, 'x', [GOOD]]));
    expect([code, lines.at(-1)]).toEqual([1, '0 passed, 3 failed']);
  });

  it('takes lists, buffers and limits that are left out as none', async () => {
    const { name, mentorTimeZone, weeklyRules, durationMin, stepMin, now, rangeStart, rangeEnd, expectedStartsUtc } =
      GOOD;
    const short = {
      name,
      mentorTimeZone,
      weeklyRules,
      durationMin,
      stepMin,
      now,
      rangeStart,
      rangeEnd,
      expectedStartsUtc,
    };
    expect((await cases('slots', file('short.json', [short]))).lines).toEqual(['1 passed, 0 failed']);
  });

  it('reads a file that begins with a byte-order mark', async () => {
    expect((await cases('slots', file('bom.json', `\uFEFF${JSON.stringify([GOOD])}`))).lines).toEqual([
      '1 passed, 0 failed',
    ]);
  });
});

describe('a command line that cannot be carried out', () => {
  it.each<[string, () => string[], RegExp]>([
    ['a missing file', () => ['slots', join(folder, 'absent.json')], /^The case file .*absent\.json cannot be read: /],
    ['a folder', () => ['slots', folder], /cannot be read: /],
    ['a garbled file', () => ['slots', file('garbled.json', '[{"name": ')], /garbled\.json is not JSON: /],
    ['a file without a list', () => ['slots', file('object.json', GOOD)], /object\.json is not a list of cases\.$/],
    [
      'an unknown engine',
      () => ['tarot', SAMPLE],
      /^There is no engine "tarot" to run cases against; these exist: slots/,
    ],
    ['the name of something every object has', () => ['constructor', SAMPLE], /^There is no engine "constructor"/],
    ['no file', () => ['slots'], /^Use it like this: cases ENGINE FILE\.json/],
    ['a word too many', () => ['slots', SAMPLE, 'again'], /^Use it like this: /],
    ['an option', () => ['slots', SAMPLE, '--fast'], /^cases: .*--fast/],
  ])('gets one sentence for %s', async (_, args, sentence) => {
    const refused = run(args(), { out: () => undefined, err: () => undefined });
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(sentence);
  });

  it('exits with 2, the sentence alone on stderr and nothing on stdout', () => {
    const { code, out, err } = command(['cases', 'slots', 'absent.json']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^The case file absent\.json cannot be read: .*\n$/);
    expect(command(['cases', 'tarot', SAMPLE])).toMatchObject({ code: 2, out: '' });
  });

  it('is told which commands exist', () => {
    for (const args of [[], ['casse', 'slots', SAMPLE], ['toString']]) {
      const { code, out, err } = command(args);
      expect([code, out]).toEqual([2, '']);
      expect(err).toMatch(/^[^\n]*cases slots FILE\.json[^\n]*\n$/);
    }
  });
});

describe('the whole command', () => {
  it('exits with 1 when a case fails, its last line counting', () => {
    const { code, out, err } = command(['cases', 'slots', file('failing.json', [{ ...GOOD, expectedStartsUtc: [] }])]);
    expect([code, out.trimEnd().split('\n').at(-1), err]).toEqual([1, '0 passed, 1 failed', '']);
  });

  it('finds a file named from the folder in which npm was called', () => {
    const path = file('near.json', [GOOD]);
    expect(command(['cases', 'slots', basename(path)], { INIT_CWD: folder }).out).toBe('1 passed, 0 failed\n');
  });
});
