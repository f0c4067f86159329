import { Injectable } from '@nestjs/common';
import type { BatchEvent } from '@dryrun/domain/cohorts/batch-state';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Database } from '../../platform/db/database.ts';
import { BatchMoves } from './batch-moves.ts';
import { CohortsPolicy } from './cohorts.policy.ts';

/** Opens, starts, pauses, resumes, completes, archives or cancels a batch. */
@Injectable()
export class MoveBatch {
  constructor(
    private readonly database: Database,
    private readonly policy: CohortsPolicy,
    private readonly moves: BatchMoves,
  ) {}

  async run(actor: Actor, batchId: string, event: BatchEvent): Promise<void> {
    await this.database.write(async (tx) => {
      const batch = await this.policy.lock(tx, actor, 'batch:update', batchId);
      await this.moves.move(tx, batch, event, actor.personId);
    });
  }
}
