import { Text, Title } from '@mantine/core';
import type { FeedbackRow as Row } from '@dryrun/contracts/feedback.contract';
import { LevelScale } from '../../ui/level-scale.tsx';
import { Quote } from '../../ui/quote.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './feedback-row.module.css';

/** One move: last time → now, what that level looks like, what was seen. A move not observed is a gap. */
export function FeedbackRow({ row, levelNames }: { row: Row; levelNames: readonly string[] }) {
  const word = (level: number) => levelNames[level - 1] ?? `level ${level}`;
  const isObserved = row.level !== null;
  return (
    <section className={classes.row} aria-label={row.title}>
      <div className={classes.head}>
        <Title order={3} size="h4">
          {row.title}
        </Title>
        <LevelScale level={row.level} last={row.lastTime?.level ?? null} predicted={row.predicted} names={levelNames} />
        <p className={classes.levels}>
          {row.lastTime && (
            <>
              <span className={classes.last}>{word(row.lastTime.level)}</span> <span aria-label="then now">→</span>{' '}
            </>
          )}
          {isObserved ? <strong>{row.levelName}</strong> : <em>not observed this time</em>}
        </p>
        {row.lastTime && (
          <Text size="sm" c="dimmed">
            Last time: <TimeText at={row.lastTime.heldAt} show="day" />
          </Text>
        )}
        {row.predicted !== null && (
          <Text size="sm" c="violet">
            You predicted {word(row.predicted)}
          </Text>
        )}
      </div>
      <div className={classes.body}>
        {isObserved ? (
          <>
            <p className={classes.anchor}>
              {row.anchor}
              {row.wasPrompted === true && (
                <span className={classes.prompted}> It came after a question or a pushback.</span>
              )}
            </p>
            {row.examples.map((example) => (
              <Quote key={example}>{example}</Quote>
            ))}
            {row.examples.length === 0 && (
              <Text c="dimmed" fs="italic">
                No example noted.
              </Text>
            )}
          </>
        ) : (
          <Text c="dimmed">There was no chance to show this move. It counts neither for nor against you.</Text>
        )}
      </div>
    </section>
  );
}
