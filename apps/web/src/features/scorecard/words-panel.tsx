import { Text, Textarea } from '@mantine/core';
import { RECOMMENDATIONS, type Pointed } from '@dryrun/domain/feedback/scorecard';
import { Panel } from '../../ui/panel.tsx';
import { RECOMMENDATION_WORDS } from '../../ui/words.ts';
import { LinesEditor } from './lines-editor.tsx';
import { MOST_STRENGTHS, pointedAt, type ScorecardForm } from './scorecard-form.ts';
import { TogglePills } from './toggle-pills.tsx';
import classes from './next-steps-panel.module.css';

interface PanelProps {
  form: ScorecardForm;
  onChange: (edit: (form: ScorecardForm) => ScorecardForm) => void;
}

/** What was worth doing again. */
export function StrengthsPanel({
  form,
  onChange,
  hints,
  missing,
}: PanelProps & { hints: readonly Pointed[]; missing: readonly Pointed[] }) {
  return (
    <Panel title="Strengths" id="strengths">
      <Text c="dimmed" mb="sm" className="measure">
        At least one thing you saw that is worth doing again.
      </Text>
      {pointedAt(missing, '/strengths').map((message) => (
        <p key={message} className={classes.missing}>
          {message}
        </p>
      ))}
      <LinesEditor
        lines={form.strengths}
        onChange={(strengths) => onChange((old) => ({ ...old, strengths }))}
        noun="strength"
        placeholder="What was done or said, and when"
        most={MOST_STRENGTHS}
        maxLength={400}
        hintOf={(index) => pointedAt(hints, `/strengths/${index}`)[0]}
      />
    </Panel>
  );
}

/** The mentor's own words and, if they want to, whether the learner is ready for the level. */
export function NotePanel({ form, onChange, learnerName }: PanelProps & { learnerName: string }) {
  return (
    <Panel title="In your own words">
      <Textarea
        id="note"
        label={`A warm note to ${learnerName}`}
        description="Optional. It opens the page they read."
        autosize
        minRows={3}
        maxLength={2000}
        mb="md"
        styles={{ input: { maxWidth: 'var(--dr-measure)' } }}
        value={form.note}
        onChange={(event) => {
          const note = event.currentTarget.value;
          onChange((old) => ({ ...old, note }));
        }}
      />
      <TogglePills
        label="Ready for this level? (optional)"
        options={RECOMMENDATIONS.map((value) => ({ value, label: RECOMMENDATION_WORDS[value] }))}
        value={form.recommendation}
        onChange={(recommendation) => onChange((old) => ({ ...old, recommendation }))}
      />
    </Panel>
  );
}
