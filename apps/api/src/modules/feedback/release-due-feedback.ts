import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/db/database.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';
import { FeedbackStore } from './feedback.store.ts';
import { isDueForRelease } from './release-facts.ts';
import { ReleaseFeedback } from './release-feedback.ts';

const EVERY_SECONDS = 30;

/**
 * Opens feedback whose prediction window is over. Each mock is released in its own transaction, and one that another run
 * works on is skipped.
 */
@Injectable()
export class ReleaseDueFeedback implements OnModuleInit {
  private readonly log = new Logger('feedback');

  constructor(
    private readonly database: Database,
    private readonly store: FeedbackStore,
    private readonly release: ReleaseFeedback,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.schedule(
      'feedback.release_due',
      { everySeconds: EVERY_SECONDS },
      async (signal) => void (await this.run(signal)),
    );
  }

  /** Releases everything that is due now; answers how many. One that fails does not hold up the others. */
  async run(signal?: AbortSignal): Promise<number> {
    let released = 0;
    let after: string | null = null;
    while (!signal?.aborted) {
      const { id, isReleased } = await this.releaseNext(after);
      if (id === null) return released;
      after = id;
      if (isReleased) released++;
    }
    return released;
  }

  /** Releases one mock's feedback if it is due, for whoever is about to read it. */
  async runFor(interviewId: string): Promise<void> {
    const standing = await this.store.findStanding(interviewId);
    if (!standing || !isDueForRelease(standing, this.clock.now())) return;
    await this.database.write(async (tx) => {
      await this.store.lock(tx, interviewId);
      await this.release.run(tx, interviewId, null);
    });
  }

  private async releaseNext(after: string | null): Promise<{ id: string | null; isReleased: boolean }> {
    let id: string | null = null;
    try {
      const isReleased = await this.database.write(async (tx) => {
        id = await this.store.lockNextDue(tx, this.clock.now(), after);
        return id !== null && this.release.run(tx, id, null);
      });
      return { id, isReleased };
    } catch (error) {
      if (id === null) throw error;
      this.log.error(`feedback of mock ${id as string} could not be released: ${messageOf(error)}`);
      return { id, isReleased: false };
    }
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
