import { useState } from 'react';
import { Button, Checkbox, Group, Text } from '@mantine/core';
import type { NextStepView } from '@dryrun/contracts/feedback.contract';
import { formatLocalDate } from '../../platform/time.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useNextStep } from './use-next-step.ts';
import classes from './next-step-list.module.css';

interface NextStepListProps {
  steps: readonly NextStepView[];
  /** Folds away what was done before; what is ticked off now stays in its place. */
  foldsDone?: boolean;
}

/** Next steps to take on, tick off or decline. */
export function NextStepList({ steps, foldsDone = false }: NextStepListProps) {
  const change = useNextStep();
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const isFolded = (step: NextStepView) => foldsDone && step.state === 'done' && !touched.has(step.id);
  const folded = steps.filter(isFolded);
  const item = (step: NextStepView) => (
    <li key={step.id} className={classes.step}>
      <NextStep
        step={step}
        onChange={(state) => {
          setTouched((before) => new Set(before).add(step.id));
          change.mutate({ step, state });
        }}
      />
    </li>
  );
  return (
    <>
      <ul className={classes.steps}>{steps.filter((step) => !isFolded(step)).map(item)}</ul>
      {folded.length > 0 && (
        <details className={classes.done}>
          <summary>{folded.length} done</summary>
          <ul className={classes.steps}>{folded.map(item)}</ul>
        </details>
      )}
      {change.error && <ProblemNotice error={change.error} />}
    </>
  );
}

function NextStep({
  step,
  onChange,
}: {
  step: NextStepView;
  onChange: (state: 'accepted' | 'done' | 'declined') => void;
}) {
  const about = [
    step.dimension?.title,
    step.dueOn !== null && `by ${formatLocalDate(step.dueOn)}`,
    `from ${step.mentorName}`,
  ].filter((part) => part !== false && part !== undefined);
  const words = (
    <Text component="span" size="sm" c="dimmed">
      {about.join(' · ')}
    </Text>
  );
  if (step.state === 'accepted' || step.state === 'done')
    return (
      <Checkbox
        size="md"
        checked={step.state === 'done'}
        onChange={(event) => onChange(event.currentTarget.checked ? 'done' : 'accepted')}
        label={
          <span className={classes.drill} data-done={step.state === 'done' || undefined}>
            {step.drill}
          </span>
        }
        description={words}
      />
    );
  return (
    <div className={classes.offer}>
      <span>
        <span className={classes.drill}>{step.drill}</span>
        <br />
        {words}
      </span>
      <Group gap="xs">
        {step.state === 'declined' && (
          <Text size="sm" c="dimmed">
            Not now
          </Text>
        )}
        <Button size="sm" onClick={() => onChange('accepted')} aria-label={`Take on: ${step.drill}`}>
          Take on
        </Button>
        {step.state === 'offered' && (
          <Button
            size="sm"
            variant="default"
            onClick={() => onChange('declined')}
            aria-label={`Not now: ${step.drill}`}
          >
            Not now
          </Button>
        )}
      </Group>
    </div>
  );
}
