import { Title } from '@mantine/core';
import type { ProgressView } from '@dryrun/contracts/insights.contract';
import { formatDay, formatShortDay } from '../../platform/time.ts';
import { useZone } from '../../platform/zone.ts';
import classes from './move-line.module.css';

export type Move = ProgressView['dimensions'][number];

interface MoveLineProps {
  move: Move;
  /** All mocks in which any move was observed, by when they were held: the columns, so that lines can be compared. */
  mocks: readonly { interviewId: string; heldAt: string }[];
  levelNames: readonly string[];
}

const COLUMN = 72;
/** On a phone a column shrinks to this before the line scrolls sideways, px. */
const NARROWEST = 50;
const STEP = 18;
const SIDE = 28;
const TOP = 10;
const FLOOR = TOP + 3 * STEP;
const HEIGHT = FLOOR + 30;

/** One move over time on the four levels; a mock in which it was not observed is a gap in the line. */
export function MoveLine({ move, mocks, levelNames }: MoveLineProps) {
  const { timeZone } = useZone();
  const word = (level: number) => levelNames[level - 1] ?? `level ${level}`;
  const y = (level: number) => FLOOR - (level - 1) * STEP;
  const x = (index: number) => SIDE + index * COLUMN;
  const width = x(Math.max(0, mocks.length - 1)) + SIDE;
  const placed = mocks.flatMap((mock, index) => {
    const point = move.points.find(({ interviewId }) => interviewId === mock.interviewId);
    return point ? [{ index, ...point }] : [];
  });
  const runs = placed.slice(1).map((point, i) => ({ from: placed[i] ?? point, to: point }));
  const latest = placed.at(-1);
  const said = placed.map((point) => `${formatDay(point.heldAt, timeZone)}: ${word(point.level)}`).join('; ');
  return (
    <section className={classes.row} aria-label={move.title}>
      <div>
        <Title order={3} size="h4">
          {move.title}
        </Title>
        <p className={classes.latest}>
          {latest ? word(latest.level) : 'Not observed yet'}
          <span className={classes.count}>
            seen in {placed.length} of {mocks.length} mocks
          </span>
        </p>
      </div>
      <div className={classes.scroll}>
        <svg
          viewBox={`0 0 ${width} ${HEIGHT}`}
          style={{ width: '100%', maxWidth: width, minWidth: mocks.length * NARROWEST }}
          role="img"
          aria-label={said || 'No observation yet'}
        >
          {[1, 2, 3, 4].map((level) => (
            <line key={level} x1={0} x2={width} y1={y(level)} y2={y(level)} className={classes.grid} />
          ))}
          {mocks.map((mock, index) => (
            <text key={mock.interviewId} x={x(index)} y={HEIGHT - 6} className={classes.date}>
              {formatShortDay(mock.heldAt, timeZone)}
            </text>
          ))}
          {runs.map(({ from, to }) => (
            <line
              key={to.interviewId}
              x1={x(from.index)}
              y1={y(from.level)}
              x2={x(to.index)}
              y2={y(to.level)}
              className={classes.line}
              data-gap={to.index - from.index > 1 || undefined}
            />
          ))}
          {placed.map((point) => (
            <circle key={point.interviewId} cx={x(point.index)} cy={y(point.level)} r={5} className={classes.point} />
          ))}
        </svg>
      </div>
    </section>
  );
}
