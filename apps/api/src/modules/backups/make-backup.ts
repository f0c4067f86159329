import { mkdir, readdir, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BackupFault } from '../../platform/backup/backup-fault.ts';
import { checkByRestoring } from '../../platform/backup/check-by-restoring.ts';
import { takeSnapshot, type Snapshot } from '../../platform/backup/take-snapshot.ts';
import type { Verification } from '@dryrun/domain/backups/backup-run';
import type { Settings } from '../../platform/config/settings.ts';
import { LEFT_OUT } from './left-out.ts';

type BackupRequest = Pick<Settings, 'databaseUrl' | 'databasePlace' | 'sessionSecret'> & { file: string; now: Date };

const LEAST_FREE_BYTES = 64 * 1024 * 1024;

/**
 * Makes one backup and verifies it. A file that cannot be verified is removed: a backup that nobody can rely on is worse
 * than none.
 *
 * @throws BackupFault, or a system's error that `faultSentence` puts into words
 */
export async function makeBackup({
  databaseUrl,
  databasePlace,
  sessionSecret,
  file,
  now,
}: BackupRequest): Promise<Snapshot & { verifiedBy: Verification }> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await checkRoom(dirname(file));
  const snapshot = await takeSnapshot({ databaseUrl, file, leftOut: LEFT_OUT, secret: sessionSecret, now });
  try {
    return { ...snapshot, verifiedBy: await checkByRestoring({ databaseUrl, databasePlace, file }) };
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}

async function checkRoom(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < LEAST_FREE_BYTES)
    throw new BackupFault(
      `The disk that holds ${folder} is full (${Math.floor((bavail * bsize) / 1024 / 1024)} MB free). No backup was made; free some space.`,
    );
}

/** `20261118-210000Z`: sorts by time. */
const stamp = (at: Date) => `${at.toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15)}Z`;

export const ENDING = '.dryrun.gz';

/** File names say when and why; only those of nightly ones are ever removed by us. */
export const nightlyName = (at: Date) => `nightly-${stamp(at)}${ENDING}`;
export const askedName = (at: Date) => `dryrun-${stamp(at)}${ENDING}`;

/** Removes nightly backups but the newest `keep`, and what killed runs left unfinished. Nothing else in the folder is touched. */
export async function prune(folder: string, keep: number): Promise<void> {
  const names = (await readdir(folder)).sort();
  const nightly = names.filter((name) => /^nightly-\d{8}-\d{6}Z\.dryrun\.gz$/.test(name));
  const unfinished = names.filter((name) => name.endsWith(`${ENDING}.unfinished`));
  for (const name of [...nightly.slice(0, -keep), ...unfinished]) await rm(join(folder, name), { force: true });
}

const WORDS: Record<string, string> = {
  ENOSPC: 'the disk is full; free some space',
  EDQUOT: 'the disk quota is used up; free some space',
  EACCES: 'the server may not write there; check the rights of the folder',
  EPERM: 'the server may not write there; check the rights of the folder',
  EROFS: 'the file system is read-only; set BACKUP_DIR to a folder that can be written',
  ENOTDIR: 'a part of that path is a file; set BACKUP_DIR to a folder',
  EEXIST: 'there is a file in the place of the folder; set BACKUP_DIR to a folder',
  ECONNREFUSED: 'the database does not answer',
  53100: 'the disk of the database is full; free some space',
};

/** Why a backup or a restore failed, for the person who runs the academy. `outcome` begins the sentence. */
export function faultSentence(error: unknown, outcome = 'No backup was made'): string {
  if (error instanceof BackupFault) return error.message;
  const { code, path, message } = error as NodeJS.ErrnoException;
  const words = WORDS[code ?? ''];
  return `${outcome}${words && path ? ` (${path})` : ''}: ${words ?? message}${words ? '.' : ''}`;
}
