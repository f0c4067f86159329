import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MarkKind } from '@dryrun/domain/interviews/marks';

/** What the mentor noticed of one move, stamped while the mock runs. */
@Entity('mark')
export class MarkEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'interview_id' })
  interviewId: string;

  @Column('text')
  dimension: string;

  @Column('text')
  kind: MarkKind;

  @Column('text')
  note: string;

  @Column('timestamptz')
  at: Date;

  /** Whole minutes since the mock was started. */
  @Column('integer')
  minute: number;
}
