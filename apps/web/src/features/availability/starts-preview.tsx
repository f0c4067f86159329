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
                  {formatDay(ofDay[0], timeZone) !== formatDay(ofDay[0], ownZone) &&
                    `${formatDay(ofDay[0], ownZone)}, `}
                  {formatTime(ofDay[0], ownZone)}
                  {ofDay.length > 1 && ` – ${formatTime(ofDay.at(-1) ?? '', ownZone)}`}
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
