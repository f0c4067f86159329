import { Text, Title } from '@mantine/core';
import type { ScorecardView } from '@dryrun/contracts/feedback.contract';
import { COVERAGE } from '@dryrun/domain/feedback/scorecard';
import { InlineMarkdown } from '../../ui/inline-markdown.tsx';
import { Panel } from '../../ui/panel.tsx';
import { COVERAGE_WORDS } from './coverage-words.ts';
import { coverageOf, setCoverage, type ScorecardForm } from './scorecard-form.ts';
import { TogglePills } from './toggle-pills.tsx';
import classes from './key-points-panel.module.css';

interface KeyPointsPanelProps {
  questions: ScorecardView['questions'];
  form: ScorecardForm;
  onChange: (edit: (form: ScorecardForm) => ScorecardForm) => void;
}

const OPTIONS = COVERAGE.map((value) => ({ value, label: COVERAGE_WORDS[value] }));

/** What was known, one tap per key point; never mixed with the moves. What stays open is not shown to the learner. */
export function KeyPointsPanel({ questions, form, onChange }: KeyPointsPanelProps) {
  return (
    <Panel title="Knowledge, point by point" id="key-points">
      <Text c="dimmed" className="measure">
        Optional. One tap per point, a second one takes it back; the learner sees only the points you noted.
      </Text>
      {questions.map(({ questionVersionId, title, keyPoints }) => (
        <section key={questionVersionId} aria-label={title} className={classes.question}>
          <Title order={3} size="h4">
            {title}
          </Title>
          <ul className={classes.points}>
            {keyPoints.map((point) => (
              <li key={point.id} className={classes.point}>
                <span className={classes.text} id={`${questionVersionId}-${point.id}`}>
                  <InlineMarkdown>{point.text}</InlineMarkdown>
                </span>
                <TogglePills
                  labelledBy={`${questionVersionId}-${point.id}`}
                  options={OPTIONS}
                  value={coverageOf(form, questionVersionId, point.id)}
                  onChange={(coverage) => onChange((old) => setCoverage(old, questionVersionId, point.id, coverage))}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Panel>
  );
}
