import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { cohortEndpoints } from '@dryrun/contracts/cohorts.contract';
import { BatchHeader } from '../features/batch/batch-header.tsx';
import { PolicyForm } from '../features/policy/policy-form.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { Loaded } from '../ui/loaded.tsx';
import { SkeletonRows } from '../ui/skeleton-rows.tsx';

/** The rules of a batch, for everybody in it to read and for its admin to change. */
export function BatchPolicyPage() {
  const { batchId } = useParams({ from: '/signed-in/batches/$batchId/policy' });
  const policy = useQuery(endpointQuery(cohortEndpoints.policy, { params: { batchId } }));
  return (
    <Loaded query={policy} skeleton={<SkeletonRows rows={5} height={120} />}>
      {(view) => (
        <>
          <BatchHeader
            batchId={batchId}
            title="Rules"
            lead={
              view.canChange
                ? 'Set for working adults as shipped. Change what your batch needs; the sentences say what it means.'
                : 'What your batch agreed on. A cohort admin can change it.'
            }
          />
          <PolicyForm key={view.version} batchId={batchId} view={view} />
        </>
      )}
    </Loaded>
  );
}
