import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { NewCalendarFeedView } from '@dryrun/contracts/calendar-feed.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Clock } from '../../platform/clock/clock.ts';
import { SETTINGS, type Settings } from '../../platform/config/settings.ts';
import { Database } from '../../platform/db/database.ts';
import { Audit } from '../../platform/events/audit.ts';
import { CalendarFeedStore } from './calendar-feed.store.ts';

const TOKEN_BYTES = 32;

/** What is kept of a token. It is random and long, so a plain hash gives nothing away. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** Makes a person's secret calendar address anew, or takes it away. A former address is dead with the commit. */
@Injectable()
export class RenewFeed {
  constructor(
    private readonly database: Database,
    private readonly store: CalendarFeedStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** The only time that the address is known. */
  async renew({ personId }: Actor): Promise<NewCalendarFeedView> {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const createdAt = this.clock.now();
    await this.database.write(async (tx) => {
      await this.store.replace(tx, { personId, tokenHash: tokenHash(token), createdAt });
      await this.audit.record(tx, { ...lineOf(personId), action: 'calendar_feed.renew' });
    });
    return { url: `${this.settings.publicUrl}/calendar/${token}.ics`, createdAt: createdAt.toISOString() };
  }

  async revoke({ personId }: Actor): Promise<void> {
    await this.database.write(async (tx) => {
      if (!(await this.store.remove(tx, personId))) return;
      await this.audit.record(tx, { ...lineOf(personId), action: 'calendar_feed.revoke' });
    });
  }
}

function lineOf(personId: string) {
  return { actorId: personId, subjectType: 'calendar_feed', subjectId: personId, personId, batchId: null };
}
