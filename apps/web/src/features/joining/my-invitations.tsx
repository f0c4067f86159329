import { Button, Group, Stack } from '@mantine/core';
import { cohortEndpoints } from '@dryrun/contracts/cohorts.contract';
import { identityEndpoints } from '@dryrun/contracts/identity.contract';
import { peopleEndpoints, type OfferView } from '@dryrun/contracts/people.contract';
import { useEndpointMutation } from '../../platform/endpoint-query.ts';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { asRoles } from '../../ui/role-words.ts';
import { OfferFacts } from './offer-words.tsx';

/** An invitation to the signed-in person: yes or no. `onAnswered` after either. */
export function OfferPanel({ offer, onAnswered }: { offer: OfferView; onAnswered?: () => void }) {
  const options = {
    invalidates: [
      peopleEndpoints.myInvitations,
      peopleEndpoints.myPlaces,
      identityEndpoints.me,
      cohortEndpoints.batches,
    ],
    onSuccess: () => onAnswered?.(),
  };
  const accept = useEndpointMutation(peopleEndpoints.acceptMine, options);
  const decline = useEndpointMutation(peopleEndpoints.declineMine, options);
  const params = { invitationId: offer.invitationId };
  const where = offer.batch?.name ?? offer.academyName;
  const error = accept.error ?? decline.error;
  return (
    <Panel title={`You are invited to ${where} as ${asRoles(offer.roles)}`} tone="accent">
      <Stack>
        <OfferFacts offer={offer} />
        {error && <ProblemNotice error={error} />}
        <Group gap="xs">
          <Button loading={accept.isPending} onClick={() => accept.mutate({ params })}>
            Accept
          </Button>
          <Button variant="default" loading={decline.isPending} onClick={() => decline.mutate({ params })}>
            No, thank you
          </Button>
        </Group>
      </Stack>
    </Panel>
  );
}
