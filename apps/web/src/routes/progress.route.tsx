import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { NativeSelect, Stack } from '@mantine/core';
import { insightEndpoints } from '@dryrun/contracts/insights.contract';
import { ProgressKnowledge } from '../features/progress/progress-knowledge.tsx';
import { ProgressMoves } from '../features/progress/progress-moves.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { batchesAs, useMe } from '../platform/session.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { LEVEL_WORDS } from '../ui/level-scale.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';

/** My own released ratings over time. */
export function ProgressPage() {
  const search = useSearch({ from: '/signed-in/progress' });
  const navigate = useNavigate({ from: '/progress' });
  const me = useMe();
  const batches = batchesAs(me, 'learner');
  const batch = batches.find(({ id }) => id === search.batch) ?? batches[0];
  const progress = useQuery({
    ...endpointQuery(insightEndpoints.progress, { params: { batchId: batch?.id ?? '', personId: me.person.id } }),
    enabled: batch !== undefined,
  });
  return (
    <>
      <PageHeader
        title="Progress"
        lead="What your mentors saw, mock by mock. Reasoning and knowledge are never added up."
      />
      {batches.length > 1 && (
        <NativeSelect
          label="Batch"
          mb="lg"
          value={batch?.id}
          onChange={(event) =>
            void navigate({ search: (old) => ({ ...old, batch: event.currentTarget.value }), replace: true })
          }
          data={batches.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      {batch === undefined ? (
        <EmptyState>Your progress appears here once you are a learner in a batch.</EmptyState>
      ) : (
        <Loaded query={progress}>
          {(view) =>
            view.heldCount === 0 ? (
              <EmptyState action={<ButtonLink to="/book">Book a mock</ButtonLink>}>
                Nothing to show before the feedback of your first mock.
              </EmptyState>
            ) : (
              <Stack gap="lg">
                <ProgressMoves progress={view} levelNames={LEVEL_WORDS} />
                {view.knowledge.length > 0 && <ProgressKnowledge knowledge={view.knowledge} />}
              </Stack>
            )
          }
        </Loaded>
      )}
    </>
  );
}
