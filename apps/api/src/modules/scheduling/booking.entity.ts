import { Column, Entity, PrimaryColumn } from 'typeorm';

export type BookingState = 'held' | 'expired' | 'released' | 'confirmed' | 'superseded' | 'cancelled' | 'used';
export type CancelledBy = 'learner' | 'mentor' | 'admin';

/**
 * A claim on time. Who takes part and which ranges are blocked are rows of `booking_participant`; the time itself
 * (`during`) never changes, so only SQL reads it.
 */
@Entity('booking')
export class BookingEntity {
  @PrimaryColumn('uuid')
  id: string;

  /** What the time is for; scheduling does not know what that is. */
  @Column('uuid', { name: 'reference_id' })
  referenceId: string;

  @Column('uuid', { name: 'batch_id' })
  batchId: string;

  @Column('text')
  state: BookingState;

  /** Until when a hold keeps the time; stays as history once it was confirmed. */
  @Column('timestamptz', { name: 'held_until', nullable: true })
  heldUntil: Date | null;

  @Column('uuid', { name: 'held_by', nullable: true })
  heldBy: string | null;

  /** Who cancelled it, or moved it away (`superseded`). */
  @Column('text', { name: 'cancelled_by', nullable: true })
  cancelledBy: CancelledBy | null;

  @Column('text', { name: 'cancel_reason' })
  cancelReason: string;

  /** Why it ended, as chosen from the list; empty when nobody said. */
  @Column('text', { name: 'reason_code' })
  reasonCode: string;

  @Column('boolean', { name: 'is_late_change' })
  isLateChange: boolean;

  /** A late move that power or network trouble excuses. */
  @Column('boolean', { name: 'is_trouble' })
  isTrouble: boolean;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null;
}
