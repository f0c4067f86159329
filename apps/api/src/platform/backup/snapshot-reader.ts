import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import type { z } from 'zod';
import { BackupFault } from './backup-fault.ts';
import {
  END_OF_ROWS,
  FORMAT,
  FORMAT_VERSION,
  SnapshotEndLine,
  SnapshotHeader,
  TableEndLine,
  TableStart,
  type SnapshotEnd,
  type TableEnd,
} from './snapshot-format.ts';

/** One table of the file. `rows` must be read to its end before the next table is asked for. */
export interface TableInFile {
  name: string;
  columns: string[];
  rows: AsyncIterable<Buffer>;
}

const NEWLINE = 10;
/** No line of ours but a row is longer; a file without lines must not fill the memory. */
const LONGEST_LINE = 1024 * 1024;
const ROWS_END = Buffer.from(`\n${END_OF_ROWS}\n`);
const NO_ROWS = Buffer.from(`${END_OF_ROWS}\n`);

/**
 * Reads a backup from front to back and checks everything on the way: form, row counts, checksums, nothing behind the end.
 * Faults are `BackupFault`s whose sentences name the file. Memory stays bounded.
 */
export class SnapshotReader {
  private buffered: Buffer = Buffer.alloc(0);
  private readonly whole = createHash('sha256');
  private ended: SnapshotEnd | null = null;
  /** Was our mark found? Before that, whatever is wrong means that the file is something else. */
  private isOurs = false;

  private constructor(
    private readonly name: string,
    private readonly chunks: AsyncIterator<Buffer>,
  ) {}

  /** @throws BackupFault when there is no such file, when it is none of ours, or made by a newer format */
  static async open(file: string): Promise<{ reader: SnapshotReader; header: SnapshotHeader }> {
    const name = basename(file);
    const source = createReadStream(file);
    const gunzip = createGunzip();
    source.on('error', (error) => gunzip.destroy(error));
    const reader = new SnapshotReader(name, source.pipe(gunzip)[Symbol.asyncIterator]() as AsyncIterator<Buffer>);
    return { reader, header: await reader.header() };
  }

  private async header(): Promise<SnapshotHeader> {
    const content = parsed(await this.line());
    const { format, version } = (content ?? {}) as { format?: unknown; version?: unknown };
    if (format !== FORMAT) throw this.damaged('its first line');
    this.isOurs = true;
    if (typeof version === 'number' && version > FORMAT_VERSION)
      throw new BackupFault(
        `${this.name} was made by a newer Dryrun, in a form that this one cannot read. Nothing was changed; install the newer release first.`,
      );
    return this.expect(SnapshotHeader, content, 'its first line');
  }

  /** The tables in the file's order. After the last one the end was checked, and `end` tells it. */
  async *tables(): AsyncGenerator<TableInFile> {
    const seen: TableEnd[] = [];
    for (;;) {
      const before = this.whole.copy();
      const content = parsed(await this.line());
      if (content !== null && 'endOfBackup' in content) return this.finish(content, before.digest('hex'), seen);
      const { table: name, columns } = this.expect(TableStart, content, 'the start of a table');
      const hash = createHash('sha256');
      const counted = { rows: 0, isDone: false };
      yield { name, columns, rows: this.rows(hash, counted) };
      if (!counted.isDone) throw new Error(`the rows of ${name} were not read`);
      const { end } = this.expect(TableEndLine, parsed(await this.line()), `the end of table ${name}`);
      if (end.name !== name || end.rows !== counted.rows || end.sha256 !== hash.digest('hex'))
        throw this.damaged(`table ${name}`);
      seen.push(end);
    }
  }

  /** Row counts and checksums of the whole file. Pre-condition: `tables` was read to its end. */
  get end(): SnapshotEnd {
    if (!this.ended) throw new Error('the backup was not read to its end');
    return this.ended;
  }

  private async finish(content: object, sha256: string, seen: readonly TableEnd[]): Promise<void> {
    const { endOfBackup } = this.expect(SnapshotEndLine, content, 'its last line');
    const isWhole = endOfBackup.sha256 === sha256 && JSON.stringify(endOfBackup.tables) === JSON.stringify(seen);
    if (!isWhole) throw this.damaged('its last line');
    if (this.buffered.length > 0 || (await this.fill())) throw this.damaged('what follows its end');
    this.ended = endOfBackup;
  }

