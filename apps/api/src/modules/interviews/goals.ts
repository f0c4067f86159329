import { Injectable } from '@nestjs/common';
import type { FormatBody, RubricBody } from '@dryrun/contracts/content-bodies';
import type { GoalBody } from '@dryrun/contracts/interviews.contract';
import { givesMock, narrowed, type NarrowedQualification } from '@dryrun/domain/cohorts/qualification';
import type { Actor } from '@dryrun/domain/policy/decide';
import type { Tx } from '../../platform/db/database.ts';
import { notFound, Refusal, type FieldError } from '../../platform/http/refusal.ts';
import { Catalog, type Versioned } from '../catalog/index.ts';
import { Cohorts, type Batch } from '../cohorts/index.ts';
import type { Person } from '../identity/index.ts';
import type { Interview } from './interviews.store.ts';

/** What a learner is looking for in a batch they may book in, with everything it names looked up. */
export interface Wanted {
  batch: Batch;
  learnerId: string;
  format: Versioned<FormatBody>;
  trackTitle: string;
  rubric: Versioned<RubricBody>;
  level: GoalBody['level'];
  /** Mentors of the batch who give this format for this track at this level; never the learner. */
  mentorIds: string[];
  /** How many others mentor in the batch. */
  otherMentors: number;
}

/** A wish as one statement read it. */
export interface GoalFacts {
  batch: Batch;
  /** null: not published now. */
  formatVersionId: string | null;
  trackVersionId: string | null;
  rubricVersionId: string | null;
  /** null: does not mentor in the batch. */
  mentor: (Person & NarrowedQualification) | null;
}

type WantedGoal = Pick<GoalBody, 'format' | 'track' | 'level'> & Partial<Pick<GoalBody, 'dimension'>>;

/** Turns what a learner asked for into content, mentors and booking rules. */
@Injectable()
export class Goals {
  constructor(
    private readonly cohorts: Cohorts,
    private readonly catalog: Catalog,
  ) {}

  /**
   * What the actor is looking for themself.
   *
   * @param part where the goal stands in the request, for the pointers of its faults: `/query` or `/body/goal`
   * @throws Refusal `not_found` for a batch that is not the actor's, `forbidden` for one in which they do not learn, `invalid_input`
   *   for a format, track, level or dimension that cannot be chosen
   */
  async resolve(
    actor: Actor,
    permission: 'slot:read' | 'interview:book',
    batchId: string,
    goal: WantedGoal,
    part: string,
  ): Promise<Wanted> {
    const batch = await this.cohorts.authorize(actor, permission, batchId);
    return this.wanted(batch, actor.personId, goal, part);
  }

  /**
   * What an overseer looks for on behalf of a learner.
   * @throws Refusal as `resolve`, and `not_found` for somebody who does not learn in the batch
   */
  async resolveFor(
    actor: Actor,
    permission: 'batch:oversee' | 'interview:override' | 'interview:log',
    batchId: string,
    learnerId: string,
    goal: WantedGoal,
    part: string,
  ): Promise<Wanted> {
    const batch = await this.cohorts.authorize(actor, permission, batchId);
    if (!(await this.cohorts.learnerIds(batchId)).includes(learnerId)) throw notFound();
    return this.wanted(batch, learnerId, goal, part);
  }

  /** What a learner waits for, whoever asks; null when something of it cannot be chosen any more. */
  async ofLearner(batch: Batch, learnerId: string, goal: WantedGoal): Promise<Wanted | null> {
    try {
      return await this.wanted(batch, learnerId, goal, '');
    } catch (error) {
      if (error instanceof Refusal) return null;
      throw error;
    }
  }

