import { Stack } from '@mantine/core';
import type { MyMessageView, MyOutboxView } from '@dryrun/contracts/notifications.contract';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ShareButton } from '../../ui/share-button.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { messageLook } from './message-looks.ts';
import { hereIfOurs, MessageText } from './message-text.tsx';
import classes from './my-messages.module.css';

/** Messages to the reader, newest first, each to be opened and passed on. */
export function MyMessages({ outbox }: { outbox: MyOutboxView }) {
  return (
    <ul className={classes.list} aria-label="Messages">
      {outbox.items.map((message) => (
        <li key={message.id}>
          <Panel>
            <Message message={message} mail={outbox.mail} />
          </Panel>
        </li>
      ))}
    </ul>
  );
}

function Message({ message, mail }: { message: MyMessageView; mail: MyOutboxView['mail'] }) {
  const look = messageLook(message.state, mail);
  const link = message.blocks.find((block) => 'action' in block);
  return (
    <Stack gap="xs">
      <div className={classes.head}>
        <div className={classes.words}>
          <span className={classes.subject}>{message.subject ?? 'A message with a sign-in code or link'}</span>
          <span className={classes.about}>
            <TimeText at={message.writtenAt} /> · {message.why}
          </span>
        </div>
        <StatusBadge icon={look.icon} hue={look.hue}>
          {look.words}
        </StatusBadge>
        {message.subject !== null && link && <ShareButton text={message.subject} path={hereIfOurs(link.action.url)} />}
      </div>
      {message.subject === null ? (
        <span className={classes.about}>What it says is never shown here. It goes by mail only.</span>
      ) : (
        <Disclosure title="Read it">
          <MessageText blocks={message.blocks} />
        </Disclosure>
      )}
    </Stack>
  );
}
