import { z } from 'zod';
import { CLOSED_REASONS, NO_CANDIDATE_REASONS } from '@dryrun/domain/interviews/why-not';
import { BatchParams } from './cohorts.contract.ts';
import { endpoint } from './endpoint.ts';
import { Id, Instant, Level, LocalDate, MeetingUrl, PersonRef, Slug, text, TimeZone } from './fields.ts';

/** `HH:MM` in the mentor's zone; `24:00` is the end of the day. */
export const WallTime = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'Write a time as HH:MM, for example 19:30.');

/** An end at or before the start runs into the next local day. */
export const WeeklyRule = z.strictObject({ weekday: z.int().min(1).max(7), start: WallTime, end: WallTime });

/** Replaces all rules of that local date; no intervals is a day off. */
export const AvailabilityException = z.strictObject({
  onDate: LocalDate,
  intervals: z.array(z.strictObject({ start: WallTime, end: WallTime })).max(12),
  note: text(120),
});

/** Dates on which nothing is offered, both included, on the clock that counts on them. */
export const TimeOff = z.strictObject({ fromOn: LocalDate, untilOn: LocalDate, note: text(120) });

/** Dates, both included, on which the hours are meant on another clock. */
export const ZoneStay = z.strictObject({ fromOn: LocalDate, untilOn: LocalDate, timeZone: TimeZone });

/** What the mentor asks for beyond the batch's rules; null: what the batch says. The stricter of both counts. */
export const MentorLimits = z.strictObject({
  bufferBeforeMinutes: z.int().min(0).max(240).nullable(),
  bufferAfterMinutes: z.int().min(0).max(240).nullable(),
  stepMinutes: z.int().min(5).max(240).nullable(),
  noticeMinutes: z
    .int()
    .min(0)
    .max(14 * 24 * 60)
    .nullable(),
  maxPerDay: z.int().min(1).max(24).nullable(),
  maxPerWeek: z.int().min(1).max(100).nullable(),
});
export type MentorLimits = z.infer<typeof MentorLimits>;

const HOURS = {
  timeZone: TimeZone,
  rules: z.array(WeeklyRule).max(60),
  exceptions: z.array(AvailabilityException).max(200),
  timeOff: z.array(TimeOff).max(60),
  stays: z.array(ZoneStay).max(30),
  limits: MentorLimits,
};

/** A mentor's hours. `version` is what the last read answered; saving over another tab's change is refused (`stale_version`). */
export const AvailabilityBody = z.strictObject({
  version: z.int(),
  /** Pasted link of the mentor's usual meeting place; empty for none. */
  meetingUrl: MeetingUrl,
  ...HOURS,
});
export type AvailabilityBody = z.infer<typeof AvailabilityBody>;

/** The same from somebody who saves on a mentor's behalf: the link stays as the mentor left it. */
export const AvailabilityOnBehalfBody = AvailabilityBody.omit({ meetingUrl: true });
export type AvailabilityOnBehalfBody = z.infer<typeof AvailabilityOnBehalfBody>;

/** A stretch of time. */
export const TimeSpan = z.object({ startsAt: Instant, endsAt: Instant });
export type TimeSpan = z.infer<typeof TimeSpan>;

/** A booked mock that hours leave outside. It stays booked until somebody cancels it or hands it over. */
export const BookedOutside = z.object({
  interviewId: Id,
  startsAt: Instant,
  endsAt: Instant,
  /** It lies in time off, not merely outside the hours. */
  isInTimeOff: z.boolean(),
});

/** Saved hours. For others than the mentor `meetingUrl` is always empty. */
export const AvailabilityView = z.object({
  version: z.int(),
  meetingUrl: z.string(),
  ...HOURS,
  /** Kind remarks about what was saved: merged overlaps, wall times that do not exist on a DST night. */
  notes: z.array(z.string()),
  /** Booked mocks that lie outside, soonest first. */
  bookedOutside: z.array(BookedOutside),
  /** The next windows in which starts may lie, as instants, so that the editor can show what was understood. */
  preview: z.array(TimeSpan),
});
export type AvailabilityView = z.infer<typeof AvailabilityView>;

/**
 * Why candidate times fell away; see `why-not.ts` of the domain for the exact meaning of each. `batch_closed`: nobody can book in this
 * batch now, whatever the goal and the day; it stands alone, with a count of 0.
 */
export const SLOT_REASONS = [...CLOSED_REASONS, ...NO_CANDIDATE_REASONS, 'batch_closed'] as const;

