import classes from './level-scale.module.css';

/** The four levels of the rubric, as long as a view brings no names of its own. */
export const LEVEL_WORDS = ['Not yet', 'Knows it', 'Reasons when asked', 'Reasons unasked'] as const;

interface LevelScaleProps {
  /** 1–4; null is a gap: not observed, never a low score. */
  level: number | null;
  /** The level of the time before, marked with a ring. */
  last?: number | null;
  /** The learner's own prediction, marked below the line. */
  predicted?: number | null;
  /** Names of the levels from the view, lowest first. */
  names?: readonly string[];
}

/** Four steps, the reached one filled: a picture whose label says the same in words. */
export function LevelScale({ level, last = null, predicted = null, names = LEVEL_WORDS }: LevelScaleProps) {
  const word = (n: number) => names[n - 1] ?? `level ${n}`;
  const label = [
    level === null ? 'Not observed this time' : `${word(level)}, level ${level} of 4`,
    last !== null && `last time ${word(last)}`,
    predicted !== null && `predicted ${word(predicted)}`,
  ].filter((part) => part !== false);
  return (
    <span role="img" aria-label={label.join('; ')} className={classes.scale} data-gap={level === null || undefined}>
      {[1, 2, 3, 4].map((step) => (
        <span
          key={step}
          className={classes.step}
          data-reached={(level !== null && step <= level) || undefined}
          data-current={step === level || undefined}
          data-last={step === last || undefined}
          data-predicted={step === predicted || undefined}
        />
      ))}
    </span>
  );
}
