import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AvailabilityBody } from '@dryrun/contracts/scheduling.contract';

/** A mentor's published hours, in the zone in which they were written. Rules and dates are kept as the contract has them. */
@Entity('availability')
export class AvailabilityEntity {
  @PrimaryColumn('uuid', { name: 'person_id' })
  personId: string;

  @Column('text', { name: 'time_zone' })
  timeZone: string;

  @Column('text', { name: 'meeting_url' })
  meetingUrl: string;

  @Column('jsonb')
  rules: AvailabilityBody['rules'];

  @Column('jsonb')
  exceptions: AvailabilityBody['exceptions'];

  @Column('jsonb', { name: 'time_off' })
  timeOff: AvailabilityBody['timeOff'];

  @Column('jsonb')
  stays: AvailabilityBody['stays'];

  /** What was never asked for is absent. */
  @Column('jsonb')
  limits: Partial<AvailabilityBody['limits']>;

  /** Rises by one with each save. */
  @Column('integer')
  version: number;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
}
