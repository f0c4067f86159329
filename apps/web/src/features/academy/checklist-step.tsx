import type { ReactNode } from 'react';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import { Panel } from '../../ui/panel.tsx';
import classes from './checklist-step.module.css';

export type StepState = 'done' | 'next' | 'later';

const WORDS: Record<StepState, string> = { done: 'done', next: 'next', later: 'to do' };

interface ChecklistStepProps {
  number: number;
  title: string;
  state: StepState;
  children: ReactNode;
}

/** One of the first steps: whether it is done is counted, never ticked. */
export function ChecklistStep({ number, title, state, children }: ChecklistStepProps) {
  return (
    <Panel tone={state === 'next' ? 'accent' : 'plain'}>
      <div className={classes.step}>
        <span className={classes.mark} data-state={state} aria-hidden>
          {state === 'done' ? <IconCheck size={20} /> : number}
        </span>
        <div>
          <div className={classes.head}>
            <h2 className={classes.title}>{title}</h2>
            <span className={classes.state}>{WORDS[state]}</span>
          </div>
          <div className={classes.body}>{children}</div>
        </div>
      </div>
    </Panel>
  );
}
