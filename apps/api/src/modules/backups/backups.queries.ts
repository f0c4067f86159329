import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { BackupRunView, BackupsView } from '@dryrun/contracts/backups.contract';
import { NIGHTLY_KEPT } from '@dryrun/domain/backups/nightly';
import { SETTINGS, type Settings } from '../../platform/config/settings.ts';
import { Identity } from '../identity/index.ts';
import { BackupsStore, type BackupRun } from './backups.store.ts';
import { RunBackups } from './run-backups.ts';

const SHOWN = 20;

/** The list of backups as the settings screen shows it. */
@Injectable()
export class BackupsQueries {
  constructor(
    private readonly store: BackupsStore,
    private readonly runs: RunBackups,
    private readonly identity: Identity,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async list(): Promise<BackupsView> {
    const { backupDir, backsUpNightly } = this.settings;
    const newest = await this.store.listNewest(SHOWN);
    const settled = newest.find((run) => run.state === 'ok' || run.state === 'failed');
    const isOff = backupDir === null || (!backsUpNightly && !settled);
    return {
      isNightly: backsUpNightly,
      folder: backupDir,
      keep: NIGHTLY_KEPT,
      nextAt: (await this.runs.nextAt())?.toISOString() ?? null,
      state: isOff ? 'off' : !settled ? 'none_yet' : settled.state === 'ok' ? 'ok' : 'failing',
      runs: await Promise.all(newest.map((run) => this.view(run))),
    };
  }

  async view(run: BackupRun): Promise<BackupRunView> {
    const { askedBy, createdAt, finishedAt, ...rest } = run;
    const asker = askedBy === null ? undefined : (await this.identity.people([askedBy])).get(askedBy);
    return {
      ...rest,
      askedBy: asker?.name ?? null,
      createdAt: createdAt.toISOString(),
      finishedAt: finishedAt?.toISOString() ?? null,
      isFileThere: await this.isThere(run.fileName),
    };
  }

  private isThere(fileName: string | null): Promise<boolean> {
    const { backupDir } = this.settings;
    if (backupDir === null || fileName === null) return Promise.resolve(false);
    return stat(join(backupDir, fileName)).then(
      (found) => found.isFile(),
      () => false,
    );
  }
}
