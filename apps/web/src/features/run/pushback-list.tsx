import { Button } from '@mantine/core';
import type { PlanItemView } from '@dryrun/contracts/interviews.contract';
import { minuteOf } from '@dryrun/domain/interviews/marks';
import { MarkdownText } from '../../ui/markdown-text.tsx';
import classes from './pushback-list.module.css';
import { KeyHint } from './key-hint.tsx';
import { nextPushback } from './use-run.ts';

type Pushback = PlanItemView['pushbacks'][number];

interface PushbackListProps {
  item: PlanItemView;
  onUse: (pushbackId: string) => void;
  /** Epoch milliseconds. */
  startedAt: number;
  hasKeys: boolean;
}

/** Pushbacks in the order to use them: the next planned one large, then the rest; a used one shows what to listen for. */
export function PushbackList({ item, onUse, startedAt, hasKeys }: PushbackListProps) {
  const next = nextPushback(item);
  const used = item.pushbacks.filter(({ usedAt }) => usedAt !== null);
  const others = item.pushbacks.filter((p) => p.usedAt === null && p.id !== next?.id);
  if (item.pushbacks.length === 0) return null;
  return (
    <section className={classes.pushbacks} aria-label="Pushbacks">
      <h3 className={classes.heading}>Pushbacks</h3>
      {used.map((pushback) => (
        <Used key={pushback.id} pushback={pushback} minute={minuteOf(startedAt, Date.parse(pushback.usedAt ?? ''))} />
      ))}
      {next && (
        <div className={classes.next}>
          <p className={classes.says}>{next.says}</p>
          <Button
            color="violet"
            onClick={() => onUse(next.id)}
            rightSection={hasKeys ? <KeyHint>P</KeyHint> : undefined}
          >
            I said this
          </Button>
        </div>
      )}
      {others.length > 0 && (
        <details className={classes.others} open={next === null && used.length === 0}>
          <summary>
            {next || used.length > 0 ? `Others (${others.length})` : `None planned; ${others.length} to choose from`}
          </summary>
          {others.map((pushback) => (
            <div key={pushback.id} className={classes.other}>
              <span>{pushback.says}</span>
              <Button variant="default" aria-label={`I said this: ${pushback.says}`} onClick={() => onUse(pushback.id)}>
                I said this
              </Button>
            </div>
          ))}
        </details>
      )}
    </section>
  );
}

function Used({ pushback, minute }: { pushback: Pushback; minute: number }) {
  return (
    <details className={classes.used} open>
      <summary>
        <span className={classes.minute}>min {minute}</span> {pushback.says}
      </summary>
      <div className={classes.revision}>
        <p className={classes.listen}>Listen for</p>
        <MarkdownText>{pushback.goodRevision}</MarkdownText>
      </div>
    </details>
  );
}
