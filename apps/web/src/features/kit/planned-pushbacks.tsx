import { Checkbox } from '@mantine/core';
import type { PlanItemView } from '@dryrun/contracts/interviews.contract';
import { MarkdownText } from '../../ui/markdown-text.tsx';
import classes from './planned-pushbacks.module.css';

interface PlannedPushbacksProps {
  pushbacks: PlanItemView['pushbacks'];
  plannedIds: readonly string[];
  /** null: to be read only. */
  onPlan: ((ids: string[]) => void) | null;
}

/** What the interviewer says next: ticked ones are offered first during the mock. */
export function PlannedPushbacks({ pushbacks, plannedIds, onPlan }: PlannedPushbacksProps) {
  if (pushbacks.length === 0) return null;
  const plan = (id: string, isPlanned: boolean) =>
    onPlan?.(pushbacks.filter((p) => (p.id === id ? isPlanned : plannedIds.includes(p.id))).map((p) => p.id));
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>
        Pushbacks ({plannedIds.length} of {pushbacks.length} planned)
      </legend>
      {pushbacks.map((pushback) => (
        <div key={pushback.id} className={classes.pushback}>
          <Checkbox
            color="violet"
            size="md"
            label={pushback.says}
            description={pushback.usedAt === null ? undefined : 'Already used in this mock'}
            checked={plannedIds.includes(pushback.id)}
            disabled={onPlan === null || pushback.usedAt !== null}
            onChange={(event) => plan(pushback.id, event.currentTarget.checked)}
          />
          <details className={classes.revision}>
            <summary>What a good revision sounds like</summary>
            <MarkdownText>{pushback.goodRevision}</MarkdownText>
          </details>
        </div>
      ))}
    </fieldset>
  );
}
