import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { EarlierRating } from '@dryrun/domain/feedback/feedback-rows';
import type { Coverage, RatingLevel } from '@dryrun/domain/feedback/scorecard';
import { Database, type Tx } from '../../platform/db/database.ts';
import { ScorecardEntity, type ScorecardDraft } from './scorecard.entity.ts';

/** One dimension of a submitted card; `level` null is "not observed". */
export interface RatingRow {
  dimension: string;
  level: RatingLevel | null;
  wasPrompted: boolean | null;
  examples: string[];
}

export interface KeyPointRow {
  questionVersionId: string;
  keyPointId: string;
  coverage: Coverage;
}

/** Scorecards and what submitting writes. */
@Injectable()
export class ScorecardStore {
  constructor(private readonly database: Database) {}

  find(interviewId: string, raterId: string): Promise<ScorecardEntity | null> {
    return this.database.read.findOneBy(ScorecardEntity, { interviewId, raterId });
  }

  async insert(tx: Tx, card: ScorecardEntity): Promise<void> {
    await tx.save(ScorecardEntity, card);
  }

  /** Pre-condition: the mock is locked and the card is a draft. */
  async updateDraft(
    tx: Tx,
    id: string,
    change: { draft: ScorecardDraft; version: number; savedAt: Date },
  ): Promise<void> {
    await tx.query('update scorecard set draft = $2, version = $3, saved_at = $4 where id = $1', [
      id,
      JSON.stringify(change.draft),
      change.version,
      change.savedAt,
    ]);
  }

  /** Turns a complete draft into rows. Pre-condition: the mock is locked, and nothing is missing in the draft. */
  async submit(tx: Tx, card: ScorecardEntity, to: { learnerId: string; at: Date }): Promise<void> {
    await tx.query(`update scorecard set state = 'submitted', submitted_at = $2 where id = $1`, [card.id, to.at]);
    for (const r of card.draft.ratings.filter((r) => r.level !== null || r.isNotObserved))
      await tx.query(
        'insert into rating (scorecard_id, dimension, level, was_prompted, examples) values ($1, $2, $3, $4, $5)',
        [card.id, r.dimension, r.level, r.wasPrompted, r.examples],
      );
    for (const k of card.draft.keyPoints)
      await tx.query(
        'insert into key_point_rating (scorecard_id, question_version_id, key_point_id, coverage) values ($1, $2, $3, $4)',
        [card.id, k.questionVersionId, k.keyPointId, k.coverage],
      );
    for (const [i, step] of card.draft.nextSteps.entries())
      await tx.query(
        `insert into next_step (id, scorecard_id, position, learner_id, drill, dimension, due_on, state, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, 'offered', $8)`,
        [uuid(), card.id, i + 1, to.learnerId, step.drill, step.dimension, step.dueOn, to.at],
      );
  }

  async markReleased(tx: Tx, id: string, at: Date): Promise<void> {
    await tx.query(`update scorecard set state = 'released', released_at = $2 where id = $1`, [id, at]);
  }

  listRatings(scorecardId: string): Promise<RatingRow[]> {
    return this.database.read.query(
      'select dimension, level, was_prompted as "wasPrompted", examples from rating where scorecard_id = $1 order by dimension',
      [scorecardId],
    );
  }

  listKeyPoints(scorecardId: string): Promise<KeyPointRow[]> {
    return this.database.read.query(
      `select question_version_id as "questionVersionId", key_point_id as "keyPointId", coverage
       from key_point_rating where scorecard_id = $1`,
      [scorecardId],
    );
  }

  /** Released ratings of mocks of this batch that the learner had before `heldAt`, whenever they were graded. */
  async listEarlierRatings(
    learnerId: string,
    batchId: string,
    heldAt: Date,
  ): Promise<(EarlierRating & { mentorId: string })[]> {
    const rows = await this.database.read.query<(Omit<EarlierRating, 'heldAt'> & { heldAt: Date; mentorId: string })[]>(
      `select interview_id as "interviewId", mentor_id as "mentorId", held_at as "heldAt", dimension, level
       from released_rating where learner_id = $1 and batch_id = $2 and held_at < $3 order by held_at, interview_id`,
      [learnerId, batchId, heldAt],
    );
    return rows.map((r) => ({ ...r, heldAt: r.heldAt.getTime() }));
  }
}
