import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Group, NumberInput, TextInput } from '@mantine/core';
import { bookingEndpoints } from '@dryrun/contracts/bookings.contract';
import { endpointQuery, useEndpointMutation } from '../../platform/endpoint-query.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

/** Extra mocks for a learner, usable in any week; the learner reads the reason. */
export function GrantMocks({ batchId, personId }: { batchId: string; personId: string }) {
  const queryClient = useQueryClient();
  const [count, setCount] = useState(1);
  const [reason, setReason] = useState('');
  const params = { batchId, personId };
  const grant = useEndpointMutation(bookingEndpoints.grantExtraMocks, {
    invalidates: [bookingEndpoints.learnerSlots],
    onSuccess: (quota) => {
      queryClient.setQueryData(endpointQuery(bookingEndpoints.learnerQuota, { params }).queryKey, quota);
      setReason('');
    },
  });
  return (
    <Disclosure title="Give extra mocks">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          grant.mutate({ params, body: { count, reason: reason.trim() } });
        }}
      >
        <Group align="flex-end" gap="xs">
          <NumberInput
            label="How many"
            value={count}
            onChange={(value) => typeof value === 'number' && setCount(value)}
            min={1}
            max={5}
            w={110}
          />
          <TextInput
            label="Reason"
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            maxLength={280}
            style={{ flex: '1 1 14rem' }}
          />
          <Button type="submit" variant="default" disabled={reason.trim().length < 3} loading={grant.isPending}>
            Give
          </Button>
        </Group>
        {grant.error && <ProblemNotice error={grant.error} />}
      </form>
    </Disclosure>
  );
}
