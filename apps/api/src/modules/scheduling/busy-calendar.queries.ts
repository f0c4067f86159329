import { Injectable } from '@nestjs/common';
import type { BusyCalendarView } from '@dryrun/contracts/busy-calendar.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Clock } from '../../platform/clock/clock.ts';
import { BusyCalendarStore } from './busy-calendar.store.ts';
import { SchedulingPolicy } from './scheduling.policy.ts';

const NONE: BusyCalendarView = {
  label: null,
  state: 'none',
  lastReadAt: null,
  failingSince: null,
  problem: null,
  busyCount: 0,
  conflicts: [],
};

/** How a mentor's other calendar stands. */
@Injectable()
export class BusyCalendarQueries {
  constructor(
    private readonly store: BusyCalendarStore,
    private readonly policy: SchedulingPolicy,
    private readonly clock: Clock,
  ) {}

  async mine(actor: Actor): Promise<BusyCalendarView> {
    const { personId } = this.policy.authorizeOwnHours(actor, 'availability:read');
    const calendar = await this.store.find(personId);
    if (!calendar) return NONE;
    const now = this.clock.now();
    const conflicts = await this.store.listConflicts(personId, now);
    return {
      label: calendar.label,
      state: calendar.triedAt === null ? 'waiting' : calendar.failingSince === null ? 'ok' : 'failing',
      lastReadAt: calendar.readAt?.toISOString() ?? null,
      failingSince: calendar.failingSince?.toISOString() ?? null,
      problem: calendar.problem,
      busyCount: await this.store.countTimes(personId, now),
      conflicts: conflicts.map(({ referenceId, startsAt, endsAt }) => ({
        interviewId: referenceId,
        startsAt: startsAt.toISOString(),
        endsAt: endsAt.toISOString(),
      })),
    };
  }
}
