import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type {
  AvailabilityView,
  BookedOutside,
  HoursPreviewBody,
  HoursPreviewView,
} from '@dryrun/contracts/scheduling.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { availabilityWindows } from '@dryrun/domain/scheduling/availability';
import { checkAvailability, type MentorHours } from '@dryrun/domain/scheduling/availability-rules';
import { DAY } from '@dryrun/domain/time/zone-transitions';
import { domainHours } from '@dryrun/domain/scheduling/kept-hours';
import { Clock } from '../../platform/clock/clock.ts';
import { Cohorts } from '../cohorts/index.ts';
import { Identity } from '../identity/index.ts';
import { bookedOutside } from './booked-outside.ts';
import { hoursNotes } from './hours-notes.ts';
import { NO_LIMITS, type StoredHours } from './hours.ts';
import { hoursErrors } from './hours-errors.ts';
import { previewReasons } from './preview-reasons.ts';
import { SchedulingPolicy } from './scheduling.policy.ts';
import { SchedulingStore } from './scheduling.store.ts';
import { SlotSearch } from './slot-search.ts';

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
    private readonly cohorts: Cohorts,
    private readonly slots: SlotSearch,
    private readonly clock: Clock,
  ) {}

  async myAvailability(actor: Actor): Promise<AvailabilityView> {
    return this.view(this.policy.authorizeOwnHours(actor, 'availability:read').personId);
  }

  /** The hours of a mentor of the batch; where they meet is for participants only, so the link is left out. */
  async availabilityOf(actor: Actor, batchId: string, personId: string): Promise<AvailabilityView> {
    await this.policy.authorizeHoursOf(actor, 'availability:read', batchId, personId);
    return { ...(await this.view(personId)), meetingUrl: '' };
  }

  /** What learners of a batch would see of hours that are not saved yet. */
  async preview(actor: Actor, wish: z.infer<typeof HoursPreviewBody>): Promise<HoursPreviewView> {
    const { personId } = this.policy.authorizeOwnHours(actor, 'availability:update');
    const batch = await this.cohorts.authorize(actor, 'batch:read', wish.batchId);
    const errors = hoursErrors(domainHours(wish.hours), '/body/hours');
    if (errors) throw errors;
    const now = this.clock.now();
    const [found] = await this.slots.run({
      batch,
      learnerId: null,
      mentorIds: [personId],
      durationMin: wish.minutes,
      now: now.getTime(),
      draft: { personId, ...wish.hours },
    });
    if (!found) throw new Error('one mentor makes one answer');
    return {
      starts: found.starts.map((start) => new Date(start).toISOString()),
      reasons: previewReasons(found, batch.policy, wish.minutes, wish.hours.limits),
      searchedUntil: new Date(now.getTime() + batch.policy.horizonDays * DAY).toISOString(),
      bookedOutside: await this.outside(personId, domainHours(wish.hours), now),
    };
  }

  /** A person's hours as their editor shows them; somebody who never saved any gets an empty version 0 in their own zone. */
  private async view(personId: string): Promise<AvailabilityView> {
    const now = this.clock.now();
    const saved = await this.store.findHours(personId);
    const stored: StoredHours = saved ?? {
      timeZone: (await this.identity.people([personId])).get(personId)?.timeZone ?? 'UTC',
      rules: [],
      exceptions: [],
      timeOff: [],
      stays: [],
    };
    const hours = domainHours(stored);
    const from = now.getTime();
    return {
      ...stored,
      version: saved?.version ?? 0,
      meetingUrl: saved?.meetingUrl ?? '',
      limits: { ...NO_LIMITS, ...saved?.limits },
      notes: hoursNotes(checkAvailability(hours), hours),
      bookedOutside: await this.outside(personId, hours, now),
      preview: availabilityWindows(hours, from, from + PREVIEW_DAYS * DAY)
        .slice(0, PREVIEW_WINDOWS)
        .map((w) => ({
          startsAt: new Date(Math.max(w.start, from)).toISOString(),
          endsAt: new Date(w.end).toISOString(),
        })),
    };
  }

  private async outside(personId: string, hours: MentorHours, now: Date): Promise<z.infer<typeof BookedOutside>[]> {
    const until = new Date(now.getTime() + BOOKED_DAYS * DAY);
    const taken = await this.store.listTaken({ personIds: [personId], from: now, until, now, ignoreHoldsOf: null });
    const booked = taken
      .filter((t) => t.role === 'mentor' && t.state === 'confirmed' && t.startsAt >= now)
      .map((t) => ({ start: t.startsAt.getTime(), end: t.endsAt.getTime(), interviewId: t.referenceId }));
    return bookedOutside(hours, booked).map(({ start, end, interviewId, isInTimeOff }) => ({
      interviewId,
      startsAt: new Date(start).toISOString(),
      endsAt: new Date(end).toISOString(),
      isInTimeOff,
    }));
  }
}
