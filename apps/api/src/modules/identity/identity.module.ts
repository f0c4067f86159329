import { Module } from '@nestjs/common';
import { AcademyController } from './academy/academy.controller.ts';
import { AcademyPolicy } from './academy/academy.policy.ts';
import { AcademyQueries } from './academy/academy.queries.ts';
import { InstallationStore } from './academy/installation.store.ts';
import { InviteStaff } from './academy/invite-staff.ts';
import { SetAcademyRoles } from './academy/set-academy-roles.ts';
import { SetUpAcademy } from './academy/set-up-academy.ts';
import { SetupLinks } from './academy/setup-links.ts';
import { StartAcademy } from './academy/start-academy.ts';
import { UpdateAcademy } from './academy/update-academy.ts';
import { DemoSignIn } from './demo-sign-in.ts';
import { Identity } from './identity.ts';
import { IdentityController } from './identity.controller.ts';
import { IdentityQueries } from './identity.queries.ts';
import { IdentityStore } from './identity.store.ts';
import { Accounts } from './people/accounts.ts';
import { Grants } from './people/grants.ts';
import { GrantStore } from './people/grant.store.ts';
import { InvitationLinks, Invitations } from './people/invitations.ts';
import { InvitationStore } from './people/invitation.store.ts';
import { SignInModule } from './sign-in/sign-in.module.ts';
import { UpdateMe } from './update-me.ts';

const people = [Accounts, Grants, GrantStore, Invitations, InvitationLinks, InvitationStore];
const academy = [
  InstallationStore,
  AcademyPolicy,
  AcademyQueries,
  SetupLinks,
  SetUpAcademy,
  StartAcademy,
  UpdateAcademy,
  InviteStaff,
  SetAcademyRoles,
];

@Module({
  imports: [SignInModule],
  controllers: [IdentityController, AcademyController],
  providers: [IdentityStore, IdentityQueries, Identity, UpdateMe, DemoSignIn, ...people, ...academy],
  exports: [Identity, Accounts, Grants, Invitations, InvitationLinks, SetupLinks, SignInModule],
})
export class IdentityModule {}
