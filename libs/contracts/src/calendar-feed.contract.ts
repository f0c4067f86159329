import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Instant } from './fields.ts';
import { InterviewParams } from './interviews.contract.ts';

/** The secret address under which a person's calendar program reads their mocks. The address itself is never shown again. */
export const CalendarFeedView = z.object({
  /** null: there is none. */
  feed: z.object({ createdAt: Instant, lastReadAt: Instant.nullable() }).nullable(),
});
export type CalendarFeedView = z.infer<typeof CalendarFeedView>;

/** A fresh secret address, shown this once. */
export const NewCalendarFeedView = z.object({ url: z.url(), createdAt: Instant });
export type NewCalendarFeedView = z.infer<typeof NewCalendarFeedView>;

/** `<token>.ics`. Whatever cannot be a token is as unknown as a wrong one. */
export const CalendarFileParams = z.strictObject({ file: z.string().regex(/^[A-Za-z0-9_-]{43}\.ics$/) });

export const calendarFeedEndpoints = {
  feed: endpoint({
    method: 'GET',
    path: '/api/my/calendar-feed',
    summary: 'Whether I have a secret calendar address',
    access: 'signedIn',
    response: CalendarFeedView,
    refusals: [],
  }),
  renewFeed: endpoint({
    method: 'POST',
    path: '/api/my/calendar-feed',
    summary: 'Make a secret calendar address for me; a former one stops working at once',
    access: 'signedIn',
    response: NewCalendarFeedView,
    status: 201,
    refusals: [],
  }),
  revokeFeed: endpoint({
    method: 'DELETE',
    path: '/api/my/calendar-feed',
    summary: 'Have my secret calendar address stop working',
    access: 'signedIn',
    response: CalendarFeedView,
    refusals: [],
  }),
  readFeed: endpoint({
    method: 'GET',
    path: '/calendar/:file',
    summary: 'The mocks of whoever has this secret address, for calendar programs',
    access: 'public',
    params: CalendarFileParams,
    response: z.string(),
    responseType: 'text/calendar',
    refusals: [],
  }),
  mockFile: endpoint({
    method: 'GET',
    path: '/api/interviews/:interviewId/calendar.ics',
    summary: 'One of my mocks, to add to a calendar',
    access: 'interview:read',
    params: InterviewParams,
    response: z.string(),
    responseType: 'text/calendar',
    refusals: [],
  }),
};
