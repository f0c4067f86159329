import { Button, Stack } from '@mantine/core';
import {
  notificationEndpoints,
  type OutboxMessageView,
  type OutboxView,
} from '@dryrun/contracts/notifications.contract';
import { useEndpointMutation } from '../../platform/endpoint-query.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { messageLook } from './message-looks.ts';
import classes from './rows.module.css';

/** That messages exist, to whom, why, and how they are doing; never what they say. */
export function OverseenMessages({ outbox }: { outbox: OutboxView }) {
  const retry = useEndpointMutation(notificationEndpoints.retryMessage, {
    invalidates: [notificationEndpoints.outbox, notificationEndpoints.mailServer],
  });
  return (
    <Stack gap="sm">
      {retry.error && <ProblemNotice error={retry.error} />}
      <ul className={classes.list} aria-label="Messages">
        {outbox.items.map((message) => (
          <li key={message.id} className={classes.row}>
            <Words message={message} mail={outbox.mail} />
            <Badge message={message} mail={outbox.mail} />
            {message.canRetry && outbox.mail === 'on' && (
              <Button
                variant="default"
                aria-label={`Send the message to ${message.to.name} now`}
                loading={retry.isPending && retry.variables.params.messageId === message.id}
                onClick={() => retry.mutate({ params: { messageId: message.id } })}
              >
                Send now
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Stack>
  );
}

function Words({ message, mail }: { message: OutboxMessageView; mail: OutboxView['mail'] }) {
  return (
    <div className={classes.words}>
      <span className={classes.title}>{message.to.name}</span>{' '}
      <span className={classes.address}>{message.to.address}</span>
      <span className={classes.about}>
        {message.why} <TimeText at={message.writtenAt} />
        {message.batch && ` · ${message.batch.name}`}
      </span>
      {message.lastError !== null && message.state !== 'sent' && (
        <span className={classes.error}>
          {message.lastError}
          {message.nextAt !== null && mail === 'on' && (
            <>
              {' '}
              Next try: <TimeText at={message.nextAt} />.
            </>
          )}
        </span>
      )}
    </div>
  );
}

function Badge({ message, mail }: { message: OutboxMessageView; mail: OutboxView['mail'] }) {
  const { icon, hue, words } = messageLook(message.state, mail);
  return (
    <StatusBadge icon={icon} hue={hue}>
      {words}
    </StatusBadge>
  );
}
