import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { GoalBody } from '@dryrun/contracts/interviews.contract';
import type { BatchPolicy } from '@dryrun/domain/cohorts/batch-policy';
import type { InterviewState } from '@dryrun/domain/interviews/interview-state';

/** A mock from the moment its goal is known. While it is `planned` its time is only kept, and it exists for nobody but its learner. */
@Entity('interview')
export class InterviewEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'batch_id' })
  batchId: string;

  @Column('uuid', { name: 'learner_id' })
  learnerId: string;

  @Column('uuid', { name: 'mentor_id' })
  mentorId: string;

  @Column('text')
  state: InterviewState;

  @Column('jsonb')
  goal: GoalBody;

  @Column('timestamptz', { name: 'starts_at' })
  startsAt: Date;

  @Column('timestamptz', { name: 'ends_at' })
  endsAt: Date;

  /** Pinned with the time, because it says how long the mock is. */
  @Column('uuid', { name: 'format_version_id' })
  formatVersionId: string;

  /** Pinned when the booking is confirmed, like `policy`. */
  @Column('uuid', { name: 'rubric_version_id' })
  rubricVersionId: string;

  @Column('jsonb')
  policy: BatchPolicy;

  /** Rises by one whenever the chosen questions change after the booking was confirmed. */
  @Column('integer', { name: 'plan_version' })
  planVersion: number;

  /** The plan item whose prompt the learner sees; only meant while the mock is running. */
  @Column('uuid', { name: 'shown_item_id', nullable: true })
  shownItemId: string | null;

  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt: Date | null;

  @Column('timestamptz', { name: 'started_at', nullable: true })
  startedAt: Date | null;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null;

  /** How long it took, as the mentor says. */
  @Column('integer', { nullable: true })
  minutes: number | null;

  /** The latest "until tomorrow" of its mentor; null when its feedback is due as the policy says. */
  @Column('timestamptz', { name: 'feedback_extended_until', nullable: true })
  feedbackExtendedUntil: Date | null;

  /** How often the mentor said "until tomorrow". */
  @Column('integer', { name: 'feedback_extensions' })
  feedbackExtensions: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
