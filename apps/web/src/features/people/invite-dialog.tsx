import { useState, type FormEvent } from 'react';
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { insightEndpoints } from '@dryrun/contracts/insights.contract';
import { notificationEndpoints } from '@dryrun/contracts/notifications.contract';
import {
  peopleEndpoints,
  type BatchPeopleView,
  type CheckedAddress,
  type InvitationTerms,
} from '@dryrun/contracts/people.contract';
import { endpointQuery, useEndpointMutation } from '../../platform/endpoint-query.ts';
import { fieldError } from '../../platform/field-errors.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { CheckedList, invitable } from './checked-list.tsx';
import { InvitationList } from './invitation-list.tsx';
import { firstTerms, TermsFields, type InviteAs } from './terms-fields.tsx';

interface InviteDialogProps {
  people: BatchPeopleView;
  /** Whom one most likely wants to invite here. */
  as: InviteAs;
  isOpen: boolean;
  close: () => void;
}

/** Inviting in three steps: paste a list, see what would happen, hand on the links. Nothing is sent before the second button. */
export function InviteDialog({ people, as, isOpen, close }: InviteDialogProps) {
  return (
    <Modal opened={isOpen} onClose={close} title={`Invite people to ${people.batch.name}`} size="lg">
      {/* Opening it again starts anew. */}
      {isOpen && <InviteSteps people={people} as={as} close={close} />}
    </Modal>
  );
}

function InviteSteps({ people, as, close }: Omit<InviteDialogProps, 'isOpen'>) {
  const params = { batchId: people.batch.id };
  const [terms, setTerms] = useState<InvitationTerms>(() => firstTerms(as, people.tracks));
  const [addresses, setAddresses] = useState('');
  const [checked, setChecked] = useState<CheckedAddress[] | null>(null);
  const [sentIds, setSentIds] = useState<string[] | null>(null);
  const check = useEndpointMutation(peopleEndpoints.checkAddresses, { onSuccess: ({ items }) => setChecked(items) });
  const invite = useEndpointMutation(peopleEndpoints.invite, {
    invalidates: [peopleEndpoints.people, insightEndpoints.start],
    onSuccess: ({ items }) => setSentIds(items.map(({ id }) => id)),
  });
  if (sentIds) return <Sent people={people} ids={sentIds} close={close} />;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    check.mutate({ params, body: { ...terms, addresses } });
  };
  if (!checked)
    return (
      <form onSubmit={submit}>
        <Stack>
          <Textarea
            label="Mail addresses"
            description="One per line or apart by commas; names may stand beside them. Paste a whole list."
            placeholder={'asha@example.org\nDev Malhotra <dev@example.org>'}
            value={addresses}
            onChange={(event) => setAddresses(event.currentTarget.value)}
            error={fieldError(check.error, 'addresses')}
            autosize
            minRows={3}
            maxRows={10}
            data-autofocus
          />
          <TermsFields terms={terms} onChange={setTerms} tracks={people.tracks} />
          {check.error && <ProblemNotice error={check.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={check.isPending} disabled={addresses.trim() === ''}>
              Check the list
            </Button>
          </Group>
        </Stack>
      </form>
    );

  const wanted = invitable(checked);
  return (
    <Stack>
      <CheckedList checked={checked} />
      {wanted.length === 0 && <Text c="dimmed">Nobody in this list needs an invitation.</Text>}
      {invite.error && <ProblemNotice error={invite.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={() => setChecked(null)}>
          Back to the list
        </Button>
        <Button
          loading={invite.isPending}
          disabled={wanted.length === 0}
          onClick={() => invite.mutate({ params, body: { ...terms, people: wanted } })}
        >
          {wanted.length === 1 ? 'Invite 1 person' : `Invite ${wanted.length} people`}
        </Button>
      </Group>
    </Stack>
  );
}

/** The links are read from the list of people: an answer that is kept for repeats does not hold them. */
function Sent({ people, ids, close }: { people: BatchPeopleView; ids: readonly string[]; close: () => void }) {
  const mail = useQuery(endpointQuery(notificationEndpoints.mine, {}));
  const sent = people.invitations.filter(({ id }) => ids.includes(id));
  return (
    <Stack>
      <Text>
        {ids.length === 1 ? 'The invitation is made' : `${ids.length} invitations are made`}
        {mail.data?.mail === 'on'
          ? ' and on the way by mail. You can also copy or share the link, or show the QR code.'
          : '. There is no mail server yet, so hand on the link yourself: copy or share it, or show the QR code.'}
      </Text>
      {sent.length === 0 ? (
        <EmptyState>Everybody was invited in the meantime.</EmptyState>
      ) : (
        <InvitationList invitations={sent} batchName={people.batch.name} />
      )}
      <Group justify="flex-end">
        <Button onClick={close}>Done</Button>
      </Group>
    </Stack>
  );
}
