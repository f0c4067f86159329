import { Injectable } from '@nestjs/common';
import type { RatingLevel } from '@dryrun/domain/feedback/scorecard';
import type { InterviewState } from '@dryrun/domain/interviews/interview-state';
import { Database } from '../../platform/db/database.ts';

/** A learner who is in the batch now, and what is open for them. */
export interface LearnerRow {
  personId: string;
  isPaused: boolean;
  enrolledAt: Date;
  openNextSteps: number;
}

/** A mock of the batch, booked or past. */
export interface MockRow {
  id: string;
  learnerId: string;
  mentorId: string;
  state: InterviewState;
  startsAt: Date;
  endsAt: Date;
  endedAt: Date | null;
  feedbackDueHours: number;
  feedbackExtendedUntil: Date | null;
  /** Who missed it, when somebody did. */
  missedBy: 'learner' | 'mentor' | null;
  formatTitle: string;
  /** Has its mentor submitted the scorecard? */
  isScored: boolean;
}

/** A released rating in which the dimension was observed. */
export interface PointRow {
  interviewId: string;
  heldAt: Date;
  rubricVersionId: string;
  dimension: string;
  level: RatingLevel;
}

export interface KnowledgeRow {
  interviewId: string;
  heldAt: Date;
  unaided: number;
  raised: number;
}

/** Reads over views and tables of other modules; nothing is written here. */
@Injectable()
export class InsightsStore {
  constructor(private readonly database: Database) {}

  /** Learners who are enrolled, active or paused, by name. */
  listLearners(batchId: string): Promise<LearnerRow[]> {
    return this.database.read.query(
      `select e.person_id as "personId", e.state = 'paused' as "isPaused", e.enrolled_at as "enrolledAt",
              (select count(*)::int from open_next_step n where n.learner_id = e.person_id and n.batch_id = e.batch_id) as "openNextSteps"
       from enrolment e join person p on p.id = e.person_id and p.removed_at is null
       where e.batch_id = $1 and e.state in ('enrolled', 'active', 'paused') order by p.name, p.id`,
      [batchId],
    );
  }

  /** Every mock of the batch that was ever confirmed, cancelled ones included, by start. */
  listMocks(batchId: string): Promise<MockRow[]> {
    return this.database.read.query(
      `select i.id, i.learner_id as "learnerId", i.mentor_id as "mentorId", i.state, i.starts_at as "startsAt", i.ends_at as "endsAt",
              i.ended_at as "endedAt", (i.policy->>'feedbackDueHours')::int as "feedbackDueHours",
              i.feedback_extended_until as "feedbackExtendedUntil",
              (select replace(o.outcome, 'missed_by_', '') from interview_outcome o where o.interview_id = i.id and o.outcome like 'missed%') as "missedBy", v.body->>'title' as "formatTitle",
              exists (select 1 from scorecard s where s.interview_id = i.id and s.rater_id = i.mentor_id and s.state <> 'draft') as "isScored"
       from interview i join content_version v on v.id = i.format_version_id
       where i.batch_id = $1 and i.state <> 'planned' order by i.starts_at, i.id`,
      [batchId],
    );
  }

  /** Was this person ever admitted to the batch as a learner? People who only applied or were invited are not. */
  async wasLearner(batchId: string, personId: string): Promise<boolean> {
    return this.exists(
      `select 1 from enrolment where batch_id = $1 and person_id = $2 and state not in ('invited', 'applied', 'waitlisted')`,
      [batchId, personId],
    );
  }

  /** Has this person a mock with the learner still to hold or to score? */
  async mustStayFresh(personId: string, learnerId: string): Promise<boolean> {
    return this.exists('select 1 from mock_to_score where mentor_id = $1 and learner_id = $2', [personId, learnerId]);
  }

  /** Mocks of this learner in this batch whose feedback is released. */
  async countReleased(batchId: string, learnerId: string): Promise<number> {
    const [row] = await this.database.read.query<{ n: number }[]>(
      `select count(*)::int as n from feedback_standing where batch_id = $1 and learner_id = $2 and scorecard_state = 'released'`,
      [batchId, learnerId],
    );
    return row?.n ?? 0;
  }

  /** By when the mock was held. Dimensions that were not observed have no point. */
  listPoints(batchId: string, learnerId: string): Promise<PointRow[]> {
    return this.database.read.query(
      `select interview_id as "interviewId", held_at as "heldAt", rubric_version_id as "rubricVersionId", dimension, level
       from released_rating where batch_id = $1 and learner_id = $2 and level is not null order by held_at, interview_id`,
      [batchId, learnerId],
    );
  }

  /** Key points per mock, by when it was held: those covered unaided, and all that the mentor judged. */
  listKnowledge(batchId: string, learnerId: string): Promise<KnowledgeRow[]> {
    return this.database.read.query(
      `select interview_id as "interviewId", held_at as "heldAt",
              (count(*) filter (where coverage = 'unaided'))::int as unaided, count(*)::int as raised
       from released_key_point where batch_id = $1 and learner_id = $2 group by interview_id, held_at order by held_at, interview_id`,
      [batchId, learnerId],
    );
  }

  private async exists(query: string, parameters: unknown[]): Promise<boolean> {
    const [row] = await this.database.read.query<{ found: boolean }[]>(`select exists (${query}) as found`, parameters);
    return row?.found ?? false;
  }
}
