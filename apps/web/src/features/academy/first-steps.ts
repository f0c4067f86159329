import type { StartView } from '@dryrun/contracts/insights.contract';
import type { StepState } from './checklist-step.tsx';

/** State of each of the four steps: done as counted, and of the others the first is next. */
export function stepStates(start: StartView): [StepState, StepState, StepState, StepState] {
  const done = [true, start.mentors.count > 0, start.learners.count > 0, start.isComplete];
  const next = done.indexOf(false);
  return done.map((isDone, i): StepState => (isDone ? 'done' : i === next ? 'next' : 'later')) as [
    StepState,
    StepState,
    StepState,
    StepState,
  ];
}

/** "2 of 4 steps done" */
export function stepsInWords(start: StartView): string {
  return `${stepStates(start).filter((state) => state === 'done').length} of 4 steps done`;
}
