import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ScorecardBody } from '@dryrun/contracts/feedback.contract';

/** The card as it was last saved. Once submitted its ratings, key points and next steps are rows of their own as well. */
export type ScorecardDraft = Omit<ScorecardBody, 'version'>;

export type ScorecardState = 'draft' | 'submitted' | 'released';

/** One rater's scorecard of one mock. */
@Entity('scorecard')
export class ScorecardEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'interview_id' })
  interviewId: string;

  @Column('uuid', { name: 'rater_id' })
  raterId: string;

  @Column('text')
  state: ScorecardState;

  @Column('jsonb')
  draft: ScorecardDraft;

  /** Counts saves from 1; the screen sends back the one it has seen. */
  @Column('integer')
  version: number;

  @Column('timestamptz', { name: 'saved_at' })
  savedAt: Date;

  @Column('timestamptz', { name: 'submitted_at', nullable: true })
  submittedAt: Date | null;

  @Column('timestamptz', { name: 'released_at', nullable: true })
  releasedAt: Date | null;
}
