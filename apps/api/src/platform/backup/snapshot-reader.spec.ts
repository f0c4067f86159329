import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { FORMAT, FORMAT_VERSION, type SnapshotHeader } from './snapshot-format.ts';
import { checkFile, SnapshotReader } from './snapshot-reader.ts';
import { writeSnapshot, type TableRows } from './snapshot-writer.ts';

const HEADER: SnapshotHeader = {
  format: FORMAT,
  version: FORMAT_VERSION,
  release: '0.1.0',
  madeAt: '2026-11-18T10:30:00.000Z',
  migrations: ['One1'],
  tables: ['empty', 'person', 'tricky'],
  secretMark: 'abcd',
};

/** Rows as COPY writes them: a backslash is doubled, so that no row is the end mark. */
const ROWS: Record<string, string> = {
  empty: '',
  person: '1\tAsha\n2\tDev\n3\t\\N\n',
  tricky: `\\\\.\n\\\\.\\n\\\\.\n${'long'.repeat(60_000)}\n\\\\\n`,
};

let folder: string;
let file: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dryrun-snapshot-'));
  file = join(folder, 'some.dryrun.gz');
  await write(file);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** In chunks of odd sizes, so that marks fall on their borders. */
async function* chunksOf(text: string): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += 7_919) yield await Promise.resolve(bytes.subarray(at, at + 7_919));
}

async function* tables(): AsyncGenerator<TableRows> {
  for (const name of HEADER.tables)
    yield await Promise.resolve({ name, columns: ['id', 'name'], rows: chunksOf(ROWS[name] ?? '') });
}

const write = (to: string, header = HEADER) =>
  writeSnapshot(to, header, tables(), () =>
    Promise.resolve({ sequences: [{ name: 's', lastValue: '9007199254740993' }] }),
  );

async function contentOf(path: string): Promise<Record<string, string>> {
  const { reader } = await SnapshotReader.open(path);
  const content: Record<string, string> = {};
  for await (const { name, rows } of reader.tables()) {
    content[name] = '';
    for await (const piece of rows) content[name] += piece.toString();
  }
  return content;
}

/** The same file with its text changed. */
const altered = (change: (text: string) => string) =>
  writeFileSync(file, gzipSync(change(gunzipSync(readFileSync(file)).toString())));

describe('a backup file', () => {
  it('gives back every row to the byte, and tells what it holds', async () => {
    expect(await contentOf(file)).toEqual(ROWS);
    const { header, end } = await checkFile(file);
    expect(header).toEqual(HEADER);
    expect(end.tables.map(({ name, rows }) => [name, rows])).toEqual([
      ['empty', 0],
      ['person', 3],
      ['tricky', 4],
    ]);
    expect(end.rows).toBe(7);
    expect(end.sequences).toEqual([{ name: 's', lastValue: '9007199254740993' }]);
  });

  it('is never written over another file', async () => {
    await expect(write(file)).rejects.toMatchObject({ code: 'EEXIST' });
    expect(await contentOf(file)).toEqual(ROWS);
  });

  it('cut off anywhere is refused as cut off', async () => {
    const whole = readFileSync(file);
    for (let at = 0; at < whole.length; at += Math.ceil(whole.length / 97)) {
      writeFileSync(file, whole.subarray(0, at));
      await expect(checkFile(file)).rejects.toThrow('cut off before its end');
    }
  });

  it('with any byte changed is refused', async () => {
    const whole = readFileSync(file);
    // The ten bytes of gzip's own head hold a time and the system, which mean nothing to us.
    for (let at = 10; at < whole.length; at += 13) {
      const bent = Buffer.from(whole);
      bent[at] = (bent[at] ?? 0) ^ 0x10;
      writeFileSync(file, bent);
      await expect(checkFile(file)).rejects.toThrow(/Nothing was changed/);
    }
  });

  it.each([
    ['a changed row', (text: string) => text.replace('Asha', 'Usha'), 'table person is not what was written'],
    ['a missing row', (text: string) => text.replace('2\tDev\n', ''), 'table person'],
    ['a missing table', (text: string) => text.replace(/\{"table":"person"[^]*?\{"end"[^\n]*\n/, ''), 'its last line'],
    ['a changed header', (text: string) => text.replace('10:30', '10:31'), 'its last line'],
    ['something behind its end', (text: string) => `${text}more\n`, 'what follows its end'],
    ['no end', (text: string) => text.replace(/\{"endOfBackup[^]*/, ''), 'cut off'],
  ])('repacked with %s is refused', async (_, change, words) => {
    altered(change);
    await expect(checkFile(file)).rejects.toThrow(words);
  });

  it('of a newer form says which way out there is', async () => {
    altered((text) => text.replace('"version":1', '"version":2'));
    await expect(checkFile(file)).rejects.toThrow(/made by a newer Dryrun.*install the newer release/);
  });

  it.each([
    ['not compressed', Buffer.from('holiday pictures')],
    ['compressed but something else', gzipSync('-- PostgreSQL database dump\n')],
    ['compressed and without any line', gzipSync(Buffer.alloc(3_000_000, 'x'))],
    ['a JSON line of something else', gzipSync('{"format":"other"}\n')],
  ])('that is none (%s) is told so', async (_, bytes) => {
    writeFileSync(file, bytes);
    await expect(checkFile(file)).rejects.toThrow(/is not a backup of Dryrun/);
  });

  it('that does not exist, or is a folder, is told so', async () => {
    await expect(checkFile(join(folder, 'none.gz'))).rejects.toThrow(/There is no file .*none\.gz/);
    await expect(checkFile(folder)).rejects.toThrow(/is a folder/);
  });
});
