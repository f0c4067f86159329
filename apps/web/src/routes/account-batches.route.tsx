import { useQuery } from '@tanstack/react-query';
import { Stack } from '@mantine/core';
import { peopleEndpoints } from '@dryrun/contracts/people.contract';
import { OfferPanel } from '../features/joining/my-invitations.tsx';
import { PlaceList } from '../features/joining/my-places.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Panel } from '../ui/panel.tsx';

/** Where the reader learns, waits, or used to learn: to join one more batch, or to leave. */
export function AccountBatchesPage() {
  const invitations = useQuery(endpointQuery(peopleEndpoints.myInvitations, {}));
  const places = useQuery(endpointQuery(peopleEndpoints.myPlaces, {}));
  return (
    <>
      <PageHeader
        title="My batches"
        lead="Where you learn, and where you applied."
        actions={
          <ButtonLink to="/join" variant="default">
            I have a join code
          </ButtonLink>
        }
      />
      <Stack gap="lg">
        {invitations.data?.items.map((offer) => (
          <OfferPanel key={offer.invitationId} offer={offer} />
        ))}
        <Panel title="As a learner">
          <Loaded query={places}>
            {({ items }) =>
              items.length === 0 ? (
                <EmptyState>You learn in no batch. A join code or an invitation brings you into one.</EmptyState>
              ) : (
                <PlaceList places={items} />
              )
            }
          </Loaded>
        </Panel>
      </Stack>
    </>
  );
}
