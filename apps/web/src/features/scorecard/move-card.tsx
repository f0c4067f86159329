import { Button, Title } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import type { RubricDimension } from '@dryrun/contracts/content-bodies';
import type { RatingBody, ScorecardView } from '@dryrun/contracts/feedback.contract';
import { prefillFromMarks } from '@dryrun/domain/feedback/scorecard-prefill';
import type { Pointed } from '@dryrun/domain/feedback/scorecard';
import { anchorPhrases } from './anchor-phrases.ts';
import { LevelChoice } from './level-choice.tsx';
import { LinesEditor } from './lines-editor.tsx';
import {
  addExample,
  editRating,
  MOST_EXAMPLES,
  moveId,
  rate,
  setNotObserved,
  type ScorecardForm,
} from './scorecard-form.ts';
import { TogglePills } from './toggle-pills.tsx';
import classes from './move-card.module.css';

interface MoveCardProps {
  dimension: RubricDimension;
  rating: RatingBody;
  /** JSON pointer of the rating, for the advice that belongs to it. */
  pointer: string;
  view: ScorecardView;
  hints: readonly Pointed[];
  /** Submitting was tried and this move is still open. */
  isMissing: boolean;
  /** Number keys rate this one. */
  isCurrent: boolean;
  onEnter: () => void;
  onChange: (edit: (form: ScorecardForm) => ScorecardForm) => void;
}

/** One move of the rubric: level, how it came, examples. */
export function MoveCard(props: MoveCardProps) {
  const { dimension, rating, pointer, view, hints, isMissing, isCurrent, onEnter, onChange } = props;
  const { id, title } = dimension;
  const suggestion = view.suggestions.find((s) => s.dimension === id);
  const suggested = suggestion?.level ? view.levelNames[suggestion.level - 1] : undefined;
  const hintAt = (place: string) => hints.find((hint) => hint.pointer === pointer + place)?.message;
  const general = ['/examples', '/wasPrompted', '/isNotObserved'].flatMap((place) => hintAt(place) ?? []);
  return (
    <section
      id={moveId(id)}
      className={classes.card}
      aria-label={title}
      tabIndex={-1}
      data-current={isCurrent || undefined}
      data-missing={isMissing || undefined}
      onFocusCapture={onEnter}
    >
      <div className={classes.head}>
        <div>
          <Title order={3} size="h3">
            {title}
          </Title>
          <p className={classes.summary}>{dimension.summary}</p>
        </div>
        <TogglePills
          hiddenLabel={`Was “${title}” observed?`}
          options={[{ value: 'not', label: 'Not observed' }]}
          value={rating.isNotObserved ? 'not' : null}
          onChange={(value) => onChange((form) => setNotObserved(form, id, value !== null))}
        />
      </div>
      {isMissing && <p className={classes.missing}>Rate this move, or mark it as not observed.</p>}
      {suggestion && (
        <p className={classes.suggestion}>
          {suggestion.sentence}
          {suggested !== undefined && (
            <>
              {' '}
              That points to <em>{suggested}</em>; you decide.
            </>
          )}
        </p>
      )}
      <LevelChoice
        dimension={dimension}
        levelNames={view.levelNames}
        value={rating.level}
        onChange={(level) => onChange((form) => rate(form, id, level))}
      />
      {rating.level !== null && (
        <TogglePills
          label="How did it come?"
          options={[
            { value: 'unasked', label: 'Unasked' },
            { value: 'asked', label: 'Only when asked' },
          ]}
          value={rating.wasPrompted === null ? null : rating.wasPrompted ? 'asked' : 'unasked'}
          onChange={(value) =>
            onChange((form) => editRating(form, id, { wasPrompted: value === null ? null : value === 'asked' }))
          }
        />
      )}
      <div className={classes.examples}>
        <Title order={4} size="h4">
          Examples
        </Title>
        <LinesEditor
          lines={rating.examples}
          onChange={(examples) => onChange((form) => editRating(form, id, { examples }))}
          noun="example"
          of={title}
          placeholder="What you saw or heard"
          most={MOST_EXAMPLES}
          maxLength={400}
          hintOf={(index) => hintAt(`/examples/${index}`)}
        />
        <Offers
          dimension={dimension}
          rating={rating}
          view={view}
          onTake={(line) => onChange((form) => addExample(form, id, line))}
        />
      </div>
      {general.map((message) => (
        <p key={message} className={classes.hint}>
          {message}
        </p>
      ))}
    </section>
  );
}

interface OffersProps {
  dimension: RubricDimension;
  rating: RatingBody;
  view: ScorecardView;
  onTake: (line: string) => void;
}

/** Lines to take as an example with one tap: phrases of the chosen level, and marks that are not on the card (any more). */
function Offers({ dimension, rating, view, onTake }: OffersProps) {
  if (rating.examples.filter((line) => line.trim() !== '').length >= MOST_EXAMPLES) return null;
  const fromMarks = prefillFromMarks(view.marks, [dimension]).ratings[0]?.examples ?? [];
  const phrases = rating.level === null ? [] : anchorPhrases(dimension.anchors[rating.level]);
  const offers = [...fromMarks, ...phrases].filter((line) => !rating.examples.includes(line));
  if (offers.length === 0) return null;
  return (
    <div className={classes.offers} role="group" aria-label={`Take as an example of “${dimension.title}”`}>
      <span className="eyebrow" aria-hidden>
        Tap what you saw
      </span>
      {offers.map((line) => (
        <Button
          key={line}
          variant="light"
          size="sm"
          className={classes.offer}
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => onTake(line)}
        >
          {line}
        </Button>
      ))}
    </div>
  );
}