  private async *rows(
    hash: ReturnType<typeof createHash>,
    counted: { rows: number; isDone: boolean },
  ): AsyncGenerator<Buffer> {
    const take = (piece: Buffer) => {
      hash.update(piece);
      this.whole.update(piece);
      for (let at = piece.indexOf(NEWLINE); at !== -1; at = piece.indexOf(NEWLINE, at + 1)) counted.rows += 1;
      return piece;
    };
    while (this.buffered.length < NO_ROWS.length && (await this.fill()));
    if (!this.buffered.subarray(0, NO_ROWS.length).equals(NO_ROWS)) {
      let end = this.buffered.indexOf(ROWS_END);
      while (end === -1) {
        // What may be the beginning of the end mark stays behind for the next look.
        const safe = this.buffered.length - ROWS_END.length;
        if (safe > 0) {
          yield take(this.buffered.subarray(0, safe));
          this.buffered = this.buffered.subarray(safe);
        }
        if (!(await this.fill())) throw this.cutOff();
        end = this.buffered.indexOf(ROWS_END);
      }
      yield take(this.buffered.subarray(0, end + 1));
      this.buffered = this.buffered.subarray(end + 1);
    }
    this.whole.update(NO_ROWS);
    this.buffered = this.buffered.subarray(NO_ROWS.length);
    counted.isDone = true;
  }

  /** The next line without its end. */
  private async line(): Promise<string> {
    let end = this.buffered.indexOf(NEWLINE);
    while (end === -1) {
      if (this.buffered.length > LONGEST_LINE) throw this.damaged('a line that is far too long');
      if (!(await this.fill())) throw this.cutOff();
      end = this.buffered.indexOf(NEWLINE);
    }
    this.whole.update(this.buffered.subarray(0, end + 1));
    const line = this.buffered.toString('utf8', 0, end);
    this.buffered = this.buffered.subarray(end + 1);
    return line;
  }

  /** More of the file into the buffer; false at its end. */
  private async fill(): Promise<boolean> {
    try {
      const { value, done } = await this.chunks.next();
      if (done) return false;
      this.buffered = this.buffered.length === 0 ? value : Buffer.concat([this.buffered, value]);
      return true;
    } catch (error) {
      throw this.readable(error as NodeJS.ErrnoException);
    }
  }

  private readable(error: NodeJS.ErrnoException): Error {
    if (error.code === 'ENOENT')
      return new BackupFault(`There is no file ${error.path ?? this.name}. Nothing was changed.`);
    if (error.code === 'EISDIR')
      return new BackupFault(`${this.name} is a folder. Nothing was changed; name the file itself.`);
    if (error.code === 'EACCES')
      return new BackupFault(`${this.name} may not be read by this user. Nothing was changed.`);
    if (error.code === 'Z_BUF_ERROR') return this.cutOff();
    if (error.code?.startsWith('Z_')) return this.damaged('its compression');
    return error;
  }

  private cutOff(): BackupFault {
    return new BackupFault(
      `${this.name} is cut off before its end, so it is not a whole backup. Nothing was changed; use another one, or copy it anew.`,
    );
  }

  private damaged(where: string): BackupFault {
    if (!this.isOurs)
      return new BackupFault(
        `${this.name} is not a backup of Dryrun. Nothing was changed; name a file that "npm run backup" made.`,
      );
    return new BackupFault(
      `${this.name} is damaged: ${where} is not what was written. Nothing was changed; use another backup, or copy it anew.`,
    );
  }

  private expect<T extends z.ZodType>(schema: T, content: unknown, where: string): z.output<T> {
    const result = schema.safeParse(content);
    if (!result.success) throw this.damaged(where);
    return result.data;
  }
}

function parsed(line: string): object | null {
  try {
    const content: unknown = JSON.parse(line);
    return typeof content === 'object' ? content : null;
  } catch {
    return null;
  }
}

/** Reads a whole backup and checks every byte of it, without a database. */
export async function checkFile(file: string): Promise<{ header: SnapshotHeader; end: SnapshotEnd }> {
  const { reader, header } = await SnapshotReader.open(file);
  for await (const { rows } of reader.tables()) for await (const _piece of rows);
  return { header, end: reader.end };
}
