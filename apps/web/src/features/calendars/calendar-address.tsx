import { useState } from 'react';
import { Button, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { calendarFeedEndpoints, type CalendarFeedView } from '@dryrun/contracts/calendar-feed.contract';
import { endpointQuery, useEndpointMutation } from '../../platform/endpoint-query.ts';
import { formatDateTime } from '../../platform/time.ts';
import { useZone } from '../../platform/zone.ts';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import { subscribeLinks } from './calendar-links.ts';

/** The secret address under which a calendar program reads one's mocks. It is shown once, right after it was made. */
export function CalendarAddress({ view }: { view: CalendarFeedView }) {
  const { timeZone } = useZone();
  const queryClient = useQueryClient();
  const renew = useEndpointMutation(calendarFeedEndpoints.renewFeed, { invalidates: [calendarFeedEndpoints.feed] });
  const revoke = useEndpointMutation(calendarFeedEndpoints.revokeFeed, {
    onSuccess: (answer) => {
      renew.reset();
      queryClient.setQueryData(endpointQuery(calendarFeedEndpoints.feed, {}).queryKey, answer);
    },
  });
  const { feed } = view;
  const error = renew.error ?? revoke.error;
  return (
    <Stack gap="sm">
      <Text>
        Your calendar program can read your mocks by itself: new ones appear, moved ones move, cancelled ones vanish. It
        needs a secret address. Whoever has that address sees your mocks, so keep it to yourself.
      </Text>
      {feed && (
        <Text c="dimmed">
          Made {formatDateTime(feed.createdAt, timeZone)};{' '}
          {feed.lastReadAt === null
            ? 'no calendar has read it yet.'
            : `last read ${formatDateTime(feed.lastReadAt, timeZone)}.`}
        </Text>
      )}
      {renew.data && <FreshAddress url={renew.data.url} />}
      {error && <ProblemNotice error={error} />}
      <Group gap="xs">
        <Button variant={feed ? 'default' : 'filled'} loading={renew.isPending} onClick={() => renew.mutate({})}>
          {feed ? 'Make a new address' : 'Make my secret address'}
        </Button>
        {feed && (
          <Button variant="subtle" color="red" loading={revoke.isPending} onClick={() => revoke.mutate({})}>
            Switch it off
          </Button>
        )}
      </Group>
      {feed && !renew.data && (
        <Text size="sm" c="dimmed">
          A new address ends the old one at once: calendars that use it have to be given the new one.
        </Text>
      )}
    </Stack>
  );
}

function FreshAddress({ url }: { url: string }) {
  const [isCodeShown, setCodeShown] = useState(false);
  const { apple, google, outlook } = subscribeLinks(url);
  const outside = { target: '_blank', rel: 'noreferrer noopener' };
  return (
    <Notice tone="good" title="Copy it now: it is not shown again" isLive>
      <Stack gap="sm">
        <TextInput
          label="Secret calendar address"
          value={url}
          readOnly
          onFocus={(event) => event.currentTarget.select()}
        />
        <Group gap="xs">
          <CopyButton value={url}>
            {({ copied, copy }) => <Button onClick={copy}>{copied ? 'Copied' : 'Copy'}</Button>}
          </CopyButton>
          <Button component="a" href={apple} variant="default">
            Apple
          </Button>
          <Button component="a" href={google} {...outside} variant="default">
            Google
          </Button>
          <Button component="a" href={outlook} {...outside} variant="default">
            Outlook
          </Button>
          <Button variant="default" aria-expanded={isCodeShown} onClick={() => setCodeShown(!isCodeShown)}>
            {isCodeShown ? 'Hide QR code' : 'QR code'}
          </Button>
        </Group>
        {isCodeShown && (
          <>
            <QrCode text={apple} label="The secret calendar address, as a QR code" />
            <Text size="sm">Scan it with the phone whose calendar should follow your mocks.</Text>
          </>
        )}
      </Stack>
    </Notice>
  );
}
