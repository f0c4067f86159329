import { useId } from 'react';
import classes from './choice-cards.module.css';

interface Choice {
  value: string;
  title: string;
  aside?: string;
  text?: string;
}

interface ChoiceCardsProps {
  label: string;
  choices: readonly Choice[];
  value: string | undefined;
  onChange: (value: string) => void;
}

/** Radio buttons as cards: one choice among few, all visible. */
export function ChoiceCards({ label, choices, value, onChange }: ChoiceCardsProps) {
  const name = useId();
  return (
    <fieldset className={classes.group}>
      <legend className={classes.label}>{label}</legend>
      <div className={classes.cards}>
        {choices.map((choice) => (
          <label key={choice.value} className={classes.card}>
            <input
              type="radio"
              name={name}
              className={classes.input}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
            />
            <span className={classes.head}>
              <span className={classes.title}>{choice.title}</span>
              {choice.aside !== undefined && <span className={classes.aside}>{choice.aside}</span>}
            </span>
            {choice.text !== undefined && <span className={classes.text}>{choice.text}</span>}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
