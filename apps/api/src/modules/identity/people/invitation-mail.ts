import type { Role } from '@dryrun/domain/policy/resources';
import type { OutgoingMail } from '../../../platform/mail/mail.ts';
import type { Invitation } from './invitation.store.ts';

const AS: Record<Role, string> = {
  learner: 'a learner',
  mentor: 'a mentor',
  leadMentor: 'a lead mentor',
  cohortAdmin: 'a cohort admin',
  contentEditor: 'a content editor',
  academyAdmin: 'an academy admin',
};

/** "a mentor and a cohort admin" */
export function rolesInWords(roles: readonly Role[]): string {
  return roles.map((role) => AS[role]).join(' and ');
}

export const INVITATION_MAIL = 'identity.invitation';

/** All mails of one invitation. */
export const invitationKey = (invitationId: string) => `invitation:${invitationId}`;

/** The mail with an invitation's link. Its text is a secret: whoever reads the link can use it. */
export function invitationMail(i: {
  invitation: Pick<Invitation, 'id' | 'address' | 'name' | 'roles' | 'batchId'>;
  link: string;
  academyName: string;
  batchName: string | null;
  senderName: string;
  /** Of the account that the address has. */
  personId: string | null;
}): OutgoingMail {
  const where = i.batchName ?? i.academyName;
  const offer = `${i.senderName} invites you to ${where} as ${rolesInWords(i.invitation.roles)}.`;
  const how = i.personId
    ? `You have an account at ${i.academyName} already: sign in with this address and accept.`
    : 'The link makes your account and works once, for seven days.';
  return {
    to: { personId: i.personId, address: i.invitation.address, name: i.invitation.name },
    kind: INVITATION_MAIL,
    orderKey: invitationKey(i.invitation.id),
    subject: `You are invited to ${where}`,
    body: {
      preview: offer,
      blocks: [
        { p: offer },
        {
          p: `${i.academyName} rehearses technical interviews: mock interviews with somebody who pushes back, and feedback that names what they saw.`,
        },
        { action: { label: 'See the invitation', url: i.link } },
        { p: how },
        { small: 'You do not know the sender? Ignore this mail and nothing happens.' },
      ],
    },
    isSecret: true,
    batchId: i.invitation.batchId,
    why: `${i.senderName} invited this address.`,
  };
}
