import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Stack } from '@mantine/core';
import { cohortEndpoints, type BatchView } from '@dryrun/contracts/cohorts.contract';
import { identityEndpoints } from '@dryrun/contracts/identity.contract';
import { insightEndpoints } from '@dryrun/contracts/insights.contract';
import { BatchForm } from '../features/academy/batch-form.tsx';
import { BatchLife } from '../features/academy/batch-life.tsx';
import { BatchHeader } from '../features/batch/batch-header.tsx';
import { endpointQuery, useEndpointMutation } from '../platform/endpoint-query.ts';
import { BATCH_STATE_WORDS } from '../ui/batch-words.ts';
import { Loaded } from '../ui/loaded.tsx';
import { Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';

/** A batch as something one changes: name, calendar, seats, and where it stands in its life. */
export function BatchSettingsPage() {
  const { batchId } = useParams({ from: '/signed-in/batches/$batchId/settings' });
  const batch = useQuery(endpointQuery(cohortEndpoints.batch, { params: { batchId } }));
  return (
    <>
      <BatchHeader batchId={batchId} title="Settings" />
      <Loaded query={batch}>{(data) => <Settings key={data.version} batch={data} />}</Loaded>
    </>
  );
}

function Settings({ batch }: { batch: BatchView }) {
  const params = { batchId: batch.id };
  const save = useEndpointMutation(cohortEndpoints.updateBatch, {
    invalidates: [cohortEndpoints.batch, cohortEndpoints.batches, identityEndpoints.me, insightEndpoints.start],
  });
  const { name, focus, startsOn, weeks, timeZone, capacity, version } = batch;
  return (
    <Stack gap="lg">
      <Panel title={`State: ${BATCH_STATE_WORDS[batch.state].toLowerCase()}`}>
        <BatchLife batch={batch} />
      </Panel>
      <Panel title="Name, calendar, seats">
        <Stack>
          {save.isSuccess && <Notice tone="good" title="Saved" isLive />}
          <BatchForm
            first={{ name, focus, startsOn, weeks, timeZone, capacity }}
            rules={null}
            submitLabel="Save"
            isPending={save.isPending}
            error={save.error}
            onSubmit={(fields) => save.mutate({ params, body: { ...fields, version } })}
          />
        </Stack>
      </Panel>
    </Stack>
  );
}
