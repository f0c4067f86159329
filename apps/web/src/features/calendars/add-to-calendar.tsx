import { Button, Menu } from '@mantine/core';
import IconCalendarPlus from '@tabler/icons-react/dist/esm/icons/IconCalendarPlus.mjs';
import { calendarFeedEndpoints } from '@dryrun/contracts/calendar-feed.contract';
import type { InterviewView } from '@dryrun/contracts/interviews.contract';
import { addressOf } from '../../platform/api-client.ts';
import { googleEntryLink, outlookEntryLink } from './calendar-links.ts';

/** Ways to put one booked mock into one's own calendar. Invitations come by mail anyway; this is for those who have none. */
export function AddToCalendar({ interview }: { interview: InterviewView }) {
  const { id, viewerIs, learner, mentor, startsAt, endsAt, meetingUrl } = interview;
  if (viewerIs === 'overseer') return null;
  const facts = {
    title: `Mock interview with ${viewerIs === 'learner' ? mentor.name : learner.name}`,
    startsAt,
    endsAt,
    details: new URL(`/interviews/${id}`, window.location.origin).href,
    place: meetingUrl ?? '',
  };
  const link = (href: string) => ({ component: 'a', href, target: '_blank', rel: 'noreferrer noopener' }) as const;
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="default" leftSection={<IconCalendarPlus size={18} aria-hidden />}>
          Add to calendar
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component="a"
          href={addressOf(calendarFeedEndpoints.mockFile, { params: { interviewId: id } })}
          download="mock.ics"
        >
          Apple Calendar, or as a file
        </Menu.Item>
        <Menu.Item {...link(googleEntryLink(facts))}>Google Calendar</Menu.Item>
        <Menu.Item {...link(outlookEntryLink(facts))}>Outlook</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
