import { Link } from '@tanstack/react-router';
import type { BatchOverviewView } from '@dryrun/contracts/insights.contract';
import type { InterviewState } from '@dryrun/domain/interviews/interview-state';
import { formatDateTime } from '../../platform/time.ts';
import { useZone } from '../../platform/zone.ts';
import { INTERVIEW_LOOKS } from '../../ui/interview-looks.ts';
import classes from './learner-table.module.css';

export type OverviewMock = BatchOverviewView['learners'][number]['mocks'][number];

const WORDS: Record<InterviewState, string> = {
  planned: 'being booked',
  scheduled: 'booked',
  running: 'running',
  awaiting_feedback: 'feedback to come',
  feedback_released: 'feedback given',
  closed: 'feedback read',
  outcome_claimed: 'being sorted out',
  missed: 'missed',
  technical_failure: 'technical failure',
  void: 'cancelled',
};

/** One mock in the table: icon, mentor's first name, and the whole story in its label. */
export function MockCell({ mock }: { mock: OverviewMock }) {
  const { timeZone } = useZone();
  const look = INTERVIEW_LOOKS[mock.state];
  const label = `${mock.formatTitle} with ${mock.mentorName}, ${formatDateTime(mock.startsAt, timeZone)}: ${WORDS[mock.state]}`;
  return (
    <Link
      to="/interviews/$interviewId"
      params={{ interviewId: mock.interviewId }}
      className={classes.mock}
      aria-label={label}
      title={label}
      style={{
        '--mock-ink': `var(--mantine-color-${look.hue}-light-color)`,
        '--mock-ground': `var(--mantine-color-${look.hue}-light)`,
      }}
    >
      <look.icon size={16} aria-hidden />
      <span>{mock.mentorName.split(' ')[0]}</span>
    </Link>
  );
}

/** What the icons of the table mean. */
export function MockLegend() {
  const shown: InterviewState[] = ['scheduled', 'awaiting_feedback', 'feedback_released', 'missed'];
  return (
    <ul className={classes.legend} aria-label="What the colours mean">
      {shown.map((state) => {
        const look = INTERVIEW_LOOKS[state];
        return (
          <li key={state} style={{ color: `var(--mantine-color-${look.hue}-light-color)` }}>
            <look.icon size={16} aria-hidden /> {WORDS[state]}
          </li>
        );
      })}
    </ul>
  );
}
