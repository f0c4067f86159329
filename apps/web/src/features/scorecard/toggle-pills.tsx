import classes from './toggle-pills.module.css';

interface TogglePillsProps<T extends string> {
  /** What is chosen here; spoken, and shown unless `isLabelHidden`. */
  label: string;
  isLabelHidden?: boolean;
  options: readonly { value: T; label: string }[];
  value: T | null;
  /** null: the chosen one was tapped again, nothing is chosen any more. */
  onChange: (value: T | null) => void;
}

/** One tap chooses, a second one takes it back: for what may stay open. */
export function TogglePills<T extends string>({
  label,
  isLabelHidden = false,
  options,
  value,
  onChange,
}: TogglePillsProps<T>) {
  return (
    <div role="group" aria-label={label} className={classes.group}>
      {!isLabelHidden && (
        <span className={classes.label} aria-hidden>
          {label}
        </span>
      )}
      <div className={classes.pills}>
        {options.map((option) => (
          <button
            key={option.value}
            type="button"
            className={classes.pill}
            aria-pressed={option.value === value}
            onClick={() => onChange(option.value === value ? null : option.value)}
          >
            {option.label}
          </button>
        ))}
      </div>
    </div>
  );
}
