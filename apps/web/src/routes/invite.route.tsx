import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Button, Group, Text } from '@mantine/core';
import { peopleEndpoints, type OfferView } from '@dryrun/contracts/people.contract';
import { AcceptForm } from '../features/joining/accept-form.tsx';
import { OfferPanel } from '../features/joining/my-invitations.tsx';
import { OfferFacts } from '../features/joining/offer-words.tsx';
import { call, isProblem } from '../platform/api-client.ts';
import { meQuery, signOut } from '../platform/session.ts';
import { DoorPage } from '../ui/door-page.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Panel } from '../ui/panel.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { asRoles } from '../ui/role-words.ts';

/** Where an invitation leads: who invites to what, and the shortest way to yes. */
export function InvitePage() {
  const { token } = useParams({ from: '/invite/$token' });
  const offer = useQuery({
    queryKey: [peopleEndpoints.offer.path, token],
    queryFn: ({ signal }) => call(peopleEndpoints.offer, { body: { token } }, { signal }),
    staleTime: 60_000,
  });
  if (isProblem(offer.error, 'invitation_over')) return <Over />;
  return (
    <Loaded query={offer}>
      {(data) => (
        <DoorPage
          academyName={data.academyName}
          title={`${data.invitedBy} invites you to ${data.batch?.name ?? data.academyName}`}
          lead={`As ${asRoles(data.roles)}. Mock interviews with somebody who pushes back, and feedback that says what they saw.`}
        >
          <Answer offer={data} token={token} />
        </DoorPage>
      )}
    </Loaded>
  );
}

function Answer({ offer, token }: { offer: OfferView; token: string }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const me = useQuery(meQuery);
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      queryClient.setQueryData(meQuery.queryKey, null);
    },
  });
  const enter = async () => {
    queryClient.clear();
    await navigate({ to: '/today', replace: true });
  };
  if (me.data === undefined) return null;
  const isMine = me.data?.person.email.toLowerCase() === offer.address.toLowerCase();
  if (isMine) return <OfferPanel offer={offer} onAnswered={() => void enter()} />;
  if (me.data)
    return (
      <Panel title="You are signed in as somebody else">
        <Text mb="md" className="measure">
          This invitation is for {offer.address}; you are signed in as {me.data.person.name} ({me.data.person.email}).
          Sign out to answer it.
        </Text>
        {leave.error && <ProblemNotice error={leave.error} />}
        <Group gap="xs">
          <Button loading={leave.isPending} onClick={() => leave.mutate()}>
            Sign out and go on
          </Button>
          <ButtonLink to="/today" variant="default">
            Stay as I am
          </ButtonLink>
        </Group>
      </Panel>
    );
  if (offer.hasAccount)
    return (
      <>
        <Panel>
          <OfferFacts offer={offer} />
        </Panel>
        <Panel title="You have an account here already" tone="accent">
          <Text mb="md" className="measure">
            Sign in as {offer.address} with your usual password, and accept. Nothing in your account changes before
            that.
          </Text>
          <ButtonLink to="/sign-in" search={{ next: `/invite/${token}` }}>
            Sign in
          </ButtonLink>
        </Panel>
      </>
    );
  return (
    <>
      <Panel>
        <OfferFacts offer={offer} />
      </Panel>
      <AcceptForm offer={offer} token={token} onAccepted={enter} />
    </>
  );
}

function Over() {
  return (
    <DoorPage
      academyName="Dryrun"
      title="This invitation cannot be used any more"
      lead="It was used already, was withdrawn, or is older than a week. Ask whoever sent it for a new link. If you have an account here, just sign in."
    >
      <div>
        <ButtonLink to="/sign-in" search={{}} variant="default">
          Go to sign-in
        </ButtonLink>
      </div>
    </DoorPage>
  );
}
