import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../platform/db/database.ts';
import { ChangeRequestEntity } from './change-request.entity.ts';

export type ChangeRequest = ChangeRequestEntity;

/** Questions about booked mocks. */
@Injectable()
export class ChangeRequestsStore {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<ChangeRequest | null> {
    return this.database.read.findOneBy(ChangeRequestEntity, { id });
  }

  findOpen(interviewId: string): Promise<ChangeRequest | null> {
    return this.database.read.findOneBy(ChangeRequestEntity, { interviewId, state: 'open' });
  }

  /** Open questions to a person, oldest first. */
  listAskedOf(personId: string): Promise<ChangeRequest[]> {
    return this.database.read.find(ChangeRequestEntity, {
      where: { askedOf: personId, state: 'open' },
      order: { askedAt: 'ASC', id: 'ASC' },
    });
  }

  async insert(tx: Tx, request: ChangeRequest): Promise<void> {
    await tx.insert(ChangeRequestEntity, request);
  }

  /** Ends an open question; false when it was not open any more. Whoever writes holds the lock on the interview. */
  async end(tx: Tx, id: string, state: Exclude<ChangeRequest['state'], 'open'>, at: Date): Promise<boolean> {
    const { affected } = await tx.update(ChangeRequestEntity, { id, state: 'open' }, { state, endedAt: at });
    return affected === 1;
  }

  /** The mock is not what was asked about any more. */
  async lapse(tx: Tx, interviewId: string, at: Date): Promise<void> {
    await tx.update(ChangeRequestEntity, { interviewId, state: 'open' }, { state: 'lapsed', endedAt: at });
  }
}
