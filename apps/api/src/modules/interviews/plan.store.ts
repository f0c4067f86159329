import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Database, type Tx } from '../../platform/db/database.ts';
import { MarkEntity } from './mark.entity.ts';
import { PlanItemEntity } from './plan-item.entity.ts';

export type PlanItem = PlanItemEntity;
export type Mark = MarkEntity;

/** Plan items and marks of interviews. Whoever writes holds the lock on the interview. */
@Injectable()
export class PlanStore {
  constructor(private readonly database: Database) {}

  /** In the order they are meant to be asked. */
  listItems(interviewId: string): Promise<PlanItem[]> {
    return this.database.read.find(PlanItemEntity, { where: { interviewId }, order: { position: 'ASC' } });
  }

  findItem(interviewId: string, id: string): Promise<PlanItem | null> {
    return this.database.read.findOneBy(PlanItemEntity, { interviewId, id });
  }

  /** Makes these the items of the interview: new ones are inserted, known ones updated, all others removed. */
  async replaceItems(tx: Tx, interviewId: string, items: readonly PlanItem[]): Promise<void> {
    const kept = new Set(items.map((i) => i.id));
    const gone = (await this.listItems(interviewId)).filter((i) => !kept.has(i.id)).map((i) => i.id);
    if (gone.length > 0) await tx.delete(PlanItemEntity, { id: In(gone) });
    if (items.length > 0) await tx.upsert(PlanItemEntity, [...items], ['id']);
  }

  async updateItem(tx: Tx, id: string, changed: Partial<Omit<PlanItem, 'id'>>): Promise<void> {
    await tx.update(PlanItemEntity, { id }, changed);
  }

  /** Questions (not versions) that stand in other coming mocks of this learner. */
  async listReservedQuestions(learnerId: string, exceptInterviewId: string): Promise<string[]> {
    const rows = await this.database.read.query<{ itemId: string }[]>(
      `select distinct v.item_id as "itemId"
       from plan_item p join interview i on i.id = p.interview_id join content_version v on v.id = p.question_version_id
       where i.learner_id = $1 and i.id <> $2 and i.state in ('scheduled', 'running', 'outcome_claimed')`,
      [learnerId, exceptInterviewId],
    );
    return rows.map((r) => r.itemId);
  }

  /** What the learner has taken on or been offered from released feedback in a batch. The view belongs to feedback. */
  listOpenNextSteps(learnerId: string, batchId: string): Promise<{ drill: string; dimension: string | null }[]> {
    return this.database.read.query(
      'select drill, dimension from open_next_step where learner_id = $1 and batch_id = $2 order by due_on nulls last, drill',
      [learnerId, batchId],
    );
  }

  listMarks(interviewId: string): Promise<Mark[]> {
    return this.database.read.find(MarkEntity, { where: { interviewId }, order: { at: 'ASC', id: 'ASC' } });
  }

  async insertMark(tx: Tx, mark: Mark): Promise<void> {
    await tx.insert(MarkEntity, mark);
  }

  /** The removed mark; null when this interview has no such mark. */
  async deleteMark(tx: Tx, interviewId: string, id: string): Promise<Mark | null> {
    const mark = await tx.findOneBy(MarkEntity, { interviewId, id });
    if (mark) await tx.delete(MarkEntity, { interviewId, id });
    return mark;
  }
}
