import { Button, Group } from '@mantine/core';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconCircleX from '@tabler/icons-react/dist/esm/icons/IconCircleX.mjs';
import IconClockOff from '@tabler/icons-react/dist/esm/icons/IconClockOff.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import type { Icon } from '@tabler/icons-react';
import { academyEndpoints } from '@dryrun/contracts/academy.contract';
import { peopleEndpoints, type InvitationView } from '@dryrun/contracts/people.contract';
import { useEndpointMutation } from '../../platform/endpoint-query.ts';
import { LinkTools } from '../../ui/link-tools.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { asRoles, rolesInWords } from '../../ui/role-words.ts';
import { Row, RowList } from '../../ui/row-list.tsx';
import { ShareButton } from '../../ui/share-button.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import type { Hue } from '../../ui/theme.ts';
import { TimeText } from '../../ui/time-text.tsx';
import { LEVEL_LABELS } from '../../ui/words.ts';

const LOOKS: Record<InvitationView['state'], { words: string; icon: Icon; hue: Hue | 'gray' }> = {
  open: { words: 'Waiting for an answer', icon: IconHourglass, hue: 'amber' },
  expired: { words: 'Expired', icon: IconClockOff, hue: 'gray' },
  accepted: { words: 'Accepted', icon: IconCircleCheck, hue: 'green' },
  declined: { words: 'Declined', icon: IconCircleX, hue: 'gray' },
  revoked: { words: 'Withdrawn', icon: IconCircleX, hue: 'gray' },
};

interface InvitationListProps {
  invitations: readonly InvitationView[];
  /** What they are invited to. */
  batchName: string;
}

/** Invitations with their state, and for the sender the link to hand on. */
export function InvitationList({ invitations, batchName }: InvitationListProps) {
  return (
    <RowList label="Invitations">
      {invitations.map((invitation) => (
        <InvitationRow key={invitation.id} invitation={invitation} batchName={batchName} />
      ))}
    </RowList>
  );
}

function InvitationRow({ invitation, batchName }: { invitation: InvitationView; batchName: string }) {
  const invalidates = [peopleEndpoints.people, academyEndpoints.academy];
  const renew = useEndpointMutation(peopleEndpoints.renewInvitation, { invalidates });
  const revoke = useEndpointMutation(peopleEndpoints.revokeInvitation, { invalidates });
  const params = { invitationId: invitation.id };
  const { state, link } = invitation;
  const isAlive = state === 'open' || state === 'expired';
  const look = LOOKS[state];
  const level = invitation.level && ` (${LEVEL_LABELS[invitation.level]})`;
  return (
    <Row
      title={invitation.name ? `${invitation.name} · ${invitation.address}` : invitation.address}
      about={
        <>
          {rolesInWords(invitation.roles)}
          {level}, by {invitation.invitedBy}
          {state === 'open' && (
            <>
              , good until <TimeText at={invitation.expiresAt} show="day" />
            </>
          )}
        </>
      }
      below={
        <>
          {link && (
            <LinkTools
              link={link}
              label={`Invitation of ${invitation.address}`}
              shareText={`You are invited to ${batchName} as ${asRoles(invitation.roles)}. This link makes your account and works once:`}
            />
          )}
          {state === 'open' && invitation.hasAccount && (
            <Group gap="xs">
              <span>Has an account: they sign in as always and find the invitation on their first page.</span>
              <ShareButton
                text={`You are invited to ${batchName} as ${asRoles(invitation.roles)}. Sign in as always; it waits there for your yes:`}
                path="/"
              />
            </Group>
          )}
          {(renew.error ?? revoke.error) && <ProblemNotice error={(renew.error ?? revoke.error) as Error} />}
        </>
      }
    >
      <StatusBadge icon={look.icon} hue={look.hue}>
        {look.words}
      </StatusBadge>
      {isAlive && (
        <Group gap={4}>
          {(state === 'expired' || (link === null && !invitation.hasAccount)) && (
            <Button
              variant="subtle"
              loading={renew.isPending}
              onClick={() => renew.mutate({ params })}
              aria-label={`Make a new link for ${invitation.address}`}
            >
              New link
            </Button>
          )}
          <Button
            variant="subtle"
            color="red"
            loading={revoke.isPending}
            onClick={() => revoke.mutate({ params })}
            aria-label={`Withdraw the invitation of ${invitation.address}`}
          >
            Withdraw
          </Button>
        </Group>
      )}
    </Row>
  );
}
