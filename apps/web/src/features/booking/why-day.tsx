import type { UseQueryResult } from '@tanstack/react-query';
import { Modal, Stack, Text } from '@mantine/core';
import type { WhyView } from '@dryrun/contracts/scheduling.contract';
import { formatLocalDate } from '../../platform/time.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import classes from './why-day.module.css';

interface WhyDayProps {
  /** The local day asked about; null when none is. */
  date: string | null;
  query: Pick<UseQueryResult<WhyView>, 'data' | 'error' | 'refetch' | 'isFetching'>;
  close: () => void;
}

/** The answer to "why is there no time on that day?", mentor by mentor. */
export function WhyDay({ date, query, close }: WhyDayProps) {
  return (
    <Modal
      opened={date !== null}
      onClose={close}
      title={date === null ? '' : `Why is there no time on ${formatLocalDate(date)}?`}
    >
      <Loaded query={query} skeleton={<SkeletonRows rows={3} />}>
        {(view) => <WhyAnswer view={view} />}
      </Loaded>
    </Modal>
  );
}

/** The day in one sentence, then each row of it. */
export function WhyAnswer({ view }: { view: WhyView }) {
  return (
    <Stack gap="sm" role="status">
      <Text fw={600}>{view.sentence}</Text>
      {view.rows.length > 0 && (
        <ul className={classes.rows}>
          {view.rows.map((row) => (
            <li key={row.name} className={classes.row} data-open={row.times.some((t) => t.reasons.length === 0)}>
              {row.sentence.startsWith('You') && <strong>{row.name}: </strong>}
              {row.sentence}
            </li>
          ))}
        </ul>
      )}
    </Stack>
  );
}
