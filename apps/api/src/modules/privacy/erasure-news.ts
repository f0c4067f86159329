import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import type { Tx } from '../../platform/db/database.ts';
import { Audit } from '../../platform/events/audit.ts';
import { Events } from '../../platform/events/events.ts';

/** Tells of an erasure without a word of what was erased. */
@Injectable()
export class ErasureNews {
  constructor(
    private readonly audit: Audit,
    private readonly events: Events,
    private readonly clock: Clock,
  ) {}

  now(): Date {
    return this.clock.now();
  }

  async tell(tx: Tx, personId: string, actorId: string, reason: string): Promise<void> {
    await this.audit.record(tx, {
      actorId,
      action: 'person.erase',
      subjectType: 'person',
      subjectId: personId,
      personId,
      batchId: null,
      after: { isOwnWish: actorId === personId, ...(reason && { reason }) },
    });
    await this.events.announce(tx, { type: 'person.erased', subjectId: personId, payload: { personId } });
  }
}
