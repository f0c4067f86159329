import { Text } from '@mantine/core';
import type { QuotaView } from '@dryrun/contracts/bookings.contract';
import { formatShortDay } from '../../platform/time.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { TimeText } from '../../ui/time-text.tsx';

/** What is used and left of a learner's mocks, week by week, and where extra ones came from. */
export function MocksLeft({ quota }: { quota: QuotaView }) {
  const day = (date: string) => formatShortDay(`${date}T00:00:00Z`, 'UTC');
  return (
    <Disclosure title={quota.sentence}>
      <ul>
        {quota.weeks.map((week) => (
          <li key={week.week}>
            Week {week.week} ({day(week.startsOn)} – {day(week.endsOn)}): {week.used} of {quota.perWeek} used
          </li>
        ))}
      </ul>
      {quota.extras.length > 0 && (
        <>
          <Text fw={600}>Extra mocks, for any week ({quota.extrasLeft} left)</Text>
          <ul>
            {quota.extras.map((extra) => (
              <li key={extra.at}>
                {extra.count === 1 ? 'One' : extra.count} on <TimeText at={extra.at} show="day" />: {extra.reason}
              </li>
            ))}
          </ul>
        </>
      )}
    </Disclosure>
  );
}
