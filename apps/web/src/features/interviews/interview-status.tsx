import type { InterviewView } from '@dryrun/contracts/interviews.contract';
import type { InterviewState } from '@dryrun/domain/interviews/interview-state';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import { INTERVIEW_LOOKS } from '../../ui/interview-looks.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';

const WORDS: Record<InterviewState, string> = {
  planned: 'Being booked',
  scheduled: 'Booked',
  running: 'Running now',
  awaiting_feedback: 'Feedback to come',
  feedback_released: 'Feedback ready',
  closed: 'Feedback read',
  outcome_claimed: 'Being sorted out',
  missed: 'Did not take place',
  technical_failure: 'Technical failure',
  void: 'Cancelled',
};

/** Where a mock stands, in one word. */
export function InterviewStatus({ interview }: { interview: Pick<InterviewView, 'state' | 'needsOutcome'> }) {
  const { state, needsOutcome } = interview;
  const look = needsOutcome ? { icon: IconAlertTriangle, hue: 'amber' as const } : INTERVIEW_LOOKS[state];
  return (
    <StatusBadge icon={look.icon} hue={look.hue}>
      {needsOutcome ? 'Needs an outcome' : WORDS[state]}
    </StatusBadge>
  );
}
