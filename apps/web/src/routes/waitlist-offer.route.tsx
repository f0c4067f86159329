import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Stack } from '@mantine/core';
import { waitlistEndpoints } from '@dryrun/contracts/waitlist.contract';
import { OfferCard } from '../features/waitlist/offer-card.tsx';
import { OfferOver } from '../features/waitlist/offer-over.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ZoneSwitch } from '../ui/zone-switch.tsx';

/** A time that is offered to me: where the mail leads. */
export function WaitlistOfferPage() {
  const { offerId } = useParams({ from: '/signed-in/waitlist/$offerId' });
  const navigate = useNavigate();
  const offer = useQuery({ ...endpointQuery(waitlistEndpoints.offer, { params: { offerId } }), staleTime: 0 });
  return (
    <>
      <PageHeader eyebrow={offer.data?.batch.name} title="A time for your mock" actions={<ZoneSwitch />} />
      <Loaded query={offer}>
        {(data) =>
          data.ended === null ? (
            <OfferCard
              offer={data}
              onTaken={({ id }) =>
                void navigate({
                  to: '/interviews/$interviewId',
                  params: { interviewId: id },
                  state: { isJustBooked: true },
                })
              }
            />
          ) : (
            <Stack gap="lg">
              <OfferOver offer={data} />
            </Stack>
          )
        }
      </Loaded>
    </>
  );
}
