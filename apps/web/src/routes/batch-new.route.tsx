import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { academyEndpoints } from '@dryrun/contracts/academy.contract';
import { FIRST_RULES, newBatch, BatchForm } from '../features/academy/batch-form.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { serverNow } from '../platform/server-clock.ts';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Panel } from '../ui/panel.tsx';
import { useCreateBatch } from './use-create-batch.ts';

/** A new batch; its people come next. */
export function BatchNewPage() {
  const navigate = useNavigate();
  const academy = useQuery(endpointQuery(academyEndpoints.academy, {}));
  const create = useCreateBatch(
    (batch) => void navigate({ to: '/batches/$batchId/people', params: { batchId: batch.id } }),
  );
  return (
    <>
      <PageHeader
        title="New batch"
        lead="It takes people at once, and starts by itself on its first day when it has a mentor."
      />
      <Loaded query={academy}>
        {({ timeZone }) => (
          <Panel>
            <BatchForm
              first={newBatch(timeZone, serverNow())}
              rules={FIRST_RULES}
              submitLabel="Make the batch"
              isPending={create.isPending}
              error={create.error}
              onSubmit={(fields, rules) => create.mutate({ body: { ...fields, ...rules } })}
            />
          </Panel>
        )}
      </Loaded>
    </>
  );
}
