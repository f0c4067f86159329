import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button, Stack } from '@mantine/core';
import { peopleEndpoints, type BatchPeopleView, type StaffView } from '@dryrun/contracts/people.contract';
import { LEVELS } from '@dryrun/domain/cohorts/levels';
import { BatchHeader } from '../features/batch/batch-header.tsx';
import { InvitationList } from '../features/people/invitation-list.tsx';
import { InviteDialog } from '../features/people/invite-dialog.tsx';
import { JoinCodeTools } from '../features/people/join-code-panel.tsx';
import { LearnerList } from '../features/people/learner-list.tsx';
import { PRESENT } from '../features/people/place-looks.ts';
import type { OtherBatch } from '../features/people/transfer-dialog.tsx';
import { RolesDialog, StaffList } from '../features/people/staff-list.tsx';
import type { InviteAs } from '../features/people/terms-fields.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { batchesAs, useMe } from '../platform/session.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Panel } from '../ui/panel.tsx';

/** Everybody of a batch: who applied, who learns, who interviews, who is invited. */
export function BatchPeoplePage() {
  const { batchId } = useParams({ from: '/signed-in/batches/$batchId/people' });
  const people = useQuery(endpointQuery(peopleEndpoints.people, { params: { batchId } }));
  return (
    <>
      <BatchHeader batchId={batchId} title="People" />
      <Loaded query={people}>{(data) => <People people={data} />}</Loaded>
    </>
  );
}

function People({ people }: { people: BatchPeopleView }) {
  const [inviting, setInviting] = useState<InviteAs | null>(null);
  const others = useOtherBatches(people.batch.id);
  const { capacity, seatsTaken } = people.batch;
  const applied = people.learners.filter(({ state }) => state === 'applied');
  const present = people.learners.filter(({ state }) => PRESENT.includes(state));
  const gone = people.learners.filter(({ state }) => state !== 'applied' && !PRESENT.includes(state));
  const alive = people.invitations.filter(({ state }) => state === 'open' || state === 'expired');
  const over = people.invitations.filter(({ state }) => state !== 'open' && state !== 'expired');
  const seats = capacity === null ? `${seatsTaken} in` : `${seatsTaken} of ${capacity} seats`;
  return (
    <Stack gap="lg">
      {applied.length > 0 && (
        <Panel title={applied.length === 1 ? '1 application' : `${applied.length} applications`} tone="accent">
          <LearnerList learners={applied} label="Applications" others={others} />
        </Panel>
      )}
      <Panel
        title={`Learners · ${seats}`}
        actions={<Button onClick={() => setInviting('learner')}>Invite learners</Button>}
      >
        <Stack gap="sm">
          {present.length === 0 && (
            <EmptyState>Nobody learns here yet. Invite people, or give out a join code.</EmptyState>
          )}
          <LearnerList learners={present} label="Learners" others={others} />
          {gone.length > 0 && (
            <Disclosure title={`No longer in the batch (${gone.length})`}>
              <LearnerList learners={gone} label="No longer in the batch" others={others} />
            </Disclosure>
          )}
        </Stack>
      </Panel>
      <Panel
        title="Mentors and staff"
        actions={
          <Button variant="default" onClick={() => setInviting('staff')}>
            Invite mentors
          </Button>
        }
      >
        {people.staff.length === 0 ? (
          <EmptyState>Nobody interviews here yet.</EmptyState>
        ) : (
          <StaffList people={people} />
        )}
        <InterviewToo people={people} />
      </Panel>
      <Panel title="Invitations">
        <Stack gap="sm">
          {alive.length === 0 ? (
            <EmptyState>No invitation is waiting for an answer.</EmptyState>
          ) : (
            <InvitationList invitations={alive} batchName={people.batch.name} />
          )}
          {over.length > 0 && (
            <Disclosure title={`Answered and withdrawn (${over.length})`}>
              <InvitationList invitations={over} batchName={people.batch.name} />
            </Disclosure>
          )}
        </Stack>
      </Panel>
      <Panel title="Join code">
        <JoinCodeTools people={people} />
      </Panel>
      <InviteDialog
        people={people}
        as={inviting ?? 'learner'}
        isOpen={inviting !== null}
        close={() => setInviting(null)}
      />
    </Stack>
  );
}

/** The other batches that the reader runs. */
function useOtherBatches(batchId: string): OtherBatch[] {
  const me = useMe();
  const run = me.academyRoles.includes('academyAdmin') ? me.batches : batchesAs(me, 'cohortAdmin');
  return run.filter(({ id }) => id !== batchId);
}

/** "I interview too", for an admin who is not a mentor of the batch. */
function InterviewToo({ people }: { people: BatchPeopleView }) {
  const me = useMe();
  const [edited, setEdited] = useState<StaffView | null>(null);
  const mine = people.staff.find(({ person }) => person.id === me.person.id);
  if (mine?.roles.includes('mentor')) return null;
  const asMentor: StaffView = {
    person: me.person,
    address: me.person.email,
    roles: [...(mine?.roles ?? []), 'mentor'],
    qualification: { tracks: people.tracks.map(({ slug }) => slug), levels: [...LEVELS] },
  };
  return (
    <>
      <Button variant="subtle" mt="sm" ml="-1.125rem" onClick={() => setEdited(asMentor)}>
        I interview too
      </Button>
      <RolesDialog people={people} member={edited} close={() => setEdited(null)} />
    </>
  );
}
