import type { HttpAnswer } from '../../product/http-client.ts';
import type { World } from '../../product/world.ts';
import type { Line } from './expectations.ts';

/** Requests that answer yes and leave no line in the log, each with the reason. Everything else that writes must leave one. */
const ONLY_LOOKS = 'looks, and changes nothing';
const ONLY_ASKS = 'asks for a proof; what is done with it leaves the line';
const NOTHING_THERE =
  'finds nothing to change in the seeded academy; log-lines.int.spec.ts does it where there is something';
const WITHOUT_LINE: Readonly<Record<string, string>> = {
  'POST /api/setup/look': ONLY_LOOKS,
  'POST /api/invitations/offer': ONLY_LOOKS,
  'POST /api/join/look': ONLY_LOOKS,
  'POST /api/batches/:batchId/invitations/check': ONLY_LOOKS,
  'POST /api/my/availability/preview': ONLY_LOOKS,
  'POST /api/settings/sign-in/oidc/test': ONLY_LOOKS,
  'POST /api/my/busy-calendar/read': 'asks for a look at one’s own calendar, which Dryrun does by itself as well',
  'POST /api/sign-in/mail': ONLY_ASKS,
  'POST /api/sign-in/passkey/options': ONLY_ASKS,
  'POST /api/sign-in/oidc/start': ONLY_ASKS,
  'POST /api/password-reset': ONLY_ASKS,
  'POST /api/me/authenticator': ONLY_ASKS,
  'POST /api/me/passkeys/options': ONLY_ASKS,
  'POST /api/me/address': ONLY_ASKS,
  'POST /api/me/confirm/mail': ONLY_ASKS,
  'DELETE /api/me/authenticator': NOTHING_THERE,
  'POST /api/me/recovery-codes': NOTHING_THERE,
  'DELETE /api/my/busy-calendar': NOTHING_THERE,
  'POST /api/dead-letters/retry': NOTHING_THERE,
  'DELETE /api/settings/mail': NOTHING_THERE,
  'POST /api/settings/mail/test': NOTHING_THERE,
};

/**
 * Every write that is done leaves a line in the log, in the transaction of the change: the matrix does each of them as everybody
 * who may, and this looks for a line that carries the request's id.
 */
export class AuditWatch {
  private readonly hasLine = new Map<string, boolean>();
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  /** Whether this route is still in question, so that a fingerprint of the world before the request is needed. */
  isOpen({ route }: Line): boolean {
    return !this.hasLine.get(route) && !(route in WITHOUT_LINE);
  }

  /** Once per write that answered 2xx, before the world is put back. What changed nothing (it was so already) has nothing to tell. */
  async see({ route }: Line, { headers }: HttpAnswer, before: string): Promise<void> {
    if (this.hasLine.get(route)) return;
    const lines = await this.world.query('select 1 from audit_entry where trace_id = $1 limit 1', [
      headers['x-request-id'],
    ]);
    if (lines.length > 0 || route in WITHOUT_LINE || (await this.world.fingerprint()) !== before)
      this.hasLine.set(route, lines.length > 0);
  }

  /** How many kinds of writes were seen to leave a line. */
  get audited(): number {
    return [...this.hasLine.values()].filter(Boolean).length;
  }

  faults(): string[] {
    return [...this.hasLine].flatMap(([route, hasLine]) => {
      if (!hasLine && !(route in WITHOUT_LINE))
        return [
          `${route} was done and left no line in the log: record one (platform/events/audit.ts), or say in audited.ts why not`,
        ];
      return hasLine && route in WITHOUT_LINE ? [`${route} leaves a line in the log: take it out of audited.ts`] : [];
    });
  }
}
