import { Injectable } from '@nestjs/common';
import type { NextStepView } from '@dryrun/contracts/feedback.contract';
import { Database, type Tx } from '../../platform/db/database.ts';

/** A next step of released feedback. */
export interface NextStepRow {
  id: string;
  interviewId: string;
  batchId: string;
  learnerId: string;
  mentorId: string;
  mentorName: string;
  rubricVersionId: string;
  drill: string;
  dimension: string | null;
  /** Local date, `YYYY-MM-DD`. */
  dueOn: string | null;
  state: NextStepView['state'];
}

const SELECT = `
  select n.id, i.id as "interviewId", i.batch_id as "batchId", n.learner_id as "learnerId", i.mentor_id as "mentorId", p.name as "mentorName",
         i.rubric_version_id as "rubricVersionId", n.drill, n.dimension, to_char(n.due_on, 'YYYY-MM-DD') as "dueOn", n.state
  from next_step n
  join scorecard s on s.id = n.scorecard_id and s.state = 'released'
  join interview i on i.id = s.interview_id
  join person p on p.id = i.mentor_id`;

/** Next steps of released feedback; those of a card that is only submitted do not exist here. */
@Injectable()
export class NextStepStore {
  constructor(private readonly database: Database) {}

  async find(id: string): Promise<NextStepRow | null> {
    const [row] = await this.database.read.query<NextStepRow[]>(`${SELECT} where n.id = $1`, [id]);
    return row ?? null;
  }

  /** The state under which a change is decided. */
  async lock(tx: Tx, id: string): Promise<void> {
    await tx.query('select 1 from next_step where id = $1 for update', [id]);
  }

  async update(
    tx: Tx,
    id: string,
    change: { state: NextStepView['state']; dueOn: string | null; at: Date },
  ): Promise<void> {
    await tx.query('update next_step set state = $2, due_on = $3, updated_at = $4 where id = $1', [
      id,
      change.state,
      change.dueOn,
      change.at,
    ]);
  }

  /** In the order in which the mentor wrote them. */
  listOfScorecard(scorecardId: string): Promise<NextStepRow[]> {
    return this.database.read.query(`${SELECT} where s.id = $1 order by n.position`, [scorecardId]);
  }

  /** Open ones first (accepted before offered, the nearest due date first), then what is done or declined, latest mock first. */
  listOfLearner(learnerId: string): Promise<NextStepRow[]> {
    return this.database.read.query(
      `${SELECT} where n.learner_id = $1
       order by array_position(array['accepted', 'offered', 'done', 'declined'], n.state),
                case when n.state in ('accepted', 'offered') then n.due_on end nulls last, i.starts_at desc, n.position`,
      [learnerId],
    );
  }
}
