import type { ComponentType } from 'react';
import type { Role } from '@dryrun/domain/policy/resources';
import { Stack } from '@mantine/core';
import { rolesOf, useMe } from '../platform/session.ts';
import { formatLongDay } from '../platform/time.ts';
import { useZone } from '../platform/zone.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { LearnerToday } from './learner-today.tsx';
import { MentorToday } from './mentor-today.tsx';

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
      {blocks.length === 0 && (
        <EmptyState>You are in no batch yet. Ask whoever invited you to add you to one.</EmptyState>
      )}
      <Stack gap="xl">
        {blocks.map(({ role, Block }) => (
          <Block key={role} />
        ))}
      </Stack>
    </>
  );
}
