import { useId } from 'react';
import type { RubricDimension } from '@dryrun/contracts/content-bodies';
import type { RatingLevel } from '@dryrun/domain/feedback/scorecard';
import classes from './level-choice.module.css';

const LEVELS: readonly RatingLevel[] = [1, 2, 3, 4];

interface LevelChoiceProps {
  dimension: RubricDimension;
  levelNames: readonly string[];
  value: RatingLevel | null;
  onChange: (level: RatingLevel) => void;
}

/** The four levels with what each looks like for this move; tapping anywhere on one chooses it. */
export function LevelChoice({ dimension, levelNames, value, onChange }: LevelChoiceProps) {
  const name = useId();
  return (
    <fieldset className={classes.levels}>
      <legend className="visually-hidden">Level of “{dimension.title}”</legend>
      {LEVELS.map((level) => (
        <label key={level} className={classes.level}>
          <input
            type="radio"
            name={name}
            className={classes.input}
            checked={value === level}
            onChange={() => onChange(level)}
            aria-describedby={`${name}-${level}`}
          />
          <span className={classes.name}>
            <kbd className={classes.key} aria-hidden>
              {level}
            </kbd>
            {levelNames[level - 1]}
          </span>
          <span id={`${name}-${level}`} className={classes.anchor} aria-hidden>
            {dimension.anchors[level]}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
