import { useId } from 'react';
import classes from './tick-cards.module.css';

interface TickCardsProps<T extends string | number> {
  label: string;
  choices: readonly { value: T; title: string; aside?: string }[];
  values: readonly T[];
  onChange: (values: T[]) => void;
  problem?: string | null;
}

/** Tick boxes as a row of small cards: several of a few, all visible. */
export function TickCards<T extends string | number>({ label, choices, values, onChange, problem }: TickCardsProps<T>) {
  const problemId = useId();
  return (
    <fieldset className={classes.group} aria-describedby={problem ? problemId : undefined}>
      <legend className={classes.label}>{label}</legend>
      <div className={classes.cards}>
        {choices.map(({ value, title, aside }) => (
          <label key={value} className={classes.card}>
            <input
              type="checkbox"
              className={classes.input}
              checked={values.includes(value)}
              onChange={(event) =>
                onChange(event.currentTarget.checked ? [...values, value] : values.filter((v) => v !== value))
              }
            />
            <span>{title}</span>
            {aside !== undefined && <span className={classes.aside}>{aside}</span>}
          </label>
        ))}
      </div>
      {problem && (
        <p id={problemId} className={classes.problem}>
          {problem}
        </p>
      )}
    </fieldset>
  );
}
