/** People, sign-in sessions, invitations and grants. Knows nothing of what a batch contains. */
export { IdentityModule } from './identity.module.ts';
export { Identity, type Addressee, type Person } from './identity.ts';
export { SetupLinks } from './academy/setup-links.ts';
export { Accounts, type NewPerson } from './people/accounts.ts';
export { Grants } from './people/grants.ts';
export { rolesInWords } from './people/invitation-mail.ts';
export { InvitationLinks, Invitations, invitationOver, type Invitation } from './people/invitations.ts';
export { Attempts } from './sign-in/attempts.ts';
export { Sessions, type SigningBrowser } from './sign-in/sessions.ts';
