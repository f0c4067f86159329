import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import {
  choosePlan,
  type PlannedQuestion,
  type PlanRequest,
  type QuestionPlan,
} from '@dryrun/domain/interviews/question-plan';
import type { PlanCandidate } from '@dryrun/domain/interviews/plan-candidates';
import type { Exposure } from '@dryrun/domain/interviews/question-freshness';
import type { Tx } from '../../platform/db/database.ts';
import { Events } from '../../platform/events/events.ts';
import { Catalog, type AskableContent } from '../catalog/index.ts';
import type { Batch } from '../cohorts/index.ts';
import { Identity } from '../identity/index.ts';
import { Practice } from '../practice/index.ts';
import type { Interview } from './interviews.store.ts';
import { caseCandidate, planCandidate } from './plan-candidate.ts';
import { PlanStore, type PlanItem } from './plan.store.ts';

/** What the questions of a mock are chosen from, besides the mock itself. */
export interface PlanFacts {
  content: AskableContent;
  exposures: readonly Exposure[];
  /** Questions (not versions) that stand in other coming mocks of the learner. */
  reservedQuestionIds: readonly string[];
  mentorTimeZone: string;
}

/** Chooses the questions of mocks by rule 9, from what is published and what the learner has met. */
@Injectable()
export class QuestionPlanner {
  private readonly seenFrom = new WeakMap<AskableContent, Map<string, readonly PlanCandidate[]>>();

  constructor(
    private readonly store: PlanStore,
    private readonly catalog: Catalog,
    private readonly practice: Practice,
    private readonly identity: Identity,
    private readonly events: Events,
  ) {}

  /** What confirming pins besides the questions: the rubric and the booking rules of the batch as they are now. */
  async pinnedNow(batch: Batch): Promise<Pick<Interview, 'rubricVersionId' | 'policy'>> {
    return { rubricVersionId: (await this.catalog.rubric(batch.rubricSlug)).versionId, policy: batch.policy };
  }

  /** Chooses and stores the questions of a booked mock that has none yet. The caller has locked the interview. */
  async fill(tx: Tx, interview: Interview, now: Date): Promise<void> {
    const plan = choosePlan(await this.request(interview, now));
    const rows = plan.items.map((q, position) => planItem(interview.id, q, position));
    await this.store.replaceItems(tx, interview.id, rows);
    const news = supplyNews(interview, plan);
    if (news) await this.events.announce(tx, { subjectId: interview.id, ...news });
  }

  /** The questions of a mock that has none yet, from what the caller has read itself. */
  async choose(interview: Interview, facts: PlanFacts, now: Date): Promise<QuestionPlan> {
    return choosePlan(await this.requestFrom(interview, facts, now));
  }

  /**
   * What else may be asked in this mock besides the questions it holds: `items` fill the places that are still empty, `spares`
   * are for swapping in. Both are askable; nothing in them stands in another coming mock of the learner.
   */
  async more(interview: Interview, held: readonly PlanItem[], now: Date): Promise<QuestionPlan> {
    return choosePlan(without(await this.request(interview, now), await this.itemIds(held), held.length));
  }

  /** These question versions as plan items with their reasons; those that may not be asked of this learner now are absent. */
  async askable(interview: Interview, versionIds: readonly string[], now: Date): Promise<Map<string, PlannedQuestion>> {
    const request = await this.request(interview, now);
    const candidates = request.candidates.filter((c) => versionIds.includes(c.versionId));
    const { spares } = choosePlan({ ...request, candidates, format: { ...request.format, questionCount: 0 } });
    return new Map(spares.map((s) => [s.versionId, s]));
  }

  /** Ids of the pushbacks of question versions; versions that do not exist are absent. */
  async pushbacksOf(versionIds: readonly string[]): Promise<Map<string, string[]>> {
    const versions = await this.catalog.questionVersions(versionIds);
    return new Map([...versions].map(([id, { body }]) => [id, body.pushbacks.map((p) => p.id)]));
  }

