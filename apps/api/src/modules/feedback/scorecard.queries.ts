import { Injectable } from '@nestjs/common';
import type { ScorecardBody, ScorecardView } from '@dryrun/contracts/feedback.contract';
import { hintsForScorecard, missingInScorecard } from '@dryrun/domain/feedback/scorecard';
import { prefillFromMarks } from '@dryrun/domain/feedback/scorecard-prefill';
import type { Actor } from '@dryrun/domain/policy/decide';
import type { Authorized } from '../../platform/auth/authorized.ts';
import { Identity } from '../identity/index.ts';
import { Interviews, type Interview } from '../interviews/index.ts';
import { FeedbackPolicy } from './feedback.policy.ts';
import { FeedbackStore } from './feedback.store.ts';
import { canExtend, scorecardDueAt } from './release-facts.ts';
import type { ScorecardDraft, ScorecardEntity } from './scorecard.entity.ts';
import { ScorecardStore } from './scorecard.store.ts';
import { ScoringBasis } from './scoring-basis.ts';

/** The mentor's scorecard as its screen shows it. */
@Injectable()
export class ScorecardQueries {
  constructor(
    private readonly cards: ScorecardStore,
    private readonly store: FeedbackStore,
    private readonly basis: ScoringBasis,
    private readonly interviews: Interviews,
    private readonly identity: Identity,
    private readonly policy: FeedbackPolicy,
  ) {}

  /** @throws Refusal as `FeedbackPolicy.authorize` */
  async mine(actor: Actor, interviewId: string): Promise<ScorecardView> {
    return this.view(await this.policy.authorize(actor, 'scorecard:read', interviewId));
  }

  /** Before the first save: a draft of version 0, pre-filled from the marks, of which nothing is stored. */
  async view(
    mock: Authorized<Interview, 'scorecard:read'> | Authorized<Interview, 'scorecard:write'>,
  ): Promise<ScorecardView> {
    const [card, basis, questions, marks, people] = await Promise.all([
      this.cards.find(mock.id, mock.mentorId),
      this.basis.of(mock),
      this.basis.questions(mock.id),
      this.interviews.marks(mock.id),
      this.identity.people([mock.learnerId]),
    ]);
    const learner = people.get(mock.learnerId);
    if (!learner || !mock.endedAt) throw new Error(`mock ${mock.id} was held without a learner or an end`);
    const prefill = prefillFromMarks(marks, basis.focus);
    const draft = card?.draft ?? {
      ...EMPTY,
      ratings: prefill.ratings.map((r) => ({ ...r, examples: [...r.examples] })),
    };
    const isWithheld = await this.isWithheld(card, mock);
    const spokenOf = new Set([
      ...basis.focus.map((d) => d.id),
      ...marks.map((m) => m.dimension),
      ...draft.ratings.map((r) => r.dimension),
    ]);
    const isOpen = card === null || card.state === 'draft';
    return {
      interviewId: mock.id,
      learner,
      state: card?.state ?? 'draft',
      dueAt: scorecardDueAt({ ...mock, endedAt: mock.endedAt }).toISOString(),
      canExtend: isOpen && canExtend(mock),
      savedAt: card?.savedAt.toISOString() ?? null,
      submittedAt: card?.submittedAt?.toISOString() ?? null,
      draft: { ...(isWithheld ? withoutNumbers(draft) : draft), version: card?.version ?? 0 },
      dimensions: [
        ...basis.focus,
        ...basis.rubric.dimensions.filter((d) => spokenOf.has(d.id) && !basis.focus.includes(d)),
      ],
      levelNames: basis.rubric.levelNames,
      questions: questions.map((q) => ({
        questionVersionId: q.versionId,
        title: q.body.title,
        keyPoints: q.body.keyPoints,
      })),
      marks,
      suggestions: isOpen ? prefill.suggestions : [],
      missing: isOpen ? missingInScorecard(draft, basis.focus) : [],
      hints: isOpen ? hintsForScorecard(draft, basis.rubric.dimensions) : [],
      isWithheld,
    };
  }

  private async isWithheld(card: ScorecardEntity | null, mock: Interview): Promise<boolean> {
    return card !== null && card.state !== 'draft' && (await this.store.mustStayFresh(mock.mentorId, mock.learnerId));
  }
}

const EMPTY: ScorecardDraft = {
  ratings: [],
  keyPoints: [],
  strengths: [],
  nextSteps: [],
  note: '',
  recommendation: null,
};

/** What is left of a submitted card for a rater who must come to the next mock without numbers in mind. */
function withoutNumbers(draft: ScorecardDraft): Omit<ScorecardBody, 'version'> {
  return { ...EMPTY, strengths: draft.strengths, nextSteps: draft.nextSteps };
}
