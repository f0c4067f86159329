import { Text } from '@mantine/core';
import type { ProgressView } from '@dryrun/contracts/insights.contract';
import { Panel } from '../../ui/panel.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './progress-knowledge.module.css';

/** Knowledge over time, apart from reasoning: key points covered unaided of those that came up. */
export function ProgressKnowledge({ knowledge }: { knowledge: ProgressView['knowledge'] }) {
  return (
    <Panel title="Knowledge">
      <Text size="sm" c="dimmed" mb="sm">
        Key points covered unaided, of those that came up. Questions differ in difficulty, so compare with care.
      </Text>
      <ul className={classes.mocks}>
        {knowledge.map((mock) => (
          <li key={mock.interviewId} className={classes.mock}>
            <TimeText at={mock.heldAt} show="day" />
            <span className={classes.bar} aria-hidden>
              <span
                className={classes.part}
                style={{ width: `${mock.raised === 0 ? 0 : (100 * mock.unaided) / mock.raised}%` }}
              />
            </span>
            <span className="tabular">
              {mock.unaided} of {mock.raised}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
