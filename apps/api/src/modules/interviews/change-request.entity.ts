import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a mentor asks about a booked mock: other times (`move`, of its learner), or whether a colleague takes it over (`swap`). */
@Entity('change_request')
export class ChangeRequestEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'interview_id' })
  interviewId: string;

  @Column('text')
  kind: 'move' | 'swap';

  @Column('text')
  state: 'open' | 'accepted' | 'declined' | 'withdrawn' | 'lapsed';

  @Column('uuid', { name: 'asked_by' })
  askedBy: string;

  @Column('uuid', { name: 'asked_of' })
  askedOf: string;

  /** Starts to choose from; empty for a swap. */
  @Column('timestamptz', { array: true })
  times: Date[];

  @Column('text')
  note: string;

  @Column('timestamptz', { name: 'asked_at' })
  askedAt: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null;
}
