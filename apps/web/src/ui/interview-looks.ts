import type { InterviewState } from '@dryrun/domain/interviews/interview-state';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconCalendarCheck from '@tabler/icons-react/dist/esm/icons/IconCalendarCheck.mjs';
import IconCalendarX from '@tabler/icons-react/dist/esm/icons/IconCalendarX.mjs';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import IconPlayerPlay from '@tabler/icons-react/dist/esm/icons/IconPlayerPlay.mjs';
import type { Icon } from '@tabler/icons-react';
import type { Hue } from './theme.ts';

/** Icon and colour of a mock's state, the same wherever it is shown; the words depend on who reads. */
export const INTERVIEW_LOOKS: Record<InterviewState, { icon: Icon; hue: Hue | 'gray' }> = {
  planned: { icon: IconHourglass, hue: 'gray' },
  scheduled: { icon: IconCalendarCheck, hue: 'teal' },
  running: { icon: IconPlayerPlay, hue: 'violet' },
  awaiting_feedback: { icon: IconHourglass, hue: 'amber' },
  feedback_released: { icon: IconCircleCheck, hue: 'green' },
  closed: { icon: IconCircleCheck, hue: 'green' },
  outcome_claimed: { icon: IconAlertTriangle, hue: 'amber' },
  missed: { icon: IconCalendarX, hue: 'red' },
  technical_failure: { icon: IconAlertTriangle, hue: 'amber' },
  void: { icon: IconCalendarX, hue: 'gray' },
};
