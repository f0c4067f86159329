import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { FeedbackStatusView, FeedbackView } from '@dryrun/contracts/feedback.contract';
import { canPredict, feedbackState, releasedAt } from '@dryrun/domain/feedback/release-gate';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Clock } from '../../platform/clock/clock.ts';
import { Identity, type Person } from '../identity/index.ts';
import { FeedbackPolicy, type Reader } from './feedback.policy.ts';
import { FeedbackStore, type Standing } from './feedback.store.ts';
import { canExtend, releaseFacts, scorecardDueAt } from './release-facts.ts';
import { ReleasedFeedbackQueries } from './released-feedback.queries.ts';
import { ScoringBasis } from './scoring-basis.ts';

/** Where feedback stands, for one mock and in lists. Nothing here depends on a rating before it is released. */
@Injectable()
export class FeedbackQueries {
  constructor(
    private readonly store: FeedbackStore,
    private readonly policy: FeedbackPolicy,
    private readonly basis: ScoringBasis,
    private readonly released: ReleasedFeedbackQueries,
    private readonly identity: Identity,
    private readonly clock: Clock,
  ) {}

  /** Pre-condition: the actor may read this feedback; what is due has been released. */
  async one(actor: Actor, interviewId: string): Promise<{ view: FeedbackView; reader: Reader }> {
    const standing = await this.store.findStanding(interviewId);
    if (!standing) throw new Error(`mock ${interviewId} was held, but has no standing`);
    const reader = this.policy.readerOf(actor, standing);
    const isReleased = standing.scorecardState === 'released';
    const [basis, people, isFresh] = await Promise.all([
      this.basis.of(standing),
      this.identity.people([standing.learnerId, standing.mentorId]),
      isReleased && reader.is !== 'learner' && this.store.mustStayFresh(actor.personId, standing.learnerId),
    ]);
    const view: FeedbackView = {
      interviewId,
      learner: named(people, standing.learnerId),
      mentor: named(people, standing.mentorId),
      heldAt: standing.heldAt.toISOString(),
      state: this.stateOf(standing),
      dueAt: scorecardDueAt(standing).toISOString(),
      canPredict: this.mayPredict(standing, reader.is),
      prediction: predictionAsSeen(standing, reader.is),
      dimensions: basis.focus,
      levelNames: basis.rubric.levelNames,
      isWithheld: isFresh,
      released: isFresh ? null : await this.released.view(standing, basis, reader),
    };
    return { view, reader };
  }

  /** Held mocks in which the actor took part, latest first. */
  async mine(actor: Actor): Promise<{ items: z.infer<typeof FeedbackStatusView>[] }> {
    const standings = (await this.store.listStandings(actor.personId)).filter((s) =>
      this.policy.mayRead(actor, 'feedback:read', s),
    );
    const people = await this.identity.people(standings.flatMap((s) => [s.learnerId, s.mentorId]));
    return {
      items: await Promise.all(
        standings.map(async (s) => {
          const viewerIs = s.learnerId === actor.personId ? ('learner' as const) : ('mentor' as const);
          const opensAt = releasedAt(releaseFacts(s));
          const state = this.stateOf(s);
          return {
            interviewId: s.interviewId,
            heldAt: s.heldAt.toISOString(),
            viewerIs,
            otherPerson: named(people, viewerIs === 'learner' ? s.mentorId : s.learnerId),
            formatTitle: (await this.basis.of(s)).formatTitle,
            state,
            canPredict: this.mayPredict(s, viewerIs),
            dueAt: scorecardDueAt(s).toISOString(),
            canExtend: viewerIs === 'mentor' && state === 'awaiting_scorecard' && canExtend(s),
            releasedAt: state === 'released' && opensAt !== null ? new Date(opensAt).toISOString() : null,
          };
        }),
      ),
    };
  }

  private stateOf(standing: Standing): FeedbackView['state'] {
    return standing.scorecardState === 'released'
      ? 'released'
      : feedbackState(releaseFacts(standing), this.clock.now().getTime());
  }

  private mayPredict(standing: Standing, viewerIs: Reader['is']): boolean {
    if (viewerIs !== 'learner' || standing.scorecardState === 'released') return false;
    return canPredict(releaseFacts(standing), this.clock.now().getTime());
  }
}

function named(people: ReadonlyMap<string, Person>, id: string): Person {
  const person = people.get(id);
  if (!person) throw new Error(`person ${id} is gone`);
  return person;
}

/** A mentor learns nothing of the prediction, not even that there is one, before the own card is submitted. */
function predictionAsSeen(standing: Standing, by: Reader['is']): FeedbackView['prediction'] {
  if (!standing.predictedAt || (by === 'mentor' && !standing.submittedAt)) return 'open';
  return standing.isSkipped ? 'skipped' : 'given';
}
