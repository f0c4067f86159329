export const BACKUP_STATES = ['waiting', 'running', 'ok', 'failed'] as const;
export type BackupState = (typeof BACKUP_STATES)[number];

/** How a backup was found to be whole: restored into a database of its own, or every checksum read again. */
export const VERIFICATIONS = ['restored', 'checksums'] as const;
export type Verification = (typeof VERIFICATIONS)[number];
