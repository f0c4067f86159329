import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Stack } from '@mantine/core';
import { cohortEndpoints } from '@dryrun/contracts/cohorts.contract';
import { insightEndpoints } from '@dryrun/contracts/insights.contract';
import { ProgressKnowledge } from '../features/progress/progress-knowledge.tsx';
import { ProgressMoves } from '../features/progress/progress-moves.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { LEVEL_WORDS } from '../ui/level-scale.tsx';
import { TextLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ShareButton } from '../ui/share-button.tsx';

/** One learner's released feedback over time, as staff of the batch see it. */
export function BatchLearnerPage() {
  const params = useParams({ from: '/signed-in/batches/$batchId/learners/$personId' });
  const batch = useQuery(endpointQuery(cohortEndpoints.batch, { params: { batchId: params.batchId } }));
  const progress = useQuery(endpointQuery(insightEndpoints.progress, { params }));
  return (
    <Loaded query={progress}>
      {(data) => (
        <>
          <PageHeader
            eyebrow={
              <TextLink to="/batches/$batchId" params={{ batchId: params.batchId }}>
                {batch.data?.name ?? 'Batch'}
              </TextLink>
            }
            title={data.learner.name}
            actions={
              <ShareButton
                label="Nudge in a chat"
                text={`Hi ${data.learner.name.split(' ')[0]}, how is your preparation going? There are open times for a mock, and your next steps wait on your page.`}
                path="/book"
              />
            }
            lead="What released feedback says over time. Opening it is noted in the audit log."
          />
          {data.heldCount === 0 ? (
            <EmptyState>No feedback has been released for this learner yet.</EmptyState>
          ) : (
            <Stack gap="lg">
              <ProgressMoves progress={data} levelNames={LEVEL_WORDS} />
              {data.knowledge.length > 0 && <ProgressKnowledge knowledge={data.knowledge} />}
            </Stack>
          )}
        </>
      )}
    </Loaded>
  );
}
