import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Id, Instant } from './fields.ts';

/** An address where a calendar is read from: https, http or webcal. */
export const BusyCalendarBody = z.strictObject({
  url: z
    .string()
    .trim()
    .max(2000)
    .regex(/^(https?|webcals?):\/\/\S+$/i, 'Paste the address of a calendar; it begins with https:// or webcal://'),
});

/** Where the mentor's other calendar stands. The address itself is never shown again. */
export const BusyCalendarView = z.object({
  /** Host and the last characters of the address, to tell one from another; null: none is connected. */
  label: z.string().nullable(),
  /** Never read yet · reading works · reading fails now. */
  state: z.enum(['none', 'waiting', 'ok', 'failing']),
  lastReadAt: Instant.nullable(),
  failingSince: Instant.nullable(),
  /** What went wrong last, in words. */
  problem: z.string().nullable(),
  /** Busy stretches known from now on. */
  busyCount: z.int(),
  /** Booked mocks at which the calendar now shows something else, soonest first. */
  conflicts: z.array(z.object({ interviewId: Id, startsAt: Instant, endsAt: Instant })),
});
export type BusyCalendarView = z.infer<typeof BusyCalendarView>;

export const busyCalendarEndpoints = {
  busyCalendar: endpoint({
    method: 'GET',
    path: '/api/my/busy-calendar',
    summary: 'How reading my other calendar stands',
    access: 'availability:read',
    response: BusyCalendarView,
    refusals: [],
  }),
  connectBusyCalendar: endpoint({
    method: 'PUT',
    path: '/api/my/busy-calendar',
    summary: 'Read busy times from this address from now on',
    access: 'availability:update',
    body: BusyCalendarBody,
    response: BusyCalendarView,
    refusals: [],
  }),
  readBusyCalendar: endpoint({
    method: 'POST',
    path: '/api/my/busy-calendar/read',
    summary: 'Read my other calendar now',
    access: 'availability:update',
    response: BusyCalendarView,
    refusals: ['too_many_requests'],
  }),
  disconnectBusyCalendar: endpoint({
    method: 'DELETE',
    path: '/api/my/busy-calendar',
    summary: 'Forget the address of my other calendar and its busy times',
    access: 'availability:update',
    response: BusyCalendarView,
    refusals: [],
  }),
};
