import { join } from 'node:path';
import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { NIGHTLY_KEPT, nextNightlyAt } from '@dryrun/domain/backups/nightly';
import { withBackupLock } from '../../platform/backup/backup-connection.ts';
import { Clock } from '../../platform/clock/clock.ts';
import { SETTINGS, type Settings } from '../../platform/config/settings.ts';
import { Database } from '../../platform/db/database.ts';
import { Events } from '../../platform/events/events.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';
import { BackupsStore, type BackupRun } from './backups.store.ts';
import { askedName, faultSentence, makeBackup, nightlyName, prune } from './make-backup.ts';

/** The queue whose job makes the backup that somebody asked for. */
export const MAKE_QUEUE = 'backups.make';
export const NIGHTLY_TIMER = 'backups.nightly';
const LOOK_EVERY_SECONDS = 600;

/** Rows of the list that are kept. */
const RUNS_KEPT = 60;

/** Makes the backup that was asked for and the nightly one that is due, one at a time among all replicas. */
@Injectable()
export class RunBackups implements OnModuleInit {
  private readonly log = new Logger('backups');

  constructor(
    private readonly database: Database,
    private readonly store: BackupsStore,
    private readonly events: Events,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    this.jobs.work(MAKE_QUEUE, () => this.run('wait'));
    this.jobs.schedule(NIGHTLY_TIMER, { everySeconds: LOOK_EVERY_SECONDS }, () => this.run('leave'));
  }

  /** Does what is due, and first of all settles what a killed process left. `whenTaken`: while another process is at it. */
  async run(whenTaken: 'wait' | 'leave'): Promise<void> {
    const folder = this.settings.backupDir;
    if (folder === null) return;
    await withBackupLock(this.settings.databaseUrl, whenTaken, async () => {
      await this.database.write((tx) => this.store.settleInterrupted(tx, this.clock.now()));
      await this.addNightly();
      for (;;) {
        const run = await this.database.write((tx) => this.store.start(tx));
        if (!run) return;
        await this.make(run, folder);
      }
    });
  }

  /** When the next nightly backup is due; null where none are made. */
  async nextAt(): Promise<Date | null> {
    if (!this.settings.backsUpNightly) return null;
    const { okAt, failedAt } = await this.store.findLast();
    const last = { okAt: okAt?.getTime() ?? null, failedAt: failedAt?.getTime() ?? null };
    return new Date(nextNightlyAt(last, this.clock.now().getTime(), await this.store.timeZone()));
  }

  private async addNightly(): Promise<void> {
    const [at, now] = [await this.nextAt(), this.clock.now()];
    if (at === null || at > now) return;
    await this.database.write((tx) =>
      this.store.insert(tx, { id: uuid(), cause: 'nightly', askedBy: null, createdAt: now }),
    );
  }

  private async make(run: BackupRun, folder: string): Promise<void> {
    const fileName = run.cause === 'nightly' ? nightlyName(run.createdAt) : askedName(run.createdAt);
    const { databaseUrl, databasePlace, sessionSecret } = this.settings;
    try {
      const made = await makeBackup({
        databaseUrl,
        databasePlace,
        sessionSecret,
        file: join(folder, fileName),
        now: this.clock.now(),
      });
      const { bytes, verifiedBy } = made;
      await this.database.write(async (tx) => {
        await this.store.settleOk(tx, run.id, {
          finishedAt: this.clock.now(),
          fileName,
          bytes,
          rows: made.end.rows,
          verifiedBy,
        });
        await this.store.deleteOlderThanNewest(tx, RUNS_KEPT);
      });
      await prune(folder, NIGHTLY_KEPT).catch((error: unknown) =>
        this.log.warn(`old backups could not be removed: ${faultSentence(error)}`),
      );
    } catch (error) {
      const sentence = faultSentence(error);
      this.log.error(`backup failed: ${sentence}`);
      await this.database.write(async (tx) => {
        await this.store.settleFailed(tx, run.id, this.clock.now(), sentence);
        await this.events.announce(tx, {
          type: 'backups.failed',
          subjectId: run.id,
          payload: { cause: run.cause, error: sentence },
        });
      });
    }
  }
}
