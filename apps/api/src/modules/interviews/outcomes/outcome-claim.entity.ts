import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClaimAnswer, ClaimKind, Side } from '@dryrun/domain/interviews/outcome-claims';

/** One side's word that the other did not join, or that the technology failed, and the other's answer. Each side has one per mock. */
@Entity('outcome_claim')
export class OutcomeClaimEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'interview_id' })
  interviewId: string;

  @Column('text')
  kind: ClaimKind;

  @Column('uuid', { name: 'claimed_by' })
  claimedBy: string;

  @Column('text', { name: 'claimed_as' })
  claimedAs: Side;

  @Column('text')
  note: string;

  @Column('timestamptz')
  at: Date;

  @Column('timestamptz', { name: 'answer_due_at' })
  answerDueAt: Date;

  @Column('text', { nullable: true })
  answer: ClaimAnswer | null;

  @Column('text', { name: 'answer_note' })
  answerNote: string;

  @Column('timestamptz', { name: 'answered_at', nullable: true })
  answeredAt: Date | null;

  /** `open`: waits for the other side · `disputed`: two accounts, staff decide. */
  @Column('text')
  state: 'open' | 'disputed' | 'settled' | 'withdrawn';

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null;
}
