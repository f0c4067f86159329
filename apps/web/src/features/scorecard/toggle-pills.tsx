import classes from './toggle-pills.module.css';

type Name =
  /** Shown before the pills. */
  | { label: string; hiddenLabel?: undefined; labelledBy?: undefined }
  /** For those who do not see what the pills stand beside. */
  | { hiddenLabel: string; label?: undefined; labelledBy?: undefined }
  /** Id of the words they stand beside. */
  | { labelledBy: string; label?: undefined; hiddenLabel?: undefined };

type TogglePillsProps<T extends string> = Name & {
  options: readonly { value: T; label: string }[];
  value: T | null;
  /** null: the chosen one was tapped again, nothing is chosen any more. */
  onChange: (value: T | null) => void;
};

/** One tap chooses, a second one takes it back: for what may stay open. */
export function TogglePills<T extends string>(props: TogglePillsProps<T>) {
  const { label, hiddenLabel, labelledBy, options, value, onChange } = props;
  return (
    <div role="group" aria-label={label ?? hiddenLabel} aria-labelledby={labelledBy} className={classes.group}>
      {label !== undefined && (
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
