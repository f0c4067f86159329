import { z } from 'zod';
import { BatchParams } from './cohorts.contract.ts';
import { endpoint } from './endpoint.ts';
import { Id, Instant, PersonRef, TimeZone, items } from './fields.ts';
import { TimeSpan } from './scheduling.contract.ts';

/** Which stretch of a calendar is asked for; at most five weeks. */
export const CalendarQuery = z.strictObject({ from: Instant, until: Instant });

/** My own claim on time, as learner or mentor. */
export const CalendarBooking = z.object({
  interviewId: Id,
  startsAt: Instant,
  endsAt: Instant,
  role: z.enum(['learner', 'mentor']),
  /** `held`: somebody is deciding right now. */
  state: z.enum(['held', 'confirmed', 'used']),
});

/** A stretch of a mentor's own calendar. Lists ascend by start. */
export const CalendarView = z.object({
  timeZone: TimeZone,
  hours: z.array(TimeSpan),
  /** From the calendar outside; what it is is not known. */
  busy: z.array(TimeSpan),
  bookings: z.array(CalendarBooking),
});
export type CalendarView = z.infer<typeof CalendarView>;

/** When a mentor offers hours and when they are taken; never by what or whom. */
export const FreeBusyView = z.object({
  mentor: PersonRef,
  hours: z.array(TimeSpan),
  busy: z.array(TimeSpan),
});
export type FreeBusyView = z.infer<typeof FreeBusyView>;

export const calendarEndpoints = {
  myCalendar: endpoint({
    method: 'GET',
    path: '/api/my/calendar',
    summary: 'My hours, bookings and busy times in a stretch of time',
    access: 'availability:read',
    query: CalendarQuery,
    response: CalendarView,
    refusals: [],
  }),
  freeBusy: endpoint({
    method: 'GET',
    path: '/api/batches/:batchId/free-busy',
    summary: 'When the mentors of a batch offer hours and are taken',
    access: 'availability:freeBusy',
    params: BatchParams,
    query: CalendarQuery,
    response: items(FreeBusyView),
    refusals: [],
  }),
};
