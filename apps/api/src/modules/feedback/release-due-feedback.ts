import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/db/database.ts';
import { FeedbackStore } from './feedback.store.ts';
import { isDueForRelease } from './release-facts.ts';
import { ReleaseFeedback } from './release-feedback.ts';

const EVERY_MS = 30_000;

/**
 * Opens feedback whose prediction window is over. Runs on every replica: each mock is released in its own transaction, and
 * one that another replica works on is skipped.
 */
@Injectable()
export class ReleaseDueFeedback implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('feedback');
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;

  constructor(
    private readonly database: Database,
    private readonly store: FeedbackStore,
    private readonly release: ReleaseFeedback,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running ??= this.run()
        .then(() => undefined)
        .catch((error: unknown) => this.log.warn(`due feedback could not be looked up: ${messageOf(error)}`))
        .finally(() => (this.running = null));
    }, EVERY_MS);
    this.timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  /** Releases everything that is due now; answers how many. One that fails does not hold up the others. */
  async run(): Promise<number> {
    let released = 0;
    let after: string | null = null;
    for (;;) {
      const { id, isReleased } = await this.releaseNext(after);
      if (id === null) return released;
      after = id;
      if (isReleased) released++;
    }
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
