import type { ReactNode } from 'react';
import type { PlanView } from '@dryrun/contracts/interviews.contract';
import { useNow } from '../../platform/use-now.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { MarkdownText } from '../../ui/markdown-text.tsx';
import { phaseAt, PhaseClock } from '../../ui/phase-clock.tsx';
import classes from './phase-now.module.css';

interface RunClockProps {
  phases: PlanView['phases'];
  startedAt: string;
  /** What stays in sight with the clock. */
  children: ReactNode;
}

/** The clock that stays in sight. */
export function RunClock({ phases, startedAt, children }: RunClockProps) {
  return (
    <div className={classes.clock}>
      <PhaseClock phases={phases} startedAt={startedAt} />
      {children}
    </div>
  );
}

/** What the present phase is for and what to say in it. `startedAt` in epoch milliseconds. */
export function PhaseNow({ phases, startedAt }: { phases: PlanView['phases']; startedAt: number }) {
  const phase = phases[phaseAt(phases, startedAt, useNow(5_000)).index];
  if (!phase) return null;
  return (
    <div className={classes.now}>
      <Disclosure
        key={phase.title}
        title={
          <>
            Now: {phase.title} <span className={classes.purpose}>{phase.purpose}</span>
          </>
        }
      >
        <MarkdownText>{phase.script}</MarkdownText>
      </Disclosure>
    </div>
  );
}
