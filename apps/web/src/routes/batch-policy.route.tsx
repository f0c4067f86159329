import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { cohortEndpoints } from '@dryrun/contracts/cohorts.contract';
import { BatchTabs } from '../features/batch/batch-tabs.tsx';
import { PolicyForm } from '../features/policy/policy-form.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { TextLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { SkeletonRows } from '../ui/skeleton-rows.tsx';

/** The rules of a batch, for everybody in it to read and for its admin to change. */
export function BatchPolicyPage() {
  const { batchId } = useParams({ from: '/signed-in/batches/$batchId/policy' });
  const batch = useQuery(endpointQuery(cohortEndpoints.batch, { params: { batchId } }));
  const policy = useQuery(endpointQuery(cohortEndpoints.policy, { params: { batchId } }));
  return (
    <Loaded query={policy} skeleton={<SkeletonRows rows={5} height={120} />}>
      {(view) => (
        <>
          <PageHeader
            eyebrow={
              <TextLink to="/batches/$batchId" params={{ batchId }}>
                {batch.data?.name ?? 'Batch'}
              </TextLink>
            }
            title="Rules"
            lead={
              view.canChange
                ? 'Set for working adults as shipped. Change what your batch needs; the sentences say what it means.'
                : 'What your batch agreed on. A cohort admin can change it.'
            }
          />
          <BatchTabs batchId={batchId} />
          <PolicyForm key={view.version} batchId={batchId} view={view} />
        </>
      )}
    </Loaded>
  );
}
