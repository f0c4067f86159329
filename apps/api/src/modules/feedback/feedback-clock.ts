import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  CLOCK_STEPS,
  feedbackDueAt,
  isStepTaken,
  stepAt,
  type ClockStep,
} from '@dryrun/domain/feedback/feedback-clock';
import { Clock } from '../../platform/clock/clock.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import { Events } from '../../platform/events/events.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';
import { FeedbackStore, type Standing } from './feedback.store.ts';
import { clockOf } from './release-facts.ts';

export const FEEDBACK_CLOCK = 'feedback.clock';

/**
 * The feedback clock (rule 12): two words to the mentor, then one to those who look after mentors, then one to those who run
 * the batch. Each job looks at the truth when it runs: a submitted card keeps it silent, and one that "until tomorrow" moved away
 * is followed by another.
 */
@Injectable()
export class FeedbackClockJobs implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly jobs: Jobs,
    private readonly store: FeedbackStore,
  ) {}

  onModuleInit(): void {
    this.events.on('interview.met', (tx, { subjectId }) => this.wind(tx, subjectId));
    this.jobs.work<{ interviewId: string; step: string }>(FEEDBACK_CLOCK, ({ interviewId, step }) =>
      this.strike(interviewId, step as ClockStep),
    );
  }

  /** Plans every step that is still to come; again after the due time moved. */
  async wind(tx: Tx, interviewId: string): Promise<void> {
    const standing = await this.store.findStanding(interviewId);
    if (!standing || isIn(standing)) return;
    const [clock, now] = [clockOf(standing), this.clock.now().getTime()];
    for (const step of CLOCK_STEPS) {
      const at = stepAt(step, clock);
      // A reminder of the past helps nobody; whoever looks after it hears of it even when this comes late.
      if (isStepTaken(step, clock) && (at > now || isForOthers(step)))
        await this.jobs.enqueue(tx, FEEDBACK_CLOCK, { interviewId, step }, { startAfter: new Date(at) });
    }
  }

  private async strike(interviewId: string, step: ClockStep): Promise<void> {
    await this.database.write(async (tx) => {
      await this.store.lock(tx, interviewId);
      const standing = await this.store.findStanding(interviewId);
      if (!standing || isIn(standing)) return;
      const [clock, now] = [clockOf(standing), this.clock.now()];
      if (!isStepTaken(step, clock) || now.getTime() < stepAt(step, clock)) return;
      const dueAt = new Date(feedbackDueAt(clock));
      if (!isForOthers(step) && now >= dueAt) return;
      if (!(await this.store.claimClockStep(tx, interviewId, step, dueAt, now))) return;
      const { batchId, learnerId, mentorId } = standing;
      await this.events.announce(tx, {
        type: isForOthers(step) ? 'feedback.overdue' : 'feedback.due',
        subjectId: interviewId,
        payload: { batchId, learnerId, mentorId, step, dueAt },
      });
    });
  }
}

const isForOthers = (step: ClockStep) => step === 'tell_lead' || step === 'tell_admin';

const isIn = ({ scorecardState }: Standing) => scorecardState !== null && scorecardState !== 'draft';
