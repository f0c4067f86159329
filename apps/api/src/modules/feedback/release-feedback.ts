import { Injectable } from '@nestjs/common';
import { releasedAt } from '@dryrun/domain/feedback/release-gate';
import { Clock } from '../../platform/clock/clock.ts';
import type { Tx } from '../../platform/db/database.ts';
import { Interviews } from '../interviews/index.ts';
import { FeedbackNews } from './feedback-news.ts';
import { FeedbackStore } from './feedback.store.ts';
import { isDueForRelease, releaseFacts } from './release-facts.ts';
import { ScorecardStore } from './scorecard.store.ts';

/** Opens the feedback of one mock when the release gate says so: the only place that writes `released`. */
@Injectable()
export class ReleaseFeedback {
  constructor(
    private readonly store: FeedbackStore,
    private readonly cards: ScorecardStore,
    private readonly interviews: Interviews,
    private readonly news: FeedbackNews,
    private readonly clock: Clock,
  ) {}

  /**
   * Releases if it is due, and answers whether it did. Pre-condition: the mock's feedback is locked by this transaction.
   *
   * @param actorId whose step made it due; null when the time was up
   */
  async run(tx: Tx, interviewId: string, actorId: string | null): Promise<boolean> {
    const standing = await this.store.findStanding(interviewId);
    if (!standing?.scorecardId || !isDueForRelease(standing, this.clock.now())) return false;
    const opensAt = releasedAt(releaseFacts(standing));
    if (opensAt === null) return false;
    const at = new Date(opensAt);
    await this.cards.markReleased(tx, standing.scorecardId, at);
    await this.interviews.advance(tx, interviewId, 'feedback_released');
    await this.news.tell(tx, standing, {
      type: 'feedback.released',
      actorId,
      subjectType: 'scorecard',
      subjectId: standing.scorecardId,
      before: { state: 'submitted' },
      after: { state: 'released', releasedAt: at.toISOString() },
    });
    return true;
  }
}
