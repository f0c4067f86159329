/** Backups of the whole installation: made on demand and nightly, verified, listed; and the way back. */
export { BackupsModule } from './backups.module.ts';
export { makeBackup, faultSentence } from './make-backup.ts';
export { restoreBackup } from './restore-backup.ts';
