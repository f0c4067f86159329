import type { PlanView } from '@dryrun/contracts/interviews.contract';
import { Disclosure } from '../../ui/disclosure.tsx';
import { MarkdownText } from '../../ui/markdown-text.tsx';
import { Panel } from '../../ui/panel.tsx';
import { LEVEL_WORDS } from '../../ui/level-scale.tsx';
import classes from './phase-plan.module.css';

/** How the time is spent: each phase with its purpose and what to say in it. */
export function PhasePlan({ phases }: { phases: PlanView['phases'] }) {
  return (
    <Panel title={`Phases · ${phases.reduce((sum, phase) => sum + phase.minutes, 0)} min`}>
      {phases.map((phase) => (
        <Disclosure
          key={phase.title}
          title={
            <>
              <span className={classes.minutes}>{phase.minutes} min</span> {phase.title}
              <span className={classes.purpose}>{phase.purpose}</span>
            </>
          }
        >
          <MarkdownText>{phase.script}</MarkdownText>
        </Disclosure>
      ))}
    </Panel>
  );
}

/** The moves to watch, with what each level looks like, to be read before and not during the mock. */
export function FocusMoves({ plan }: { plan: PlanView }) {
  return (
    <Panel title="Moves to watch">
      {plan.focusDimensions.map((move) => (
        <Disclosure
          key={move.id}
          title={
            <>
              {move.title}
              {move.id === plan.dimensionToProbe && <span className={classes.probe}>probe this</span>}
              <span className={classes.purpose}>{move.summary}</span>
            </>
          }
        >
          <dl className={classes.anchors}>
            {([1, 2, 3, 4] as const).map((level) => (
              <div key={level}>
                <dt>{LEVEL_WORDS[level - 1]}</dt>
                <dd>{move.anchors[level]}</dd>
              </div>
            ))}
          </dl>
        </Disclosure>
      ))}
    </Panel>
  );
}
