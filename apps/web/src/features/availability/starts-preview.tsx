import { Text } from '@mantine/core';
import type { HoursPreviewView } from '@dryrun/contracts/scheduling.contract';
import { formatDay, formatTime, isSameWallTime, localDateOf } from '../../platform/time.ts';
import { useZone } from '../../platform/zone.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import classes from './hours-preview.module.css';

interface StartsPreviewProps {
  seen: HoursPreviewView;
  /** The zone in which the hours were written. */
  ownZone: string;
}

/** The starts that learners are offered, day by day in the zone of the page, and why there are not more. */
export function StartsPreview({ seen: { starts, reasons }, ownZone }: StartsPreviewProps) {
  const { timeZone } = useZone();
  const days = Map.groupBy(starts, (startsAt) => localDateOf(startsAt, timeZone));
  const why = (
    <ul className={classes.reasons}>
      {reasons.map(({ code, sentence }) => (
        <li key={code}>{sentence}</li>
      ))}
    </ul>
  );
  if (starts.length === 0)
    return (
      <>
        <Text mb="xs">Nothing: nobody can book you.</Text>
        {why}
      </>
    );
  return (
    <>
      <dl className={classes.days}>
        {[...days].map(([date, ofDay]) => (
          <div key={date} className={classes.day}>
            <dt>{formatDay(`${date}T12:00:00Z`, 'UTC')}</dt>
            <dd>
              {ofDay.map((startsAt) => formatTime(startsAt, timeZone)).join(', ')}
              {ofDay[0] !== undefined && !isSameWallTime(ofDay[0], timeZone, ownZone) && (
                <span className={classes.own}>
                  you:{' '}
                  {stretches(ofDay)
                    .map((stretch) => ownWords(stretch, timeZone, ownZone))
                    .join(' · ')}
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {reasons.length > 0 && <Disclosure title="Why not more">{why}</Disclosure>}
    </>
  );
}

/** Starts that follow each other closer than this are told as one stretch. */
const NEXT_WITHIN_MS = 60 * 60_000;

/** Starts in runs, so that a morning and an evening are not told as the whole day between them. Ascending. */
function stretches(starts: readonly string[]): string[][] {
  const runs: string[][] = [];
  for (const at of starts) {
    const run = runs.at(-1);
    if (run && Date.parse(at) - Date.parse(run.at(-1) ?? at) <= NEXT_WITHIN_MS) run.push(at);
    else runs.push([at]);
  }
  return runs;
}

/** `7:00 pm – 9:00 pm` on the mentor's clock, with its day where that is another. */
function ownWords([first = '', ...more]: string[], timeZone: string, ownZone: string): string {
  const day = formatDay(first, timeZone) === formatDay(first, ownZone) ? '' : `${formatDay(first, ownZone)}, `;
  const last = more.at(-1);
  return `${day}${formatTime(first, ownZone)}${last === undefined ? '' : ` – ${formatTime(last, ownZone)}`}`;
}
