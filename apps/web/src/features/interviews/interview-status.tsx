import type { InterviewView } from '@dryrun/contracts/interviews.contract';
import type { InterviewState } from '@dryrun/domain/interviews/interview-state';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconCalendarCheck from '@tabler/icons-react/dist/esm/icons/IconCalendarCheck.mjs';
import IconCalendarX from '@tabler/icons-react/dist/esm/icons/IconCalendarX.mjs';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import IconPlayerPlay from '@tabler/icons-react/dist/esm/icons/IconPlayerPlay.mjs';
import type { Icon } from '@tabler/icons-react';
import { StatusBadge } from '../../ui/status-badge.tsx';
import type { Hue } from '../../ui/theme.ts';

interface Look {
  icon: Icon;
  hue: Hue | 'gray';
  word: string;
}

const LOOKS: Record<InterviewState, Look> = {
  planned: { icon: IconHourglass, hue: 'gray', word: 'Being booked' },
  scheduled: { icon: IconCalendarCheck, hue: 'teal', word: 'Booked' },
  running: { icon: IconPlayerPlay, hue: 'violet', word: 'Running now' },
  awaiting_feedback: { icon: IconHourglass, hue: 'amber', word: 'Feedback to come' },
  feedback_released: { icon: IconCircleCheck, hue: 'green', word: 'Feedback ready' },
  closed: { icon: IconCircleCheck, hue: 'green', word: 'Feedback read' },
  outcome_claimed: { icon: IconAlertTriangle, hue: 'amber', word: 'Being sorted out' },
  missed: { icon: IconCalendarX, hue: 'red', word: 'Did not take place' },
  technical_failure: { icon: IconAlertTriangle, hue: 'amber', word: 'Technical failure' },
  void: { icon: IconCalendarX, hue: 'gray', word: 'Cancelled' },
};

/** Where a mock stands, in one word. */
export function InterviewStatus({ interview }: { interview: Pick<InterviewView, 'state' | 'needsOutcome'> }) {
  const look = interview.needsOutcome
    ? { icon: IconAlertTriangle, hue: 'amber' as const, word: 'Needs an outcome' }
    : LOOKS[interview.state];
  return (
    <StatusBadge icon={look.icon} hue={look.hue}>
      {look.word}
    </StatusBadge>
  );
}
