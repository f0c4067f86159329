import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Clock } from '../../platform/clock/clock.ts';
import { SETTINGS, type Settings } from '../../platform/config/settings.ts';
import { Database } from '../../platform/db/database.ts';
import { Audit } from '../../platform/events/audit.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { BackupsStore, type BackupRun } from './backups.store.ts';
import { MAKE_QUEUE } from './run-backups.ts';

/** Puts a backup on its way. While one is on its way already, that one is the answer: a second click makes no second file. */
@Injectable()
export class AskForBackup {
  constructor(
    private readonly database: Database,
    private readonly store: BackupsStore,
    private readonly audit: Audit,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @throws Refusal `no_backup_folder` */
  async run(actor: Actor): Promise<BackupRun> {
    if (this.settings.backupDir === null)
      throw new Refusal(
        'no_backup_folder',
        'This server was started without a folder for backups, so nothing was done. Set BACKUP_DIR where it is started, or run "npm run backup" there.',
      );
    return this.database.write(async (tx) => {
      const now = this.clock.now();
      if (!(await this.store.isAtWork())) await this.store.settleInterrupted(tx, now);
      const run = await this.store.insert(tx, { id: uuid(), cause: 'asked', askedBy: actor.personId, createdAt: now });
      if (!run) {
        const open = await this.store.findOpen();
        if (open) return open;
        throw new Refusal(
          'unavailable',
          'The backup that was on its way ended just now. Nothing new was started; look at the list, and ask again if you still want one.',
        );
      }
      await this.jobs.enqueue(tx, MAKE_QUEUE, { runId: run.id });
      await this.audit.record(tx, {
        actorId: actor.personId,
        action: 'backup.ask',
        subjectType: 'backup_run',
        subjectId: run.id,
        personId: null,
        batchId: null,
      });
      return run;
    });
  }
}
