import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Instant, Level, LocalDate, PersonRef, Slug, text, TimeZone } from './fields.ts';

/** `HH:MM` in the mentor's zone; `24:00` is the end of the day. */
export const WallTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'Write a time as HH:MM, for example 19:30.');

/** An end at or before the start runs into the next local day. */
export const WeeklyRule = z.strictObject({ weekday: z.int().min(1).max(7), start: WallTime, end: WallTime });

/** Replaces all rules of that local date; no intervals is a day off. */
export const AvailabilityException = z.strictObject({
  onDate: LocalDate,
  intervals: z.array(z.strictObject({ start: WallTime, end: WallTime })).max(12),
  note: text(120),
});

/** A mentor's hours. `version` is what the last read answered; saving over another tab's change is refused (`stale_version`). */
export const AvailabilityBody = z.strictObject({
  version: z.int(),
  timeZone: TimeZone,
  /** Pasted link of the mentor's usual meeting place; empty for none. */
  meetingUrl: z.union([z.literal(''), z.url({ protocol: /^https$/ }).max(500)]),
  rules: z.array(WeeklyRule).max(60),
  exceptions: z.array(AvailabilityException).max(200),
});
export type AvailabilityBody = z.infer<typeof AvailabilityBody>;

export const AvailabilityView = z.object({
  version: z.int(),
  timeZone: TimeZone,
  meetingUrl: z.string(),
  rules: z.array(WeeklyRule),
  exceptions: z.array(AvailabilityException),
  /** Kind remarks about what was saved: merged overlaps, wall times that do not exist on a DST night, bookings that now lie outside. */
  notes: z.array(z.string()),
  /** The next bookable windows, as instants, so that the editor can show what was understood. */
  preview: z.array(z.object({ startsAt: Instant, endsAt: Instant })),
});
export type AvailabilityView = z.infer<typeof AvailabilityView>;

/** Why candidate times fell away; see `openSlots` of the domain for the exact meaning of each. */
export const SLOT_REASONS = [
  'no_availability',
  'notice',
  'horizon',
  'busy',
  'booked',
  'daily_limit',
  'weekly_limit',
  'quota',
  'you_are_busy',
  'not_qualified',
] as const;

export const SlotView = z.object({ startsAt: Instant, endsAt: Instant, mentors: z.array(PersonRef) });
export type SlotView = z.infer<typeof SlotView>;

export const SlotsQuery = z.strictObject({ format: Slug, track: Slug, level: Level });

export const SlotsView = z.object({
  /** Ascending by start; the mentors of a start are ordered fairest first (fewest upcoming mocks, then longest not met). */
  items: z.array(SlotView),
  /** How many candidate times each reason removed, most first, with its sentence. */
  reasons: z.array(z.object({ code: z.enum(SLOT_REASONS), count: z.int(), sentence: z.string() })),
  /** How many mentors fit track and level. */
  mentorCount: z.int(),
  searchedUntil: Instant,
});
export type SlotsView = z.infer<typeof SlotsView>;

export const schedulingEndpoints = {
  myAvailability: endpoint({
    method: 'GET',
    path: '/api/my/availability',
    summary: 'My weekly hours and exceptions',
    access: 'availability:read',
    response: AvailabilityView,
    refusals: [],
  }),
  saveMyAvailability: endpoint({
    method: 'PUT',
    path: '/api/my/availability',
    summary: 'Replace my weekly hours and exceptions',
    access: 'availability:update',
    body: AvailabilityBody,
    response: AvailabilityView,
    refusals: ['stale_version'],
  }),
};
