import IconCircleX from '@tabler/icons-react/dist/esm/icons/IconCircleX.mjs';
import type { Pointed } from '@dryrun/domain/feedback/scorecard';
import { placeOf, type ScorecardForm } from './scorecard-form.ts';
import classes from './missing-list.module.css';

/** All that submitting still asks for, each a way to its place; in reach until the last one is done. */
export function MissingList({ missing, form }: { missing: readonly Pointed[]; form: ScorecardForm }) {
  return (
    <div role="alert" className={classes.missing}>
      <p className={classes.title}>
        <IconCircleX size={20} aria-hidden />
        {missing.length === 1 ? 'One thing is missing' : `${missing.length} things are missing`}
      </p>
      <ul className={classes.list}>
        {missing.map((one) => (
          <li key={`${one.pointer} ${one.message}`}>
            <button type="button" className={classes.jump} onClick={() => goTo(placeOf(one, form))}>
              {one.message}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Scrolls to a place of the card and puts the focus into its first field. */
export function goTo(id: string): void {
  const place = document.getElementById(id);
  if (place === null) return;
  place.scrollIntoView({ block: 'start' });
  const field = place.matches('input, textarea')
    ? place
    : (place.querySelector<HTMLElement>('input:checked') ?? place.querySelector<HTMLElement>('input, textarea'));
  (field ?? place).focus({ preventScroll: true });
}
