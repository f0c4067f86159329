import { calendarUid } from '@dryrun/domain/scheduling/outside-busy';
import type { CalendarEntry } from '../../platform/calendar/calendar-text.ts';
import type { CalendarMock } from '../interviews/index.ts';

/** What of a mock goes into the calendar of one of its two people. Neither goal, reason nor feedback. */
export interface MockFacts {
  mock: CalendarMock;
  otherName: string;
  formatTitle: string;
  /** null: not yet known. */
  meetingUrl: string | null;
  pageUrl: string;
  isCancelled: boolean;
}

const MINUTE = 60_000;

/** The same mock has the same entry for life: in invitations, updates and cancellations, in files and in feeds. */
export function mockEntry({
  mock,
  otherName,
  formatTitle,
  meetingUrl,
  pageUrl,
  isCancelled,
}: MockFacts): CalendarEntry {
  const place = isCancelled ? null : meetingUrl;
  const minutes = Math.round((mock.endsAt.getTime() - mock.startsAt.getTime()) / MINUTE);
  return {
    // Without the address of this server, which may change while the entry lives.
    uid: calendarUid(mock.id),
    sequence: mock.sequence,
    isCancelled,
    changedAt: mock.changedAt.toISOString(),
    startsAt: mock.startsAt.toISOString(),
    endsAt: mock.endsAt.toISOString(),
    title: `Mock interview with ${otherName}`,
    description: [`${formatTitle}, ${minutes} minutes`, ...(place === null ? [] : [`Meet at ${place}`]), pageUrl].join(
      '\n',
    ),
    url: pageUrl,
    place,
  };
}
