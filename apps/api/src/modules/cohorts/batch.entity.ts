import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BATCH_STATES } from '@dryrun/contracts/cohorts.contract';
import type { BatchPolicy } from '@dryrun/domain/cohorts/batch-policy';

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
  state: (typeof BATCH_STATES)[number];

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

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
