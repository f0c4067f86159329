import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BatchPolicy } from '@dryrun/domain/cohorts/batch-policy';
import type { BatchState } from '@dryrun/domain/cohorts/batch-state';

/** A cohort of learners with its calendar and its booking rules. */
@Entity('batch')
export class BatchEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  slug: string;

  @Column('text')
  name: string;

  @Column('text')
  focus: string;

  @Column('text')
  state: BatchState;

  @Column('text', { name: 'time_zone' })
  timeZone: string;

  /** Local date, `YYYY-MM-DD`. */
  @Column('date', { name: 'starts_on' })
  startsOn: string;

  @Column('integer')
  weeks: number;

  @Column('jsonb')
  policy: BatchPolicy;

  /** Rises with every change of `policy`. */
  @Column('integer', { name: 'policy_version' })
  policyVersion: number;

  /** The rubric whose current version new interviews pin. */
  @Column('text', { name: 'rubric_slug' })
  rubricSlug: string;

  /** Seats for learners; null: as many as come. */
  @Column('integer', { nullable: true })
  capacity: number | null;

  /** Counts changes, so that a stale page cannot undo a newer one. */
  @Column('integer')
  version: number;

  /** Without dashes; null: joining by code is off. */
  @Column('text', { name: 'join_code', nullable: true })
  joinCode: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
