import type { ComponentType } from 'react';
import type { MeView } from '@dryrun/contracts/identity.contract';
import type { Role } from '@dryrun/domain/policy/resources';
import { Stack } from '@mantine/core';
import { rolesOf, useMe } from '../platform/session.ts';
import { formatLongDay } from '../platform/time.ts';
import { useZone } from '../platform/zone.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { PageHeader } from '../ui/page-header.tsx';
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
      {blocks.length === 0 && <NoMocks batches={overseenBatches(me)} />}
      <Stack gap="xl">
        {blocks.map(({ role, Block }) => (
          <Block key={role} />
        ))}
      </Stack>
    </>
  );
}

/** For somebody who neither takes nor gives mocks: the batches they run, if any. */
function NoMocks({ batches }: { batches: MeView['batches'] }) {
  if (batches.length === 0)
    return <EmptyState>You are in no batch yet. Ask whoever invited you to add you to one.</EmptyState>;
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
