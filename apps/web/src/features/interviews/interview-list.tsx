import type { ReactNode } from 'react';
import type { InterviewView } from '@dryrun/contracts/interviews.contract';
import { InterviewCard } from './interview-card.tsx';
import classes from './interview-list.module.css';

/** Mocks in the order given; `empty` when there are none. */
export function InterviewList({ interviews, empty }: { interviews: readonly InterviewView[]; empty: ReactNode }) {
  if (interviews.length === 0) return empty;
  return (
    <ul className={classes.list}>
      {interviews.map((interview) => (
        <li key={interview.id}>
          <InterviewCard interview={interview} />
        </li>
      ))}
    </ul>
  );
}
