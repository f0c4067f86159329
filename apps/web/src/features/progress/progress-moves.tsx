import { Text } from '@mantine/core';
import type { ProgressView } from '@dryrun/contracts/insights.contract';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { MoveLine } from './move-line.tsx';

interface ProgressMovesProps {
  progress: ProgressView;
  levelNames: readonly string[];
}

/** Reasoning over time: lines from enough mocks on, a plain list before. */
export function ProgressMoves({ progress, levelNames }: ProgressMovesProps) {
  const isEnough = progress.heldCount >= progress.minimum;
  const mocks = mocksOf(progress);
  return (
    <Panel title="Reasoning">
      {isEnough ? (
        <>
          <Text size="sm" c="dimmed" mb="sm">
            {progress.heldCount} mocks. The lines from bottom to top: {levelNames.join(' · ')}.
          </Text>
          {progress.dimensions.map((move) => (
            <MoveLine key={move.dimension} move={move} mocks={mocks} levelNames={levelNames} />
          ))}
        </>
      ) : (
        <>
          <Notice title={`A line needs ${progress.minimum} mocks`}>
            You have {progress.heldCount} with feedback. Until then this is a list: two points are not a trend.
          </Notice>
          <ul>
            {progress.dimensions
              .filter((move) => move.points.length > 0)
              .map((move) => (
                <li key={move.dimension}>
                  {move.title}:{' '}
                  {move.points.map((point, index) => (
                    <span key={point.interviewId}>
                      {index > 0 && ', '}
                      {levelNames[point.level - 1]} (<TimeText at={point.heldAt} show="day" />)
                    </span>
                  ))}
                </li>
              ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

/** Mocks in which something was observed, by when they were held. */
function mocksOf({ dimensions }: ProgressView): { interviewId: string; heldAt: string }[] {
  const byId = new Map(
    dimensions.flatMap(({ points }) => points.map((point) => [point.interviewId, point.heldAt] as const)),
  );
  return [...byId]
    .map(([interviewId, heldAt]) => ({ interviewId, heldAt }))
    .sort((a, b) => Date.parse(a.heldAt) - Date.parse(b.heldAt));
}
