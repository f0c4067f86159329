import { z } from 'zod';
import { BACKUP_STATES, VERIFICATIONS } from '@dryrun/domain/backups/backup-run';
import { endpoint } from './endpoint.ts';
import { Id, Instant } from './fields.ts';

/** One backup that was made, failed, or is on its way. */
export const BackupRunView = z.object({
  id: Id,
  cause: z.enum(['nightly', 'asked']),
  /** Who asked for it; null for a nightly one, and when that person is gone. */
  askedBy: z.string().nullable(),
  state: z.enum(BACKUP_STATES),
  createdAt: Instant,
  finishedAt: Instant.nullable(),
  fileName: z.string().nullable(),
  bytes: z.int().nullable(),
  rows: z.int().nullable(),
  /** `restored`: it was restored into a database of its own and compared; `checksums`: the file was read again. */
  verifiedBy: z.enum(VERIFICATIONS).nullable(),
  /** In words; null unless it failed. */
  error: z.string().nullable(),
  /** false: the file was removed since (older nightly ones are), or lies on another machine. */
  isFileThere: z.boolean(),
});
export type BackupRunView = z.infer<typeof BackupRunView>;

export const BackupsView = z.object({
  /** Are backups made every night? */
  isNightly: z.boolean(),
  /** Where they lie on the server; null when no folder is set, and none can be made. */
  folder: z.string().nullable(),
  /** Nightly backups kept; older ones are removed once a newer one was verified. */
  keep: z.int(),
  /** When the next nightly one is due; null when none will be made. */
  nextAt: Instant.nullable(),
  state: z.enum(['off', 'none_yet', 'ok', 'failing']),
  /** Newest first. */
  runs: z.array(BackupRunView),
});
export type BackupsView = z.infer<typeof BackupsView>;

export const backupEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/settings/backups',
    summary: 'The backups of this installation and how the last one went',
    access: 'backup:read',
    response: BackupsView,
    refusals: [],
  }),
  make: endpoint({
    method: 'POST',
    path: '/api/settings/backups',
    summary: 'Back up now; answers with the backup that is on its way when there is one',
    access: 'backup:make',
    response: BackupRunView,
    refusals: ['no_backup_folder'],
  }),
};