  /**
   * Replaces questions that a held mock has used up in the meantime. Only what the mentor has not shown is touched; where
   * nothing fresh is left the place stays empty. Answers how many were replaced or dropped.
   */
  async refresh(tx: Tx, interview: Interview, askedQuestionIds: Set<string>, now: Date): Promise<number> {
    const items = await this.store.listItems(interview.id);
    const versions = await this.catalog.questionVersions(items.map((i) => i.questionVersionId));
    const isUsedUp = (i: PlanItem) =>
      i.shownAt === null && askedQuestionIds.has(versions.get(i.questionVersionId)?.itemId ?? '');
    const used = items.filter(isUsedUp);
    if (used.length === 0) return 0;
    const kept = items.filter((i) => !isUsedUp(i));
    const taken = (await this.itemIds(kept)).union(askedQuestionIds);
    const { items: fresh } = choosePlan(without(await this.request(interview, now), taken, kept.length));
    const replacements = fresh.slice(0, used.length);
    const rows = items.flatMap((item) => {
      if (!isUsedUp(item)) return [item];
      const next = replacements.shift();
      return next ? [planItem(interview.id, next, 0)] : [];
    });
    await this.store.replaceItems(
      tx,
      interview.id,
      rows.map((row, position) => ({ ...row, position })),
    );
    return used.length;
  }

  private async itemIds(items: readonly PlanItem[]): Promise<Set<string>> {
    const versions = await this.catalog.questionVersions(items.map((i) => i.questionVersionId));
    return new Set([...versions.values()].map((v) => v.itemId));
  }

  private async request(interview: Interview, now: Date): Promise<PlanRequest> {
    const { learnerId, mentorId } = interview;
    const facts = {
      content: await this.catalog.askable(),
      exposures: await this.practice.exposureOf(learnerId),
      reservedQuestionIds: await this.store.listReservedQuestions(learnerId, interview.id),
      mentorTimeZone: (await this.identity.people([mentorId])).get(mentorId)?.timeZone ?? 'UTC',
    };
    return this.requestFrom(interview, facts, now);
  }

  /** Everything published as the plan's rule sees it from a track: the same for every mock until the content changes. */
  private candidates(content: AskableContent, track: string): readonly PlanCandidate[] {
    const byTrack = this.seenFrom.get(content) ?? new Map<string, readonly PlanCandidate[]>();
    this.seenFrom.set(content, byTrack);
    const known = byTrack.get(track);
    if (known) return known;
    const candidates = [
      ...content.questions.map((q) => planCandidate(q, track)),
      ...content.cases.map((study) => caseCandidate(study, track)),
    ];
    byTrack.set(track, candidates);
    return candidates;
  }

  private async requestFrom(interview: Interview, facts: PlanFacts, now: Date): Promise<PlanRequest> {
    const { goal } = interview;
    const { tracks } = facts.content;
    const format = (await this.catalog.formatVersion(interview.formatVersionId)).body;
    const rubric = (await this.catalog.rubricVersion(interview.rubricVersionId)).body;
    const draws = format.phases.map((p) => p.draws).filter((d) => d.length > 0);
    return {
      candidates: this.candidates(facts.content, goal.track),
      exposures: facts.exposures,
      reservedQuestionIds: facts.reservedQuestionIds,
      format: { kinds: format.kinds, questionCount: draws.length, focusDimensions: format.focusDimensions, draws },
      goal,
      titles: {
        tracks: Object.fromEntries(tracks.map((t) => [t.slug, t.body.title])),
        dimensions: Object.fromEntries(rubric.dimensions.map((d) => [d.id, d.title])),
      },
      timeZone: facts.mentorTimeZone,
      now: now.getTime(),
    };
  }
}

/** When the goal's own track and level ran out: news for those who write questions. It names no learner. */
export function supplyNews(
  { goal: { format, track, level } }: Pick<Interview, 'goal'>,
  { items, isSupplyLow }: QuestionPlan,
): { type: 'interview.supply_low'; payload: Record<string, unknown> } | null {
  const reasons = items.map((item) => item.reason.code);
  return isSupplyLow ? { type: 'interview.supply_low', payload: { format, track, level, reasons } } : null;
}

/** The same request for the places that are left, without questions that are taken. */
function without(request: PlanRequest, takenIds: ReadonlySet<string>, places: number): PlanRequest {
  const draws = request.format.draws?.slice(places) ?? [];
  return {
    ...request,
    candidates: request.candidates.filter((c) => !takenIds.has(c.questionId)),
    format: { ...request.format, draws, questionCount: Math.max(0, request.format.questionCount - places) },
  };
}

/** A chosen question as a new row of a plan. */
export function planItem(interviewId: string, question: PlannedQuestion, position: number): PlanItem {
  return {
    id: uuid(),
    interviewId,
    position,
    questionVersionId: question.versionId,
    reasonCode: question.reason.code,
    reasonSentence: question.reason.sentence,
    plannedPushbackIds: question.pushbackIds,
    usedPushbacks: [],
    shownAt: null,
    askedAt: null,
  };
}
