import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SessionCookie } from '../../platform/auth/session-cookie.ts';
import { Clock } from '../../platform/clock/clock.ts';
import { SETTINGS, type Settings } from '../../platform/config/settings.ts';
import { Database } from '../../platform/db/database.ts';
import { Audit } from '../../platform/events/audit.ts';
import { notFound } from '../../platform/http/refusal.ts';
import { IdentityStore } from './identity.store.ts';

const HOURS_12 = 12 * 60 * 60 * 1000;

/** Signs a browser in as a seeded person with one tap. Does not exist unless DEMO=on, which only runs on loopback. */
@Injectable()
export class DemoSignIn {
  constructor(
    private readonly database: Database,
    private readonly store: IdentityStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly cookie: SessionCookie,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Answers the `Set-Cookie` value. */
  async run(key: string, address: string): Promise<string> {
    if (!this.settings.isDemo) throw notFound();
    const person = await this.store.findDemoPerson(key);
    if (!person) throw notFound();
    const now = this.clock.now();
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(now.getTime() + HOURS_12);
    await this.database.write(async (tx) => {
      await this.store.insertSession(tx, { personId: person.id, token, expiresAt, address, now });
      await this.audit.record(tx, {
        actorId: person.id,
        action: 'identity.demo_sign_in',
        subjectType: 'person',
        subjectId: person.id,
        personId: person.id,
        batchId: null,
      });
    });
    return this.cookie.write(token, expiresAt);
  }
}
