import { useId } from 'react';
import type { RubricDimension } from '@dryrun/contracts/content-bodies';
import classes from './level-picker.module.css';

export type Level4 = 1 | 2 | 3 | 4;
const LEVELS: readonly Level4[] = [1, 2, 3, 4];

interface LevelPickerProps {
  dimension: RubricDimension;
  levelNames: readonly string[];
  value: Level4 | undefined;
  onChange: (level: Level4) => void;
}

/** One tap per move: the four levels with what each looks like for this move. */
export function LevelPicker({ dimension, levelNames, value, onChange }: LevelPickerProps) {
  const name = useId();
  return (
    <fieldset className={classes.group}>
      <legend className={classes.title}>{dimension.title}</legend>
      <p className={classes.summary}>{dimension.summary}</p>
      <div className={classes.levels}>
        {LEVELS.map((level) => (
          <label key={level} className={classes.level}>
            <input
              type="radio"
              name={name}
              className={classes.input}
              checked={value === level}
              onChange={() => onChange(level)}
            />
            {levelNames[level - 1]}
          </label>
        ))}
      </div>
      {value !== undefined && (
        <p className={classes.anchor} role="status">
          {dimension.anchors[value]}
        </p>
      )}
    </fieldset>
  );
}
