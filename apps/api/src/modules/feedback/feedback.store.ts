import { Injectable } from '@nestjs/common';
import type { BatchPolicy } from '@dryrun/domain/cohorts/batch-policy';
import type { ClockStep } from '@dryrun/domain/feedback/feedback-clock';
import type { RatingLevel } from '@dryrun/domain/feedback/scorecard';
import { Database, type Tx } from '../../platform/db/database.ts';
import type { ScorecardState } from './scorecard.entity.ts';

/** A held mock and where its feedback stands. */
export interface Standing {
  interviewId: string;
  batchId: string;
  learnerId: string;
  mentorId: string;
  /** The mock's start: what history is ordered by. */
  heldAt: Date;
  endedAt: Date;
  /** The mentor's latest "until tomorrow". */
  feedbackExtendedUntil: Date | null;
  feedbackExtensions: number;
  policy: BatchPolicy;
  formatVersionId: string;
  rubricVersionId: string;
  scorecardId: string | null;
  scorecardState: ScorecardState | null;
  submittedAt: Date | null;
  releasedAt: Date | null;
  predictedAt: Date | null;
  isSkipped: boolean | null;
}

export interface PredictedLevel {
  dimension: string;
  level: RatingLevel;
}

const STANDING = `
  interview_id as "interviewId", batch_id as "batchId", learner_id as "learnerId", mentor_id as "mentorId", held_at as "heldAt",
  ended_at as "endedAt", policy, format_version_id as "formatVersionId", rubric_version_id as "rubricVersionId",
  scorecard_id as "scorecardId", scorecard_state as "scorecardState", submitted_at as "submittedAt", released_at as "releasedAt",
  predicted_at as "predictedAt", is_skipped as "isSkipped", feedback_extended_until as "feedbackExtendedUntil",
  feedback_extensions as "feedbackExtensions"`;

/** Where feedback stands, predictions, and the lock that puts everything about one mock's feedback in a line. */
@Injectable()
export class FeedbackStore {
  constructor(private readonly database: Database) {}

  /**
   * Submitting, predicting and releasing one mock's feedback wait for each other here; the row is the interview's because
   * it is there before there is a scorecard. Weaker than `for update`, so that marks may still be written meanwhile.
   */
  async lock(tx: Tx, interviewId: string): Promise<void> {
    await tx.query('select 1 from interview where id = $1 for no key update', [interviewId]);
  }

  /** null when the mock was not held (yet). */
  async findStanding(interviewId: string): Promise<Standing | null> {
    const [row] = await this.database.read.query<Standing[]>(
      `select ${STANDING} from feedback_standing where interview_id = $1`,
      [interviewId],
    );
    return row ?? null;
  }

  /** Held mocks that a person took part in, latest first. */
  listStandings(personId: string): Promise<Standing[]> {
    return this.database.read.query(
      `select ${STANDING} from feedback_standing where learner_id = $1 or mentor_id = $1 order by held_at desc, interview_id desc`,
      [personId],
    );
  }

  /**
   * Locks one submitted card whose release is due by `now`, skipping those that somebody else works on; null when there is
   * none. `after` continues behind the last one. The pure release gate has the final say: this only finds candidates.
   */
  async lockNextDue(tx: Tx, now: Date, after: string | null): Promise<string | null> {
    const [row] = await tx.query<{ id: string }[]>(
      `select i.id
       from scorecard s
       join interview i on i.id = s.interview_id and i.mentor_id = s.rater_id
       left join prediction p on p.interview_id = i.id
       where s.state = 'submitted' and ($2::uuid is null or i.id > $2)
         and (p.given_at is not null or s.submitted_at + make_interval(hours => (i.policy->>'predictionWindowHours')::int) <= $1)
       order by i.id limit 1 for no key update of i skip locked`,
      [now, after],
    );
    return row?.id ?? null;
  }

  /** Notes that a word of the feedback clock is said for this due time; false when it was said before. */
  async claimClockStep(tx: Tx, interviewId: string, step: ClockStep, dueAt: Date, at: Date): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `insert into feedback_clock_step (interview_id, step, due_at, at) values ($1, $2, $3, $4) on conflict do nothing returning 1`,
      [interviewId, step, dueAt, at],
    );
    return rows.length > 0;
  }

  async findPrediction(interviewId: string): Promise<PredictedLevel[] | null> {
    const [row] = await this.database.read.query<{ levels: PredictedLevel[] }[]>(
      'select levels from prediction where interview_id = $1',
      [interviewId],
    );
    return row?.levels ?? null;
  }

  async insertPrediction(
    tx: Tx,
    prediction: { interviewId: string; learnerId: string; levels: readonly PredictedLevel[]; at: Date },
  ): Promise<void> {
    await tx.query(
      'insert into prediction (interview_id, learner_id, levels, is_skipped, given_at) values ($1, $2, $3, $4, $5)',
      [
        prediction.interviewId,
        prediction.learnerId,
        JSON.stringify(prediction.levels),
        prediction.levels.length === 0,
        prediction.at,
      ],
    );
  }

  /** Has this person a mock with the learner still to hold or to score (rule 8)? */
  async mustStayFresh(mentorId: string, learnerId: string): Promise<boolean> {
    const [row] = await this.database.read.query<{ found: boolean }[]>(
      'select exists (select 1 from mock_to_score where mentor_id = $1 and learner_id = $2) as found',
      [mentorId, learnerId],
    );
    return row?.found ?? false;
  }
}
