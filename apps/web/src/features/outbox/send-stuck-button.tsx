import { Button } from '@mantine/core';
import { notificationEndpoints } from '@dryrun/contracts/notifications.contract';
import { useEndpointMutation } from '../../platform/endpoint-query.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

/** Puts everything that is stuck back on its way, in one batch or in all that one oversees. */
export function SendStuckButton({ batchId, label }: { batchId: string | null; label: string }) {
  const retry = useEndpointMutation(notificationEndpoints.retryMessages, {
    invalidates: [notificationEndpoints.outbox, notificationEndpoints.mailServer],
  });
  if (retry.error) return <ProblemNotice error={retry.error} retry={() => retry.mutate({ body: { batchId } })} />;
  return (
    <Button variant="default" loading={retry.isPending} onClick={() => retry.mutate({ body: { batchId } })}>
      {label}
    </Button>
  );
}
