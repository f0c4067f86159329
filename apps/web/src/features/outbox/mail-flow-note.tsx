import type { MyOutboxView } from '@dryrun/contracts/notifications.contract';
import { Notice } from '../../ui/notice.tsx';

/** Says why messages are not mailed, when they are not, and that this is no fault. */
export function MailFlowNote({ mail, isOverseer = false }: { mail: MyOutboxView['mail']; isOverseer?: boolean }) {
  const whatNow = isOverseer
    ? 'Everybody reads and shares their own under “Messages for you”.'
    : 'You can read them, and share them where your group talks.';
  if (mail === 'on') return null;
  if (mail === 'paused')
    return (
      <Notice title="Mail is paused">Messages wait here until an academy admin lets mail go again. {whatNow}</Notice>
    );
  return <Notice title="No mail server yet">Messages wait here instead of in an inbox. {whatNow}</Notice>;
}
