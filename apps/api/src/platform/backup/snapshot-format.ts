import { z } from 'zod';

/*
 * A backup is gzip over text, so that it can be read (and, in need, loaded by hand) without Dryrun:
 *
 *   {header}                                what it is, made when, by which release, schema and tables
 *   {"table":"person","columns":[…]}        per table: its name and columns …
 *   …                                       … its rows in the text format of PostgreSQL's COPY, by primary key …
 *   \.                                      … the end of the rows (never a row: COPY escapes the backslash) …
 *   {"end":{name, rows, sha256}}            … and how many and which
 *   {"endOfBackup":{…, sha256}}             the same of all tables, sequences, and the hash of every byte before this line
 */

export const FORMAT = 'dryrun-backup';
export const FORMAT_VERSION = 1;
export const END_OF_ROWS = '\\.';

export const SnapshotHeader = z.object({
  format: z.literal(FORMAT),
  version: z.int().min(1),
  /** The release that made it. */
  release: z.string(),
  /** An ISO instant: everything committed before is in, nothing that was committed later. */
  madeAt: z.string(),
  /** Names of the migrations that the database had, in order: the schema of the rows. */
  migrations: z.array(z.string()).min(1),
  tables: z.array(z.string()),
  /** Tells whether the installation's secret (which seals some values) is the same, without telling it. */
  secretMark: z.string(),
});
export type SnapshotHeader = z.infer<typeof SnapshotHeader>;

export const TableStart = z.object({ table: z.string(), columns: z.array(z.string()).min(1) });

const TableEndFields = z.object({ name: z.string(), rows: z.int().min(0), sha256: z.string() });
export type TableEnd = z.infer<typeof TableEndFields>;
export const TableEndLine = z.object({ end: TableEndFields });

const SnapshotEndFields = z.object({
  tables: z.array(TableEndFields),
  rows: z.int().min(0),
  /** Positions of sequences, as text: they may exceed what JSON's numbers hold. */
  sequences: z.array(z.object({ name: z.string(), lastValue: z.string() })),
  sha256: z.string(),
});
export type SnapshotEnd = z.infer<typeof SnapshotEndFields>;
export const SnapshotEndLine = z.object({ endOfBackup: SnapshotEndFields });