  /** What a booked mock is about, in the format it was pinned with, with the mentors who fit it now. */
  async ofInterview({ batchId, learnerId, goal, formatVersionId, rubricVersionId }: Interview): Promise<Wanted> {
    const batch = await this.cohorts.batch(batchId);
    const format = await this.catalog.formatVersion(formatVersionId);
    const rubric = await this.catalog.rubricVersion(rubricVersionId);
    const tracks = await this.catalog.tracks();
    const trackTitle = tracks.find((t) => t.slug === goal.track)?.body.title ?? goal.track;
    return {
      batch,
      learnerId,
      format,
      trackTitle,
      rubric,
      level: goal.level,
      ...(await this.mentors(batchId, learnerId, goal)),
    };
  }

  /** The same for a change of the mock: until the transaction ends its batch, and who mentors in it, stay as they are. */
  async heldOfInterview(tx: Tx, interview: Interview): Promise<Wanted> {
    await this.cohorts.heldBatch(tx, interview.batchId);
    return this.ofInterview(interview);
  }

  /**
   * What the actor is looking for with one mentor, by facts that were read already; null when something of it cannot be chosen.
   * @throws Refusal as `resolve`, for the batch
   */
  async ofFacts(actor: Actor, goal: GoalBody, facts: GoalFacts): Promise<Wanted | null> {
    const { formatVersionId, trackVersionId, rubricVersionId, mentor } = facts;
    if (!formatVersionId || !trackVersionId || !rubricVersionId || !mentor || mentor.id === actor.personId) return null;
    const batch = this.cohorts.authorizeRow(actor, 'interview:book', facts.batch);
    const format = await this.catalog.formatVersion(formatVersionId);
    const track = await this.catalog.trackVersion(trackVersionId);
    const rubric = await this.catalog.rubricVersion(rubricVersionId);
    const { levels, focusDimensions } = format.body;
    const isHeld = levels.includes(goal.level) && (goal.dimension === null || focusDimensions.includes(goal.dimension));
    if (!isHeld || !givesMock(narrowed(mentor), goal)) return null;
    const base = { batch, learnerId: actor.personId, format, rubric, level: goal.level, otherMentors: 0 };
    return { ...base, trackTitle: track.body.title, mentorIds: [mentor.id] };
  }

  /** A wish that was looked up for one mentor, with all who fit it. */
  async amongAll(wanted: Wanted, goal: WantedGoal): Promise<Wanted> {
    return { ...wanted, ...(await this.mentors(wanted.batch.id, wanted.learnerId, goal)) };
  }

  private async wanted(batch: Batch, learnerId: string, goal: WantedGoal, part: string): Promise<Wanted> {
    const format = await this.catalog.format(goal.format);
    const track = await this.catalog.track(goal.track);
    const rubric = await this.catalog.rubric(batch.rubricSlug);
    const errors: FieldError[] = [];
    const fault = (field: string, message: string) => errors.push({ pointer: `${part}/${field}`, message });
    if (!format) fault('format', 'There is no such format any more. Choose another.');
    if (!track) fault('track', 'There is no such track any more. Choose another.');
    if (format && !format.body.levels.includes(goal.level))
      fault('level', `“${format.body.title}” is not held at this level.`);
    if (format && goal.dimension && !format.body.focusDimensions.includes(goal.dimension))
      fault('dimension', `“${format.body.title}” does not watch this move. Choose one of its focus moves, or none.`);
    if (!format || !track || errors.length > 0)
      throw new Refusal(
        'invalid_input',
        'Nothing was changed. Please look at the goal again; what cannot be chosen is named below.',
        { errors },
      );
    const mentors = await this.mentors(batch.id, learnerId, goal);
    return { batch, learnerId, format, trackTitle: track.body.title, rubric, level: goal.level, ...mentors };
  }

  private async mentors(batchId: string, learnerId: string, goal: Pick<GoalBody, 'format' | 'track' | 'level'>) {
    const others = (await this.cohorts.mentors(batchId)).filter((m) => m.personId !== learnerId);
    const fitting = others.filter((m) => givesMock(m, goal));
    return { mentorIds: fitting.map((m) => m.personId), otherMentors: others.length - fitting.length };
  }
}
