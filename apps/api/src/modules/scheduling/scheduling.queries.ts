import { Injectable } from '@nestjs/common';
import type { AvailabilityView } from '@dryrun/contracts/scheduling.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { availabilityWindows } from '@dryrun/domain/scheduling/availability';
import { checkAvailability } from '@dryrun/domain/scheduling/availability-rules';
import { DAY, zoneClock } from '@dryrun/domain/time/zone-transitions';
import { Clock } from '../../platform/clock/clock.ts';
import { Identity } from '../identity/index.ts';
import { hoursNotes } from './hours-notes.ts';
import { domainExceptions, domainRules } from './hours.ts';
import { SchedulingPolicy } from './scheduling.policy.ts';
import { SchedulingStore } from './scheduling.store.ts';

const PREVIEW_DAYS = 14;
const PREVIEW_WINDOWS = 30;
// Far beyond any horizon: bookings are looked for until here.
const BOOKED_DAYS = 400;

/** Reads about availability. */
@Injectable()
export class SchedulingQueries {
  constructor(
    private readonly store: SchedulingStore,
    private readonly policy: SchedulingPolicy,
    private readonly identity: Identity,
    private readonly clock: Clock,
  ) {}

  async myAvailability(actor: Actor): Promise<AvailabilityView> {
    return this.view(this.policy.authorizeOwnHours(actor, 'availability:read').personId);
  }

  /** A person's hours as their editor shows them; somebody who never saved any gets an empty version 0 in their own zone. */
  async view(personId: string): Promise<AvailabilityView> {
    const now = this.clock.now();
    const saved = await this.store.findHours(personId);
    const zone = saved?.timeZone ?? (await this.identity.people([personId])).get(personId)?.timeZone ?? 'UTC';
    const rules = domainRules(saved?.rules ?? []);
    const exceptions = domainExceptions(saved?.exceptions ?? []);
    const from = now.getTime();
    const booked = await this.bookedFrom(personId, now);
    const until = Math.max(from + PREVIEW_DAYS * DAY, ...booked.map((b) => b.end));
    const windows = availabilityWindows(zoneClock(zone), rules, exceptions, from, until);
    return {
      version: saved?.version ?? 0,
      timeZone: zone,
      meetingUrl: saved?.meetingUrl ?? '',
      rules: saved?.rules ?? [],
      exceptions: saved?.exceptions ?? [],
      notes: hoursNotes({
        problems: checkAvailability(rules, exceptions, zone),
        rules,
        exceptions,
        zone,
        windows,
        booked,
      }),
      preview: windows
        .filter((w) => w.start < from + PREVIEW_DAYS * DAY)
        .slice(0, PREVIEW_WINDOWS)
        .map((w) => ({
          startsAt: new Date(Math.max(w.start, from)).toISOString(),
          endsAt: new Date(w.end).toISOString(),
        })),
    };
  }

  private async bookedFrom(personId: string, now: Date): Promise<{ start: number; end: number }[]> {
    const until = new Date(now.getTime() + BOOKED_DAYS * DAY);
    const taken = await this.store.listTaken({ personIds: [personId], from: now, until, now, ignoreHoldsOf: null });
    return taken
      .filter((t) => t.role === 'mentor' && t.state === 'confirmed' && t.startsAt >= now)
      .map((t) => ({ start: t.startsAt.getTime(), end: t.endsAt.getTime() }));
  }
}
