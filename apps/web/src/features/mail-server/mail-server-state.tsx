import { Button, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Icon } from '@tabler/icons-react';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconCircleX from '@tabler/icons-react/dist/esm/icons/IconCircleX.mjs';
import IconClockPause from '@tabler/icons-react/dist/esm/icons/IconClockPause.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import IconMailOff from '@tabler/icons-react/dist/esm/icons/IconMailOff.mjs';
import { notificationEndpoints, type MailServerView } from '@dryrun/contracts/notifications.contract';
import { endpointQuery, useEndpointMutation } from '../../platform/endpoint-query.ts';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import type { Hue } from '../../ui/theme.ts';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './mail-server.module.css';

const LOOKS: Record<MailServerView['state'], { icon: Icon; hue: Hue | 'gray'; words: string }> = {
  off: { icon: IconMailOff, hue: 'gray', words: 'Off' },
  untried: { icon: IconHourglass, hue: 'gray', words: 'Not tried yet' },
  ok: { icon: IconCircleCheck, hue: 'green', words: 'Working' },
  failing: { icon: IconCircleX, hue: 'red', words: 'Failing' },
};

/** How mail is going, with the buttons that try, pause and stop it. */
export function MailServerState({ view }: { view: MailServerView }) {
  const queryClient = useQueryClient();
  const query = endpointQuery(notificationEndpoints.mailServer, {});
  const show = (answer: MailServerView) => queryClient.setQueryData(query.queryKey, answer);
  const pause = useEndpointMutation(notificationEndpoints.pauseMail, {
    onSuccess: show,
    invalidates: [notificationEndpoints.outbox, notificationEndpoints.mine],
  });
  const remove = useEndpointMutation(notificationEndpoints.removeMailServer, { onSuccess: show });
  const test = useEndpointMutation(notificationEndpoints.testMail, { invalidates: [notificationEndpoints.mailServer] });
  const look = view.isPaused && view.state !== 'off' ? PAUSED : LOOKS[view.state];
  const error = pause.error ?? remove.error ?? test.error;
  return (
    <Stack gap="md">
      <div className={classes.state}>
        <StatusBadge icon={look.icon} hue={look.hue}>
          {look.words}
        </StatusBadge>
        {view.checkedAt !== null && (
          <Text size="sm" c="dimmed">
            seen <TimeText at={view.checkedAt} />
          </Text>
        )}
      </div>
      {view.error !== null && <Notice tone="danger">{view.error}</Notice>}
      {view.state === 'off' && (
        <Text className="measure">
          No mail server yet: messages wait in the outbox, where everybody reads and shares their own. Invitations work
          as links. Nothing is lost, and nothing here has to be filled in.
        </Text>
      )}
      {view.isPaused && (
        <Notice tone="warning" title="Mail is paused">
          Nothing leaves, for example after a backup was restored. What is kept back meanwhile is sent only when you say
          so in the outbox.
        </Notice>
      )}
      {test.data && (
        <Notice
          tone={test.data.isOk ? 'good' : 'danger'}
          title={test.data.isOk ? 'It works' : 'It did not work'}
          isLive
        >
          {test.data.sentence}
        </Notice>
      )}
      {error && <ProblemNotice error={error} />}
      {view.source !== 'none' && (
        <Group gap="xs">
          <Button variant="default" loading={test.isPending} onClick={() => test.mutate({})}>
            Send me a test mail
          </Button>
          <Button
            variant="default"
            loading={pause.isPending}
            onClick={() => pause.mutate({ body: { isPaused: !view.isPaused } })}
          >
            {view.isPaused ? 'Let mail go again' : 'Pause mail'}
          </Button>
          {view.source === 'settings' && (
            <Button variant="default" loading={remove.isPending} onClick={() => remove.mutate({})}>
              Stop sending mail
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
}

const PAUSED = { icon: IconClockPause, hue: 'amber', words: 'Paused' } as const;
