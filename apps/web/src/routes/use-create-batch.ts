import { cohortEndpoints, type BatchView } from '@dryrun/contracts/cohorts.contract';
import { identityEndpoints } from '@dryrun/contracts/identity.contract';
import { insightEndpoints } from '@dryrun/contracts/insights.contract';
import { useEndpointMutation } from '../platform/endpoint-query.ts';

/** Making a batch changes what its maker may see everywhere. */
export function useCreateBatch(onMade: (batch: BatchView) => void) {
  return useEndpointMutation(cohortEndpoints.createBatch, {
    invalidates: [identityEndpoints.me, cohortEndpoints.batches, insightEndpoints.start],
    onSuccess: onMade,
  });
}
