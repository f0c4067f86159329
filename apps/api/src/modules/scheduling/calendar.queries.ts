import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { CalendarQuery, CalendarView, FreeBusyView } from '@dryrun/contracts/calendar.contract';
import type { TimeSpan } from '@dryrun/contracts/scheduling.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { availabilityWindows } from '@dryrun/domain/scheduling/availability';
import { intersectIntervals, mergeIntervals, type Interval } from '@dryrun/domain/scheduling/intervals';
import { DAY } from '@dryrun/domain/time/zone-transitions';
import { domainHours } from '@dryrun/domain/scheduling/kept-hours';
import { Clock } from '../../platform/clock/clock.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { Cohorts } from '../cohorts/index.ts';
import { Identity } from '../identity/index.ts';
import type { AvailabilityEntity } from './availability.entity.ts';
import { BusyCalendarStore } from './busy-calendar.store.ts';
import { SchedulingPolicy } from './scheduling.policy.ts';
import { SchedulingStore, type TakenTime } from './scheduling.store.ts';

const MOST_DAYS = 35;

/** Calendars as people look at them: their own, and when colleagues are free. */
@Injectable()
export class CalendarQueries {
  constructor(
    private readonly store: SchedulingStore,
    private readonly calendars: BusyCalendarStore,
    private readonly policy: SchedulingPolicy,
    private readonly cohorts: Cohorts,
    private readonly identity: Identity,
    private readonly clock: Clock,
  ) {}

  async mine(actor: Actor, query: z.infer<typeof CalendarQuery>): Promise<CalendarView> {
    const { personId } = this.policy.authorizeOwnHours(actor, 'availability:read');
    const range = rangeOf(query);
    const hours = await this.store.findHours(personId);
    const taken = await this.taken([personId], range);
    const person = (await this.identity.people([personId])).get(personId);
    return {
      timeZone: hours?.timeZone ?? person?.timeZone ?? 'UTC',
      hours: hours ? hoursIn(hours, range) : [],
      busy: spans(clipped(await this.outside([personId], range).then((all) => all.get(personId) ?? []), range)),
      bookings: taken
        .filter((t) => t.endsAt.getTime() > range.start && t.startsAt.getTime() < range.end)
        .map((t) => ({
          interviewId: t.referenceId,
          startsAt: t.startsAt.toISOString(),
          endsAt: t.endsAt.toISOString(),
          role: t.role,
          state: t.state as CalendarView['bookings'][number]['state'],
        })),
    };
  }

  /** When the mentors of a batch offer hours, and when they are taken, buffers included; by what or whom is nobody's business here. */
  async freeBusy(
    actor: Actor,
    batchId: string,
    query: z.infer<typeof CalendarQuery>,
  ): Promise<{ items: FreeBusyView[] }> {
    await this.cohorts.authorize(actor, 'availability:freeBusy', batchId);
    const range = rangeOf(query);
    const ids = (await this.cohorts.mentors(batchId)).map((m) => m.personId);
    const people = await this.identity.people(ids);
    const hoursOf = new Map((await this.store.listHours(ids)).map((h) => [h.personId, h]));
    const takenBy = Map.groupBy(await this.taken(ids, range), (t) => t.personId);
    const outside = await this.outside(ids, range);
    const items = ids.flatMap((id): FreeBusyView[] => {
      const [mentor, hours] = [people.get(id), hoursOf.get(id)];
      if (!mentor) return [];
      const taken = (takenBy.get(id) ?? []).filter((t) => t.state !== 'used').map(blocked);
      return [
        {
          mentor,
          hours: hours ? hoursIn(hours, range) : [],
          busy: spans(clipped([...taken, ...(outside.get(id) ?? [])], range)),
        },
      ];
    });
    return { items: items.sort((a, b) => a.mentor.name.localeCompare(b.mentor.name)) };
  }

  private async outside(personIds: readonly string[], { start, end }: Interval): Promise<Map<string, Interval[]>> {
    const times = await this.calendars.listTimes(personIds, new Date(start), new Date(end));
    const byPerson = Map.groupBy(times, (t) => t.personId);
    return new Map(
      [...byPerson].map(([id, all]) => [id, all.map((t) => ({ start: t.start.getTime(), end: t.end.getTime() }))]),
    );
  }

  private taken(personIds: readonly string[], { start, end }: Interval): Promise<TakenTime[]> {
    const now = this.clock.now();
    return this.store.listTaken({
      personIds,
      from: new Date(start),
      until: new Date(end),
      now,
      ignoreHoldsOf: null,
    });
  }
}

/** @throws Refusal `invalid_input` for a range that is turned round or longer than five weeks */
function rangeOf({ from, until }: z.infer<typeof CalendarQuery>): Interval {
  const range = { start: Date.parse(from), end: Date.parse(until) };
  const fault =
    range.start >= range.end
      ? 'The end is not after the start.'
      : range.end - range.start > MOST_DAYS * DAY
        ? `Ask for at most ${MOST_DAYS} days at once.`
        : null;
  if (fault === null) return range;
  throw new Refusal('invalid_input', 'That stretch of the calendar cannot be shown.', {
    errors: [{ pointer: '/query/until', message: fault }],
  });
}

function hoursIn(hours: AvailabilityEntity, range: Interval): TimeSpan[] {
  return spans(clipped(availabilityWindows(domainHours(hours), range.start, range.end), range));
}

function clipped(intervals: readonly Interval[], range: Interval): Interval[] {
  return intersectIntervals(mergeIntervals(intervals), [range]);
}

function blocked(t: TakenTime): Interval {
  return { start: t.blockedFrom.getTime(), end: t.blockedUntil.getTime() };
}

function spans(intervals: readonly Interval[]): TimeSpan[] {
  return intervals.map(({ start, end }) => ({
    startsAt: new Date(start).toISOString(),
    endsAt: new Date(end).toISOString(),
  }));
}
