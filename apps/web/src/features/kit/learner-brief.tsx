import type { InterviewView, PlanView } from '@dryrun/contracts/interviews.contract';
import { FactList } from '../../ui/fact-list.tsx';
import { Panel } from '../../ui/panel.tsx';
import { LEVEL_LABELS, LEVEL_YEARS } from '../../ui/words.ts';
import classes from './learner-brief.module.css';

/** Whom you meet and what they work on. No number about them: you rate what you will see, not what others saw. */
export function LearnerBrief({ interview, plan }: { interview: InterviewView; plan: PlanView }) {
  const { goal, learner } = interview;
  const titleOf = (id: string | null) => plan.focusDimensions.find((d) => d.id === id)?.title ?? null;
  return (
    <Panel title={learner.name}>
      <FactList
        facts={[
          ['Level', `${LEVEL_LABELS[goal.level]} (${LEVEL_YEARS[goal.level]})`],
          ['Track', goal.track.title],
          ['Probe', titleOf(plan.dimensionToProbe) ?? goal.dimension?.title],
          ['Their note', goal.note],
        ]}
      />
      <h3 className={classes.heading}>Open next steps</h3>
      {plan.openNextSteps.length === 0 ? (
        <p className={classes.none}>None right now.</p>
      ) : (
        <ul className={classes.steps}>
          {plan.openNextSteps.map((step) => (
            <li key={step.drill}>
              {step.drill}
              {titleOf(step.dimension) !== null && <span className={classes.move}> · {titleOf(step.dimension)}</span>}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
