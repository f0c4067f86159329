import { formatCountdown } from '../platform/time.ts';
import { useNow } from '../platform/use-now.ts';
import classes from './phase-clock.module.css';

export interface Phase {
  title: string;
  minutes: number;
}

const MINUTE = 60_000;

/**
 * Where in its phases a mock is. `startedAt` and `now` in epoch milliseconds. After the last phase `index` stays on it and
 * `leftMs` is negative (over time).
 */
export function phaseAt(
  phases: readonly Phase[],
  startedAt: number,
  now: number,
): { index: number; leftMs: number; elapsedMs: number } {
  const elapsedMs = Math.max(0, now - startedAt);
  let end = 0;
  for (const [index, phase] of phases.entries()) {
    end += phase.minutes * MINUTE;
    if (elapsedMs < end || index === phases.length - 1) return { index, leftMs: end - elapsedMs, elapsedMs };
  }
  return { index: 0, leftMs: 0, elapsedMs };
}

/** The phases of a running mock with the time left in the current one. `startedAt` null: not started yet. */
export function PhaseClock({ phases, startedAt }: { phases: readonly Phase[]; startedAt: string | null }) {
  const now = useNow(1_000);
  const place = startedAt === null ? null : phaseAt(phases, Date.parse(startedAt), now);
  return (
    <div className={classes.clock}>
      <ol className={classes.phases} aria-label="Phases">
        {phases.map((phase, index) => (
          <li
            key={`${index} ${phase.title}`}
            className={classes.phase}
            style={{ flexGrow: phase.minutes }}
            data-past={(place !== null && index < place.index) || undefined}
            aria-current={index === place?.index ? 'step' : undefined}
          >
            <span className={classes.title}>{phase.title}</span>
            <span className={classes.minutes}>{phase.minutes} min</span>
          </li>
        ))}
      </ol>
      {place === null && (
        <p className={classes.ahead} aria-hidden>
          {phases.map(({ title, minutes }) => `${title} ${minutes} min`).join(' · ')}
        </p>
      )}
      {place !== null && (
        <p className={classes.left} role="timer" aria-live="off">
          {place.leftMs >= 0 ? (
            <>
              <strong className="tabular">{formatCountdown(place.leftMs)}</strong> left in{' '}
              {phases[place.index]?.title ?? 'this phase'}
            </>
          ) : (
            <>
              <strong className="tabular">{formatCountdown(-place.leftMs)}</strong> over the planned time
            </>
          )}
        </p>
      )}
    </div>
  );
}
