import { Injectable } from '@nestjs/common';
import { isRecentSignIn } from '@dryrun/domain/identity/session-standing';
import { Clock } from '../clock/clock.ts';
import { Refusal } from '../http/refusal.ts';
import type { OpenSession } from './open-session.ts';

/**
 * "Is it you?" before what must not be done on a tab that somebody left open. The guard asks on every endpoint that always
 * needs it; a use-case asks where it depends on what is wanted (`needsRecentSignIn: 'sometimes'`).
 */
@Injectable()
export class RecentSignIn {
  constructor(private readonly clock: Clock) {}

  /** @throws Refusal `recent_sign_in_needed` */
  demand({ isAlwaysRecent, authenticatedAt }: OpenSession): void {
    if (isAlwaysRecent || isRecentSignIn(authenticatedAt, this.clock.now())) return;
    throw new Refusal(
      'recent_sign_in_needed',
      'Nothing was changed. You signed in a while ago, so please confirm that it is you; then this can go on.',
    );
  }
}
