import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/index.ts';
import { IdentityModule } from '../identity/index.ts';
import { BatchMoves } from './batch-moves.ts';
import { Cohorts } from './cohorts.ts';
import { CohortsController } from './cohorts.controller.ts';
import { CohortsPolicy } from './cohorts.policy.ts';
import { CohortsQueries } from './cohorts.queries.ts';
import { CohortsStore } from './cohorts.store.ts';
import { CreateBatch } from './create-batch.ts';
import { MoveBatch } from './move-batch.ts';
import { AcceptInvitation } from './people/accept-invitation.ts';
import { AddressCheck } from './people/address-check.ts';
import { ApplyByCode } from './people/apply-by-code.ts';
import { ChangeInvitation } from './people/change-invitation.ts';
import { EnrolmentStore } from './people/enrolment.store.ts';
import { InvitationChecks } from './people/invitation-terms.ts';
import { InvitePeople } from './people/invite-people.ts';
import { JoinCodes } from './people/join-codes.ts';
import { JoiningController } from './people/joining.controller.ts';
import { MovePlace } from './people/move-place.ts';
import { PeopleController } from './people/people.controller.ts';
import { PeoplePolicy } from './people/people.policy.ts';
import { PeopleQueries } from './people/people.queries.ts';
import { Places } from './people/places.ts';
import { QualificationStore } from './people/qualification.store.ts';
import { SetJoinCode } from './people/set-join-code.ts';
import { SetStaffRoles } from './people/set-staff-roles.ts';
import { StaffRolesWriter } from './people/staff-roles.ts';
import { QualificationsController } from './qualifications.controller.ts';
import { SavePolicy } from './save-policy.ts';
import { SetQualification } from './set-qualification.ts';
import { StartDueBatches } from './start-due-batches.ts';
import { UpdateBatch } from './update-batch.ts';

const batches = [
  CohortsStore,
  CohortsPolicy,
  Cohorts,
  CohortsQueries,
  BatchMoves,
  StartDueBatches,
  CreateBatch,
  UpdateBatch,
  MoveBatch,
  SetQualification,
  SavePolicy,
];
const people = [
  EnrolmentStore,
  QualificationStore,
  PeoplePolicy,
  PeopleQueries,
  Places,
  StaffRolesWriter,
  InvitationChecks,
  AddressCheck,
  InvitePeople,
  ChangeInvitation,
  AcceptInvitation,
  ApplyByCode,
  JoinCodes,
  MovePlace,
  SetStaffRoles,
  SetJoinCode,
];

@Module({
  imports: [IdentityModule, CatalogModule],
  controllers: [CohortsController, QualificationsController, PeopleController, JoiningController],
  providers: [...batches, ...people],
  exports: [Cohorts, Places],
})
export class CohortsModule {}
