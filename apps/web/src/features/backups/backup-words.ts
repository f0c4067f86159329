import type { BackupRunView } from '@dryrun/contracts/backups.contract';

/** `0.7 MB`, `12 MB`, `1.4 GB`. */
export function sizeWords(bytes: number): string {
  const megabytes = bytes / 1024 / 1024;
  if (megabytes >= 1024) return `${(megabytes / 1024).toFixed(1)} GB`;
  return megabytes < 10 ? `${Math.max(megabytes, 0.1).toFixed(1)} MB` : `${Math.round(megabytes)} MB`;
}

/** What was done to be sure of a backup. */
export const VERIFIED_WORDS: Record<NonNullable<BackupRunView['verifiedBy']>, string> = {
  restored: 'Verified by restoring it',
  checksums: 'Verified by its checksums',
};

export function causeWords({ cause, askedBy }: BackupRunView): string {
  if (cause === 'nightly') return 'Nightly';
  return askedBy === null ? 'On request' : `Asked for by ${askedBy}`;
}

/** Is one on its way, so that the list will change by itself? */
export const isOpen = ({ state }: BackupRunView): boolean => state === 'waiting' || state === 'running';
