import { Link } from '@tanstack/react-router';
import type { BatchOverviewView } from '@dryrun/contracts/insights.contract';
import type { InterviewState } from '@dryrun/domain/interviews/interview-state';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconCalendarCheck from '@tabler/icons-react/dist/esm/icons/IconCalendarCheck.mjs';
import IconCalendarX from '@tabler/icons-react/dist/esm/icons/IconCalendarX.mjs';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import IconPlayerPlay from '@tabler/icons-react/dist/esm/icons/IconPlayerPlay.mjs';
import type { Icon } from '@tabler/icons-react';
import { formatDateTime } from '../../platform/time.ts';
import { useZone } from '../../platform/zone.ts';
import type { Hue } from '../../ui/theme.ts';
import classes from './learner-table.module.css';

export type OverviewMock = BatchOverviewView['learners'][number]['mocks'][number];

const LOOKS: Record<InterviewState, { icon: Icon; hue: Hue | 'gray'; word: string }> = {
  planned: { icon: IconHourglass, hue: 'gray', word: 'being booked' },
  scheduled: { icon: IconCalendarCheck, hue: 'teal', word: 'booked' },
  running: { icon: IconPlayerPlay, hue: 'violet', word: 'running' },
  awaiting_feedback: { icon: IconHourglass, hue: 'amber', word: 'feedback to come' },
  feedback_released: { icon: IconCircleCheck, hue: 'green', word: 'feedback given' },
  closed: { icon: IconCircleCheck, hue: 'green', word: 'feedback read' },
  outcome_claimed: { icon: IconAlertTriangle, hue: 'amber', word: 'being sorted out' },
  missed: { icon: IconCalendarX, hue: 'red', word: 'missed' },
  technical_failure: { icon: IconAlertTriangle, hue: 'amber', word: 'technical failure' },
  void: { icon: IconCalendarX, hue: 'gray', word: 'cancelled' },
};

/** One mock in the table: icon, mentor's first name, and the whole story in its label. */
export function MockCell({ mock }: { mock: OverviewMock }) {
  const { timeZone } = useZone();
  const look = LOOKS[mock.state];
  const label = `${mock.formatTitle} with ${mock.mentorName}, ${formatDateTime(mock.startsAt, timeZone)}: ${look.word}`;
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
        const look = LOOKS[state];
        return (
          <li key={state} style={{ color: `var(--mantine-color-${look.hue}-light-color)` }}>
            <look.icon size={16} aria-hidden /> {look.word}
          </li>
        );
      })}
    </ul>
  );
}
