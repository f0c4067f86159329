import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { outcomeEndpoints } from '@dryrun/contracts/outcomes.contract';
import { BatchHeader } from '../features/batch/batch-header.tsx';
import { OutcomeQueue } from '../features/outcomes/outcome-queue.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Panel } from '../ui/panel.tsx';
import { ZoneSwitch } from '../ui/zone-switch.tsx';

/** Mocks of a batch that wait for somebody to say what became of them. */
export function BatchOutcomesPage() {
  const { batchId } = useParams({ from: '/signed-in/batches/$batchId/outcomes' });
  const queue = useQuery(endpointQuery(outcomeEndpoints.outcomes, { params: { batchId } }));
  return (
    <>
      <BatchHeader
        batchId={batchId}
        title="Outcomes"
        lead="Mocks that are over, and of which it is not settled how they went."
        actions={
          <>
            <ZoneSwitch />
            <ButtonLink to="/batches/$batchId/log" params={{ batchId }} variant="default">
              Write down a mock held elsewhere
            </ButtonLink>
          </>
        }
      />
      <Panel>
        <Loaded query={queue}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState>Every mock that is over has an outcome.</EmptyState>
            ) : (
              <OutcomeQueue items={items} />
            )
          }
        </Loaded>
      </Panel>
    </>
  );
}
