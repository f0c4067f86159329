import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconCircleX from '@tabler/icons-react/dist/esm/icons/IconCircleX.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import IconPlayerPause from '@tabler/icons-react/dist/esm/icons/IconPlayerPause.mjs';
import IconUserCheck from '@tabler/icons-react/dist/esm/icons/IconUserCheck.mjs';
import type { Icon } from '@tabler/icons-react';
import type { LearnerPlaceView } from '@dryrun/contracts/people.contract';
import type { Hue } from '../../ui/theme.ts';

type State = LearnerPlaceView['state'];

export const PLACE_LOOKS: Record<State, { words: string; icon: Icon; hue: Hue | 'gray' }> = {
  invited: { words: 'Invited', icon: IconHourglass, hue: 'amber' },
  applied: { words: 'Applied', icon: IconHourglass, hue: 'amber' },
  waitlisted: { words: 'In the line', icon: IconHourglass, hue: 'amber' },
  enrolled: { words: 'Enrolled', icon: IconUserCheck, hue: 'green' },
  active: { words: 'Active', icon: IconCircleCheck, hue: 'green' },
  paused: { words: 'Paused', icon: IconPlayerPause, hue: 'amber' },
  completed: { words: 'Completed', icon: IconCircleCheck, hue: 'gray' },
  withdrawn: { words: 'Left', icon: IconCircleX, hue: 'gray' },
  removed: { words: 'Removed', icon: IconCircleX, hue: 'gray' },
  transferred: { words: 'In another batch', icon: IconCircleX, hue: 'gray' },
};

/** In the batch or in its line. */
export const PRESENT: readonly State[] = ['enrolled', 'active', 'paused', 'waitlisted'];
