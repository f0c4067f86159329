import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import type { InterviewView } from '@dryrun/contracts/interviews.contract';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './booking-table.module.css';

interface BookingTableProps {
  interviews: readonly InterviewView[];
  status: (interview: InterviewView) => ReactNode;
}

/** All booked mocks of a batch: dense, one row each, the row leads to its page. */
export function BookingTable({ interviews, status }: BookingTableProps) {
  return (
    <ul className={classes.rows}>
      {interviews.map((interview) => (
        <li key={interview.id} className={classes.row}>
          <span className={classes.when}>
            <TimeText at={interview.startsAt} show="day" />
            <span>
              <TimeText at={interview.startsAt} until={interview.endsAt} show="time" />
            </span>
          </span>
          <span className={classes.who}>
            <Link to="/interviews/$interviewId" params={{ interviewId: interview.id }} className={classes.link}>
              {interview.learner.name} with {interview.mentor.name}
            </Link>
            <span className={classes.what}>
              {interview.goal.format.title} · {interview.goal.track.title}
              {interview.cancelled &&
                ` · cancelled by the ${interview.cancelled.by}${interview.cancelled.isLate ? ', late' : ''}`}
            </span>
          </span>
          {status(interview)}
        </li>
      ))}
    </ul>
  );
}
