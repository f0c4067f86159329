import { useQuery } from '@tanstack/react-query';
import { Stack } from '@mantine/core';
import { calendarFeedEndpoints } from '@dryrun/contracts/calendar-feed.contract';
import { messageChoiceEndpoints } from '@dryrun/contracts/message-choices.contract';
import { CalendarAddress } from '../features/calendars/calendar-address.tsx';
import { MessageChoices } from '../features/message-choices/message-choices.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Panel } from '../ui/panel.tsx';

/** What the reader is told, when, and how their own calendar follows their mocks. */
export function AccountNotificationsPage() {
  const choices = useQuery(endpointQuery(messageChoiceEndpoints.choices, {}));
  const feed = useQuery(endpointQuery(calendarFeedEndpoints.feed, {}));
  return (
    <>
      <PageHeader title="Notifications and calendar" />
      <Stack gap="lg">
        <Panel title="Messages">
          <Loaded query={choices}>{(view) => <MessageChoices view={view} />}</Loaded>
        </Panel>
        <Panel title="Your mocks in your calendar">
          <Loaded query={feed}>{(view) => <CalendarAddress view={view} />}</Loaded>
        </Panel>
      </Stack>
    </>
  );
}
