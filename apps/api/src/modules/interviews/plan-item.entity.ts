import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PlanReason } from '@dryrun/domain/interviews/question-plan';

/** One question of a mock's plan, pinned to a version. */
@Entity('plan_item')
export class PlanItemEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'interview_id' })
  interviewId: string;

  /** 0-based, in the order the questions are meant to be asked. */
  @Column('integer')
  position: number;

  @Column('uuid', { name: 'question_version_id' })
  questionVersionId: string;

  @Column('text', { name: 'reason_code' })
  reasonCode: PlanReason;

  @Column('text', { name: 'reason_sentence' })
  reasonSentence: string;

  @Column('text', { name: 'planned_pushback_ids', array: true })
  plannedPushbackIds: string[];

  /** In the order they were used; `at` is an ISO instant. */
  @Column('jsonb', { name: 'used_pushbacks' })
  usedPushbacks: { id: string; at: string }[];

  /** When the learner first saw the prompt. */
  @Column('timestamptz', { name: 'shown_at', nullable: true })
  shownAt: Date | null;

  /** Set when the mentor said that this question was asked. */
  @Column('timestamptz', { name: 'asked_at', nullable: true })
  askedAt: Date | null;
}
