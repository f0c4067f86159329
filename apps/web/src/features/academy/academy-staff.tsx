import { useState, type FormEvent } from 'react';
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { academyEndpoints, type AcademyView } from '@dryrun/contracts/academy.contract';
import { identityEndpoints } from '@dryrun/contracts/identity.contract';
import { ACADEMY_STAFF_ROLES, type AcademyStaffRole } from '@dryrun/domain/policy/resources';
import { useEndpointMutation } from '../../platform/endpoint-query.ts';
import { fieldError } from '../../platform/field-errors.ts';
import { FormActions } from '../../ui/form-actions.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { RoleTicks } from '../../ui/role-ticks.tsx';
import { rolesInWords } from '../../ui/role-words.ts';
import { Row, RowList } from '../../ui/row-list.tsx';

type Member = AcademyView['staff'][number];

/** Who holds a role in the whole academy. */
export function AcademyStaff({ academy }: { academy: AcademyView }) {
  const [edited, setEdited] = useState<Member | null>(null);
  return (
    <>
      <RowList label="Academy admins and content editors">
        {academy.staff.map((member) => (
          <Row
            key={member.person.id}
            title={member.person.name}
            about={`${rolesInWords(member.roles)} · ${member.address}`}
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
      <Modal
        opened={edited !== null}
        onClose={() => setEdited(null)}
        title={edited ? `What ${edited.person.name} is in the academy` : ''}
      >
        {edited && <RolesForm member={edited} close={() => setEdited(null)} />}
      </Modal>
    </>
  );
}

function RolesForm({ member, close }: { member: Member; close: () => void }) {
  const [roles, setRoles] = useState<AcademyStaffRole[]>(member.roles);
  const save = useEndpointMutation(academyEndpoints.setAcademyRoles, {
    invalidates: [academyEndpoints.academy, identityEndpoints.me],
    onSuccess: close,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ params: { personId: member.person.id }, body: { roles } });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <RoleTicks of={ACADEMY_STAFF_ROLES} value={roles} onChange={setRoles} />
        {save.error && <ProblemNotice error={save.error} />}
        <FormActions cancel={close} isPending={save.isPending} submit="Save" />
      </Stack>
    </form>
  );
}

/** Invites somebody to help run the whole academy. */
export function InviteStaffForm() {
  const [address, setAddress] = useState('');
  const [roles, setRoles] = useState<AcademyStaffRole[]>(['contentEditor']);
  const invite = useEndpointMutation(academyEndpoints.inviteStaff, {
    invalidates: [academyEndpoints.academy],
    onSuccess: () => setAddress(''),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate({ body: { address: address.trim(), name: '', roles } });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label="Mail address"
          type="email"
          required
          withAsterisk={false}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
          error={fieldError(invite.error, 'address')}
        />
        <RoleTicks of={ACADEMY_STAFF_ROLES} value={roles} onChange={setRoles} />
        {invite.error && <ProblemNotice error={invite.error} />}
        <Group>
          <Button type="submit" variant="default" loading={invite.isPending} disabled={roles.length === 0}>
            Invite
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
