import type { ComponentType } from 'react';
import type { MeView } from '@dryrun/contracts/identity.contract';
import type { Role } from '@dryrun/domain/policy/resources';
import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { insightEndpoints } from '@dryrun/contracts/insights.contract';
import { peopleEndpoints } from '@dryrun/contracts/people.contract';
import { stepsInWords } from '../features/academy/first-steps.ts';
import { OfferPanel } from '../features/joining/my-invitations.tsx';
import { WaitingPlaces } from '../features/joining/my-places.tsx';
import { isWaiting } from '../features/joining/place-words.ts';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { rolesOf, useMe } from '../platform/session.ts';
import { formatLongDay } from '../platform/time.ts';
import { useZone } from '../platform/zone.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Panel } from '../ui/panel.tsx';
import { LearnerToday } from './learner-today.tsx';
import { MentorToday } from './mentor-today.tsx';
import { overseenBatches } from './navigation.ts';

/** What Today shows to whom, in order: each role brings its block, somebody with several roles sees several. */
const BLOCKS: readonly { role: Role; Block: ComponentType }[] = [
  { role: 'mentor', Block: MentorToday },
  { role: 'learner', Block: LearnerToday },
];

export function TodayPage() {
  const me = useMe();
  const { timeZone } = useZone();
  const roles = rolesOf(me);
  const blocks = BLOCKS.filter(({ role }) => roles.has(role));
  return (
    <>
      <PageHeader eyebrow={formatLongDay(me.now, timeZone)} title={`Hello, ${me.person.name.split(' ')[0]}`} />
      <Stack gap="xl">
        <Joining />
        {me.academyRoles.includes('academyAdmin') && <FirstSteps />}
        {blocks.length === 0 && <NoMocks batches={overseenBatches(me)} />}
        {blocks.map(({ role, Block }) => (
          <Block key={role} />
        ))}
      </Stack>
    </>
  );
}

/** What waits for this person's yes, and what they wait for. */
function Joining() {
  const invitations = useQuery(endpointQuery(peopleEndpoints.myInvitations, {}));
  const places = useQuery(endpointQuery(peopleEndpoints.myPlaces, {}));
  return (
    <>
      {invitations.data?.items.map((offer) => (
        <OfferPanel key={offer.invitationId} offer={offer} />
      ))}
      {places.data && <WaitingPlaces places={places.data.items} />}
    </>
  );
}

/** The way to the first mock, until it is booked or put away. */
function FirstSteps() {
  const { data: start } = useQuery(endpointQuery(insightEndpoints.start, {}));
  if (!start || start.isComplete || start.isHidden) return null;
  return (
    <Panel title="Your first mock, in four steps" tone="accent">
      <Group justify="space-between">
        <Text>{stepsInWords(start)}.</Text>
        <ButtonLink to="/start">Go on</ButtonLink>
      </Group>
    </Panel>
  );
}

/** For somebody who neither takes nor gives mocks: the batches they run, if any. */
function NoMocks({ batches }: { batches: MeView['batches'] }) {
  const isAcademyAdmin = useMe().academyRoles.includes('academyAdmin');
  const places = useQuery(endpointQuery(peopleEndpoints.myPlaces, {}));
  if (batches.length === 0 && isAcademyAdmin)
    return (
      <EmptyState action={<ButtonLink to="/batches/new">New batch</ButtonLink>}>There is no batch yet.</EmptyState>
    );
  // What they wait for stands above; they are not without a batch.
  if (batches.length === 0 && places.data?.items.some(isWaiting)) return null;
  if (batches.length === 0)
    return (
      <EmptyState
        action={
          <ButtonLink to="/join" variant="default">
            I have a join code
          </ButtonLink>
        }
      >
        You are in no batch yet. Ask whoever runs yours for an invitation or a join code.
      </EmptyState>
    );
  return (
    <EmptyState
      action={batches.map((batch) => (
        <ButtonLink key={batch.id} to="/batches/$batchId" params={{ batchId: batch.id }} variant="default">
          {batch.name}
        </ButtonLink>
      ))}
    >
      You have no mocks of your own. See how your {batches.length === 1 ? 'batch is' : 'batches are'} doing.
    </EmptyState>
  );
}
