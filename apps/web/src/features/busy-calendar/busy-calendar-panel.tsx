import { useState, type FormEvent } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Group, Space, Text, TextInput } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconCalendar from '@tabler/icons-react/dist/esm/icons/IconCalendar.mjs';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs';
import { busyCalendarEndpoints, type BusyCalendarView } from '@dryrun/contracts/busy-calendar.contract';
import { calendarEndpoints } from '@dryrun/contracts/calendar.contract';
import { ProblemError } from '../../platform/api-client.ts';
import { endpointQuery, useEndpointMutation } from '../../platform/endpoint-query.ts';
import { formatDateTime, relativeTime } from '../../platform/time.ts';
import { useNow } from '../../platform/use-now.ts';
import { useZone } from '../../platform/zone.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { TextLink } from '../../ui/links.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';

const WAITING_MS = 2_000;
const query = endpointQuery(busyCalendarEndpoints.busyCalendar, {});

/** The mentor's other calendar: connect it once, and times at which it shows something are not offered. */
export function BusyCalendarPanel() {
  const calendar = useQuery({
    ...query,
    refetchInterval: ({ state }) => (state.data?.state === 'waiting' ? WAITING_MS : false),
  });
  return (
    <Panel title="Your other calendar">
      <Loaded query={calendar}>{(view) => (view.state === 'none' ? <Connect /> : <Connected view={view} />)}</Loaded>
    </Panel>
  );
}

function useAnswer() {
  const queryClient = useQueryClient();
  return {
    invalidates: [calendarEndpoints.myCalendar],
    onSuccess: (answer: BusyCalendarView) => void queryClient.setQueryData(query.queryKey, answer),
  };
}

function Connect() {
  const [url, setUrl] = useState('');
  const connect = useEndpointMutation(busyCalendarEndpoints.connectBusyCalendar, useAnswer());
  const fault = connect.error instanceof ProblemError ? connect.error.problem.errors?.[0]?.message : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (url.trim() !== '') connect.mutate({ body: { url } });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Text c="dimmed" mb="sm" className="measure">
        Paste the secret address of your work or private calendar, and nobody can book you while it shows something.
        Only the times are kept, never what they are; the address is not shown again.
      </Text>
      <Group align="end" gap="sm">
        <TextInput
          type="url"
          label="Address of the calendar"
          placeholder="https:// … .ics"
          value={url}
          onChange={(event) => {
            setUrl(event.currentTarget.value);
            if (connect.isError) connect.reset();
          }}
          error={fault}
          maxLength={2000}
          style={{ flex: '1 1 18rem' }}
        />
        <Button type="submit" variant="default" loading={connect.isPending} disabled={url.trim() === ''}>
          Connect
        </Button>
      </Group>
      <Space h="md" />
      {connect.error && fault === undefined && <ProblemNotice error={connect.error} />}
      <Disclosure title="Where do I find it?">
        <Text size="sm">
          Google: calendar settings, “Secret address in iCal format”. Outlook: settings, shared calendars, “Publish a
          calendar”, the ICS link. Apple: share the calendar as a public one and copy its link.
        </Text>
      </Disclosure>
    </form>
  );
}

const LOOKS = {
  none: { icon: IconClock, hue: 'gray', word: 'Off' },
  waiting: { icon: IconClock, hue: 'gray', word: 'Reading it for the first time' },
  ok: { icon: IconCircleCheck, hue: 'green', word: 'Works' },
  failing: { icon: IconAlertTriangle, hue: 'amber', word: 'Cannot be read' },
} as const;

function Connected({ view }: { view: BusyCalendarView }) {
  const { timeZone } = useZone();
  const now = useNow(30_000);
  const answer = useAnswer();
  const readNow = useEndpointMutation(busyCalendarEndpoints.readBusyCalendar, answer);
  const disconnect = useEndpointMutation(busyCalendarEndpoints.disconnectBusyCalendar, answer);
  const { icon, hue, word } = LOOKS[view.state];
  const since = (at: string) => relativeTime(at, now, timeZone);
  return (
    <>
      <Group gap="sm" mb="xs">
        <IconCalendar size={20} aria-hidden />
        <Text component="span" fw={600}>
          {view.label}
        </Text>
        <StatusBadge icon={icon} hue={hue}>
          {word}
        </StatusBadge>
      </Group>
      {view.lastReadAt !== null && (
        <Text c="dimmed">
          Last read {since(view.lastReadAt)}
          {view.failingSince !== null && `; failing since ${formatDateTime(view.failingSince, timeZone)}`}.{' '}
          {view.busyCount === 0
            ? 'It shows nothing in the coming months.'
            : `${view.busyCount} busy ${view.busyCount === 1 ? 'stretch' : 'stretches'} ahead.`}
        </Text>
      )}
      {view.problem !== null && (
        <Notice tone={view.state === 'failing' ? 'warning' : 'info'}>
          {view.problem}
          {view.state === 'failing' &&
            (view.lastReadAt === null
              ? ' Nothing is closed because of it.'
              : ' Until it can be read again, what was read last counts.')}
        </Notice>
      )}
      {view.conflicts.length > 0 && (
        <Notice tone="warning" title="Your calendar shows something at the time of a mock" isLive>
          {view.conflicts.length === 1 ? 'The mock stays' : 'The mocks stay'} booked. Your learner is told too; keep the
          time free, or cancel while there is time to find another.
          <ul style={{ margin: 0, paddingLeft: '1.1rem' }}>
            {view.conflicts.map(({ interviewId, startsAt }) => (
              <li key={interviewId}>
                <TextLink to="/interviews/$interviewId" params={{ interviewId }}>
                  {formatDateTime(startsAt, timeZone)}
                </TextLink>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <Group gap="xs" mt="md">
        <Button variant="default" loading={readNow.isPending} onClick={() => readNow.mutate({})}>
          Read it now
        </Button>
        <Button variant="subtle" color="red" loading={disconnect.isPending} onClick={() => disconnect.mutate({})}>
          Disconnect
        </Button>
      </Group>
      {(readNow.error ?? disconnect.error) && <ProblemNotice error={(readNow.error ?? disconnect.error) as Error} />}
    </>
  );
}
