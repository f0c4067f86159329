import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { SnapshotEnd, SnapshotHeader, TableEnd } from './snapshot-format.ts';
import { END_OF_ROWS } from './snapshot-format.ts';

/** One table on its way into the file: its rows as `COPY … TO STDOUT` in text format gives them. */
export interface TableRows {
  name: string;
  columns: readonly string[];
  rows: AsyncIterable<Buffer>;
}

const PIECE = 64 * 1024;

/** COPY hands out a chunk per row; hashing and compressing like larger ones. */
async function* inPieces(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    waiting.push(chunk);
    size += chunk.length;
    if (size < PIECE) continue;
    yield Buffer.concat(waiting, size);
    waiting = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(waiting, size);
}

function linesIn(piece: Buffer): number {
  let lines = 0;
  for (let at = piece.indexOf(10); at !== -1; at = piece.indexOf(10, at + 1)) lines += 1;
  return lines;
}

/**
 * Writes a new file and syncs it to the disk; memory stays bounded whatever the tables hold.
 *
 * @param end asked for once every table was read; what only then is known
 * @throws when the file exists, the disk is full, or the rows break off; the unfinished file stays for the caller to remove
 */
export async function writeSnapshot(
  file: string,
  header: SnapshotHeader,
  tables: AsyncIterable<TableRows>,
  end: () => Promise<Pick<SnapshotEnd, 'sequences'>>,
): Promise<SnapshotEnd> {
  const whole = createHash('sha256');
  const ends: TableEnd[] = [];
  let written: SnapshotEnd | null = null;
  const line = (content: object | string) => {
    const text = Buffer.from(`${typeof content === 'string' ? content : JSON.stringify(content)}\n`);
    whole.update(text);
    return text;
  };

  async function* content(): AsyncGenerator<Buffer> {
    yield line(header);
    for await (const { name, columns, rows } of tables) {
      yield line({ table: name, columns });
      const hash = createHash('sha256');
      let count = 0;
      for await (const piece of inPieces(rows)) {
        hash.update(piece);
        whole.update(piece);
        count += linesIn(piece);
        yield piece;
      }
      yield line(END_OF_ROWS);
      const tableEnd = { name, rows: count, sha256: hash.digest('hex') };
      ends.push(tableEnd);
      yield line({ end: tableEnd });
    }
    const { sequences } = await end();
    const rows = ends.reduce((sum, table) => sum + table.rows, 0);
    written = { tables: ends, rows, sequences, sha256: whole.digest('hex') };
    yield Buffer.from(`${JSON.stringify({ endOfBackup: written })}\n`);
  }

  await pipeline(content, createGzip({ level: 6 }), createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }));
  if (!written) throw new Error('the snapshot ended without its end');
  return written;
}
