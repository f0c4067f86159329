import { Link } from '@tanstack/react-router';
import type { InterviewView } from '@dryrun/contracts/interviews.contract';
import { TimeText } from '../../ui/time-text.tsx';
import { LEVEL_LABELS } from '../../ui/words.ts';
import { InterviewStatus } from './interview-status.tsx';
import classes from './interview-card.module.css';

/** One mock in a list: when, what, with whom, where it stands. The whole card leads to it. */
export function InterviewCard({ interview }: { interview: InterviewView }) {
  const { goal, viewerIs, learner, mentor } = interview;
  const other = viewerIs === 'learner' ? mentor : learner;
  return (
    <article className={classes.card}>
      <div className={classes.when}>
        <TimeText at={interview.startsAt} show="day" />
        <span className={classes.hours}>
          <TimeText at={interview.startsAt} until={interview.endsAt} show="time" />
        </span>
      </div>
      <div className={classes.what}>
        <Link to="/interviews/$interviewId" params={{ interviewId: interview.id }} className={classes.title}>
          {goal.format.title} · {goal.track.title}
        </Link>
        <span className={classes.who}>
          {viewerIs === 'overseer' ? `${learner.name} with ${mentor.name}` : `with ${other.name}`} ·{' '}
          {LEVEL_LABELS[goal.level]}
        </span>
      </div>
      <InterviewStatus interview={interview} />
    </article>
  );
}
