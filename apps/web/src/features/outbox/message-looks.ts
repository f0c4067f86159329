import type { Icon } from '@tabler/icons-react';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconCircleX from '@tabler/icons-react/dist/esm/icons/IconCircleX.mjs';
import IconClockPause from '@tabler/icons-react/dist/esm/icons/IconClockPause.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import IconRefresh from '@tabler/icons-react/dist/esm/icons/IconRefresh.mjs';
import type { MessageState, MyOutboxView } from '@dryrun/contracts/notifications.contract';
import type { Hue } from '../../ui/theme.ts';

export interface MessageLook {
  icon: Icon;
  hue: Hue | 'gray';
  words: string;
}

const LOOKS: Record<MessageState, MessageLook> = {
  waiting: { icon: IconHourglass, hue: 'gray', words: 'On its way' },
  sending: { icon: IconHourglass, hue: 'gray', words: 'On its way' },
  sent: { icon: IconCircleCheck, hue: 'green', words: 'Mailed' },
  failed: { icon: IconRefresh, hue: 'amber', words: 'Will be tried again' },
  dead: { icon: IconCircleX, hue: 'red', words: 'Could not be mailed' },
  withheld: { icon: IconClockPause, hue: 'amber', words: 'Kept back' },
};

/** How a message is doing, in people's words. Without a mail server nothing is on its way. */
export function messageLook(state: MessageState, mail: MyOutboxView['mail']): MessageLook {
  if (state === 'waiting' && mail !== 'on') return { icon: IconHourglass, hue: 'gray', words: 'Waits here' };
  if (state === 'failed' && mail === 'off') return { icon: IconAlertTriangle, hue: 'amber', words: 'Waits here' };
  return LOOKS[state];
}
