import { Text } from '@mantine/core';
import type { FormatBody, RubricBody } from '@dryrun/contracts/content-bodies';
import { Panel } from '../../ui/panel.tsx';
import classes from './interview-brief.module.css';

interface InterviewBriefProps {
  format: FormatBody;
  rubric: RubricBody;
  /** The move the learner wants to work on. */
  chosenDimension: string | null;
}

/** What happens in the mock and what is looked for, told in advance. */
export function InterviewBrief({ format, rubric, chosenDimension }: InterviewBriefProps) {
  const moves = format.focusDimensions.flatMap((id) => rubric.dimensions.filter((dimension) => dimension.id === id));
  return (
    <>
      <Panel title="How it goes">
        <Text mb="md">{format.summary}</Text>
        <ol className={classes.phases}>
          {format.phases.map((phase) => (
            <li key={phase.title} className={classes.phase}>
              <span className={classes.minutes}>{phase.minutes} min</span>
              <span>
                <strong>{phase.title}</strong>
                <span className={classes.purpose}>{phase.purpose}</span>
              </span>
            </li>
          ))}
        </ol>
      </Panel>
      <Panel title="What your mentor looks for">
        <Text c="dimmed" mb="md">
          The same words are in their scorecard. Each move is rated on its own, or left out when there was no chance to
          show it.
        </Text>
        {moves.map((move) => (
          <details key={move.id} className={classes.move} open={move.id === chosenDimension}>
            <summary>
              <span className={classes.moveTitle}>{move.title}</span>
              {move.id === chosenDimension && <span className={classes.chosen}>you want to work on this</span>}
              <span className={classes.summary}>{move.summary}</span>
            </summary>
            <dl className={classes.anchors}>
              {([1, 2, 3, 4] as const).map((level) => (
                <div key={level}>
                  <dt>{rubric.levelNames[level - 1]}</dt>
                  <dd>{move.anchors[level]}</dd>
                </div>
              ))}
            </dl>
          </details>
        ))}
      </Panel>
    </>
  );
}
