import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Stack, Text, TextInput } from '@mantine/core';
import { bookingEndpoints } from '@dryrun/contracts/bookings.contract';
import { endpointQuery } from '../../platform/endpoint-query.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { WhyAnswer } from './why-day.tsx';

/** For a mentor: why learners can, or cannot, book them on a day. */
export function WhyMyDay() {
  const [onDate, setOnDate] = useState('');
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(onDate);
  const why = useQuery({ ...endpointQuery(bookingEndpoints.mentorWhy, { query: { onDate } }), enabled: isDate });
  return (
    <Panel title="Why is nobody able to book me?" tone="quiet">
      <Stack gap="sm">
        <Text c="dimmed">Choose a day; you see what learners would be told about it.</Text>
        <TextInput
          type="date"
          label="Day"
          value={onDate}
          onChange={(event) => setOnDate(event.currentTarget.value)}
          style={{ alignSelf: 'flex-start' }}
        />
        {isDate && (
          <Loaded query={why} skeleton={<SkeletonRows rows={2} />}>
            {(view) => <WhyAnswer view={view} />}
          </Loaded>
        )}
      </Stack>
    </Panel>
  );
}