export const SlotView = z.object({ startsAt: Instant, endsAt: Instant, mentors: z.array(PersonRef) });
export type SlotView = z.infer<typeof SlotView>;

export const SlotsQuery = z.strictObject({ format: Slug, track: Slug, level: Level });

/** How many times are named to somebody who did not get theirs: enough to choose from, and soon there on a phone. Fewer are all there are. */
export const NEAREST_SLOTS = 24;

export const SlotsView = z.object({
  /** Ascending by start; the mentors of a start are ordered fairest first (fewest upcoming mocks, then longest not met), at most twelve where a time is chosen for the first time. In a refusal: the `NEAREST_SLOTS` starts nearest to the wish, with up to four mentors each. */
  items: z.array(SlotView),
  /** How many candidate times each reason removed, most first, with its sentence. Empty for a long list of many mentors. */
  reasons: z.array(z.object({ code: z.enum(SLOT_REASONS), count: z.int(), sentence: z.string() })),
  /** How many mentors fit track and level. */
  mentorCount: z.int(),
  searchedUntil: Instant,
});
export type SlotsView = z.infer<typeof SlotsView>;

/** Hours that are not saved yet, for a look at what learners of one batch would see of them. */
export const HoursPreviewBody = z.strictObject({
  batchId: Id,
  /** Length of the mock to look for. */
  minutes: z.int().min(5).max(240),
  hours: AvailabilityBody,
});

/** What the slot engine makes of hours, for a learner of the batch who has nothing booked. */
export const HoursPreviewView = z.object({
  /** Starts that could be booked now, ascending. */
  starts: z.array(Instant),
  /** Why other starts are closed, most first, each with its sentence. */
  reasons: z.array(z.object({ code: z.enum(SLOT_REASONS), count: z.int(), sentence: z.string() })),
  searchedUntil: Instant,
  bookedOutside: z.array(BookedOutside),
});
export type HoursPreviewView = z.infer<typeof HoursPreviewView>;

export const MentorParams = BatchParams.extend({ personId: Id });

/** The goal, and the local day in the learner's zone (or the mentor's own) that is asked about. */
export const WhyQuery = SlotsQuery.extend({ onDate: LocalDate, zone: TimeZone.optional() });

/** A day explained: one sentence over all, then mentor by mentor, time by time. */
export const WhyView = z.object({
  onDate: LocalDate,
  timeZone: TimeZone,
  sentence: z.string(),
  rows: z.array(
    z.object({
      /** Whose day: a mentor for learners and admins, a batch for the mentor themself. */
      name: z.string(),
      sentence: z.string(),
      availability: z.enum(['none', 'no_room', 'offered', 'not_qualified']),
      /** Every start in the mentor's hours; no reasons: it is open. */
      times: z.array(z.object({ startsAt: Instant, reasons: z.array(z.enum(CLOSED_REASONS)) })),
    }),
  ),
  /** How many times each reason closes, most first; a time with two reasons counts for both. */
  reasons: z.array(z.object({ code: z.enum(SLOT_REASONS), count: z.int(), sentence: z.string() })),
});
export type WhyView = z.infer<typeof WhyView>;

export const schedulingEndpoints = {
  myAvailability: endpoint({
    method: 'GET',
    path: '/api/my/availability',
    summary: 'My weekly hours, dates and limits',
    access: 'availability:read',
    response: AvailabilityView,
    refusals: [],
  }),
  saveMyAvailability: endpoint({
    method: 'PUT',
    path: '/api/my/availability',
    summary: 'Replace my weekly hours, dates and limits',
    access: 'availability:update',
    body: AvailabilityBody,
    response: AvailabilityView,
    refusals: ['stale_version'],
  }),
  previewMyAvailability: endpoint({
    method: 'POST',
    path: '/api/my/availability/preview',
    summary: 'What learners would see of hours that are not saved yet; changes nothing',
    access: 'availability:update',
    body: HoursPreviewBody,
    response: HoursPreviewView,
    refusals: [],
  }),
  mentorAvailability: endpoint({
    method: 'GET',
    path: '/api/batches/:batchId/mentors/:personId/availability',
    summary: 'The hours of a mentor of the batch',
    access: 'availability:read',
    params: MentorParams,
    response: AvailabilityView,
    refusals: [],
  }),
  saveMentorAvailability: endpoint({
    method: 'PUT',
    path: '/api/batches/:batchId/mentors/:personId/availability',
    summary: 'Replace the hours of a mentor on their behalf',
    access: 'availability:update',
    params: MentorParams,
    body: AvailabilityOnBehalfBody,
    response: AvailabilityView,
    refusals: ['stale_version'],
  }),
};
