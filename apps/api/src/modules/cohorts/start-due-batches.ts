import { Injectable, type OnModuleInit } from '@nestjs/common';
import { startsByItself } from '@dryrun/domain/cohorts/batch-state';
import { instantToLocal } from '@dryrun/domain/time/zone-transitions';
import { Clock } from '../../platform/clock/clock.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';
import type { BatchEntity } from './batch.entity.ts';
import { BatchMoves } from './batch-moves.ts';
import { CohortsStore } from './cohorts.store.ts';

export const START_TIMER = 'cohorts.start_due';
const EVERY_SECONDS = 300;

/** Starts enrolling batches on their first day, once they have a mentor and a rubric: nobody has to remember it. */
@Injectable()
export class StartDueBatches implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly store: CohortsStore,
    private readonly moves: BatchMoves,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.schedule(START_TIMER, { everySeconds: EVERY_SECONDS }, () => this.run());
  }

  async run(): Promise<void> {
    for (const { id } of await this.store.listInState('enrolling'))
      await this.database.write((tx) => this.runFor(tx, id));
  }

  /** The same for one batch, for whoever just gave it what it lacked. */
  async runFor(tx: Tx, batchId: string): Promise<void> {
    const batch = await this.store.lockBatch(tx, batchId);
    if (batch && (await this.isDue(batch))) await this.moves.move(tx, batch, 'start', null);
  }

  private async isDue(batch: BatchEntity): Promise<boolean> {
    if (batch.state !== 'enrolling') return false;
    const today = instantToLocal(batch.timeZone, this.clock.now().getTime()).date;
    return startsByItself({ ...batch, today, needs: await this.moves.needs(batch) });
  }
}
