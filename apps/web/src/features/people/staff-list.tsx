import { useState, type FormEvent } from 'react';
import { Button, Modal, Stack, Text } from '@mantine/core';
import { cohortEndpoints } from '@dryrun/contracts/cohorts.contract';
import { identityEndpoints } from '@dryrun/contracts/identity.contract';
import { insightEndpoints } from '@dryrun/contracts/insights.contract';
import { peopleEndpoints, type BatchPeopleView, type StaffView } from '@dryrun/contracts/people.contract';
import { BATCH_STAFF_ROLES } from '@dryrun/domain/policy/resources';
import { useEndpointMutation } from '../../platform/endpoint-query.ts';
import { FormActions } from '../../ui/form-actions.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { RoleTicks } from '../../ui/role-ticks.tsx';
import { rolesInWords } from '../../ui/role-words.ts';
import { Row, RowList } from '../../ui/row-list.tsx';
import { qualificationInWords, QualificationTicks } from './qualification-ticks.tsx';

/** Mentors, lead mentors and admins of the batch, each with what they interview. */
export function StaffList({ people }: { people: BatchPeopleView }) {
  const [edited, setEdited] = useState<StaffView | null>(null);
  return (
    <>
      <RowList label="Mentors and staff">
        {people.staff.map((member) => (
          <Row
            key={member.person.id}
            title={member.person.name}
            about={
              <>
                {rolesInWords(member.roles)} · {member.address}
                {member.roles.includes('mentor') && (
                  <>
                    <br />
                    Interviews {qualificationInWords(member.qualification, people.tracks)}
                  </>
                )}
              </>
            }
          >
            <Button
              variant="subtle"
              onClick={() => setEdited(member)}
              aria-label={`Change what ${member.person.name} is`}
            >
              Change
            </Button>
          </Row>
        ))}
      </RowList>
      <RolesDialog people={people} member={edited} close={() => setEdited(null)} />
    </>
  );
}

interface RolesDialogProps {
  people: BatchPeopleView;
  member: StaffView | null;
  close: () => void;
}

/** What somebody is in the batch. Also how an admin says "I interview too". */
export function RolesDialog({ people, member, close }: RolesDialogProps) {
  return (
    <Modal
      opened={member !== null}
      onClose={close}
      title={member ? `What ${member.person.name} is here` : ''}
      size="lg"
    >
      {member && <RolesForm key={member.person.id} people={people} member={member} close={close} />}
    </Modal>
  );
}

function RolesForm({ people, member, close }: { people: BatchPeopleView; member: StaffView; close: () => void }) {
  const [roles, setRoles] = useState<StaffView['roles']>(member.roles);
  const [qualification, setQualification] = useState(member.qualification);
  const save = useEndpointMutation(peopleEndpoints.setRoles, {
    invalidates: [peopleEndpoints.people, cohortEndpoints.batch, insightEndpoints.start, identityEndpoints.me],
    onSuccess: close,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({
      params: { batchId: people.batch.id, personId: member.person.id },
      body: { roles, qualification },
    });
  };
  const losesMentor = member.roles.includes('mentor') && !roles.includes('mentor');
  return (
    <form onSubmit={submit}>
      <Stack>
        <RoleTicks of={BATCH_STAFF_ROLES} value={roles} onChange={setRoles} />
        {roles.includes('mentor') && (
          <QualificationTicks tracks={people.tracks} value={qualification} onChange={setQualification} />
        )}
        {losesMentor && (
          <Text c="dimmed">Their booked mocks in this batch are cancelled and the learners are told.</Text>
        )}
        {save.error && <ProblemNotice error={save.error} />}
        <FormActions cancel={close} isPending={save.isPending} submit="Save" />
      </Stack>
    </form>
  );
}
