import { Button, NativeSelect, Text, Textarea, TextInput } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import type { RubricDimension } from '@dryrun/contracts/content-bodies';
import { MOST_NEXT_STEPS, type Pointed } from '@dryrun/domain/feedback/scorecard';
import { Panel } from '../../ui/panel.tsx';
import { pointedAt, stepId, type NextStep, type ScorecardForm } from './scorecard-form.ts';
import classes from './next-steps-panel.module.css';

interface NextStepsPanelProps {
  steps: readonly NextStep[];
  dimensions: readonly RubricDimension[];
  hints: readonly Pointed[];
  missing: readonly Pointed[];
  onChange: (edit: (form: ScorecardForm) => ScorecardForm) => void;
  /** Today in the mentor's zone, `YYYY-MM-DD`. */
  today: string;
}

const BLANK: NextStep = { drill: '', dimension: null, dueOn: null };

/** What the learner takes on: one to three drills, each with the move it works on and a day. */
export function NextStepsPanel({ steps, dimensions, hints, missing, onChange, today }: NextStepsPanelProps) {
  const shown = steps.length === 0 ? [BLANK] : steps;
  const set = (index: number, change: Partial<NextStep>) =>
    onChange((form) => ({
      ...form,
      nextSteps: (form.nextSteps.length === 0 ? [BLANK] : form.nextSteps).map((step, i) =>
        i === index ? { ...step, ...change } : step,
      ),
    }));
  const general = missing.filter(({ pointer }) => pointer === '/nextSteps');
  return (
    <Panel title="Next steps" id="next-steps">
      <Text c="dimmed" className="measure">
        One to three drills that would change the next mock most.
      </Text>
      {general.map(({ message }) => (
        <p key={message} className={classes.missing}>
          {message}
        </p>
      ))}
      {shown.map((step, index) => (
        // A step has no identity but its place.
        <fieldset key={index} id={stepId(index)} className={classes.step} tabIndex={-1}>
          <legend className="eyebrow">Next step {index + 1}</legend>
          <Textarea
            label="What to do"
            placeholder="e.g. Redo this design at ten times the load; say the price of each choice before you draw it."
            autosize
            minRows={2}
            maxLength={280}
            value={step.drill}
            error={pointedAt(missing, `/nextSteps/${index}`)[0]}
            description={pointedAt(hints, `/nextSteps/${index}/drill`)[0]}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            onChange={(event) => set(index, { drill: event.currentTarget.value })}
          />
          <div className={classes.details}>
            <NativeSelect
              label="Works on"
              value={step.dimension ?? ''}
              data={[
                { value: '', label: 'No single move' },
                ...dimensions.map(({ id, title }) => ({ value: id, label: title })),
              ]}
              onChange={(event) => set(index, { dimension: event.currentTarget.value || null })}
            />
            <TextInput
              label="By"
              type="date"
              min={today}
              value={step.dueOn ?? ''}
              onChange={(event) => set(index, { dueOn: event.currentTarget.value || null })}
            />
            {steps.length > 0 && (
              <Button
                variant="subtle"
                color="gray"
                leftSection={<IconTrash size={18} aria-hidden />}
                aria-label={`Remove next step ${index + 1}`}
                onClick={() =>
                  onChange((form) => ({ ...form, nextSteps: form.nextSteps.filter((_, i) => i !== index) }))
                }
              >
                Remove
              </Button>
            )}
          </div>
          {pointedAt(hints, `/nextSteps/${index}/dimension`).map((message) => (
            <p key={message} className={classes.hint}>
              {message}
            </p>
          ))}
        </fieldset>
      ))}
      {steps.length > 0 && steps.length < MOST_NEXT_STEPS && (
        <Button
          mt="sm"
          variant="default"
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => onChange((form) => ({ ...form, nextSteps: [...form.nextSteps, BLANK] }))}
        >
          Add another next step
        </Button>
      )}
    </Panel>
  );
}
