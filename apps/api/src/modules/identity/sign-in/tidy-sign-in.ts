import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database } from '../../../platform/db/database.ts';
import { Jobs } from '../../../platform/jobs/jobs.ts';
import { AttemptStore } from './attempt.store.ts';
import { MailedProofStore } from './mailed-proof.store.ts';
import { SessionStore } from './session.store.ts';

const DAY = 24 * 60 * 60_000;
export const TIDY_TIMER = 'identity.tidy_sign_in';

/** Forgets what is over: expired sessions, old mailed proofs with the addresses typed for them, challenges that nobody answered, counters that count nothing. */
@Injectable()
export class TidySignIn implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionStore,
    private readonly proofs: MailedProofStore,
    private readonly attempts: AttemptStore,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.schedule(TIDY_TIMER, { everySeconds: 3600 }, () => this.run());
  }

  async run(): Promise<void> {
    const now = this.clock.now();
    const yesterday = new Date(now.getTime() - DAY);
    await this.database.write(async (tx) => {
      await this.sessions.removeExpired(tx, now);
      await this.proofs.removeOlderThan(tx, yesterday);
      await this.proofs.removeChallenges(tx, now);
      await this.attempts.removeOlderThan(tx, yesterday);
    });
  }
}
