import { Controller } from '@nestjs/common';
import { peopleEndpoints as e } from '@dryrun/contracts/people.contract';
import { Endpoint, type In, type SignedInContext } from '../../../platform/http/endpoint.ts';
import { ChangeInvitation } from './change-invitation.ts';
import { InvitePeople } from './invite-people.ts';
import { MovePlace } from './move-place.ts';
import { PeopleQueries } from './people.queries.ts';
import { SetJoinCode } from './set-join-code.ts';
import { SetStaffRoles } from './set-staff-roles.ts';

/** For those who run a batch. */
@Controller()
export class PeopleController {
  constructor(
    private readonly queries: PeopleQueries,
    private readonly invitePeople: InvitePeople,
    private readonly changeInvitation: ChangeInvitation,
    private readonly places: MovePlace,
    private readonly staff: SetStaffRoles,
    private readonly codes: SetJoinCode,
  ) {}

  @Endpoint(e.people)
  people({ params }: In<typeof e.people>, { actor }: SignedInContext) {
    return this.queries.ofBatch(actor, params.batchId);
  }

  @Endpoint(e.checkAddresses)
  async checkAddresses({ params, body }: In<typeof e.checkAddresses>, { actor }: SignedInContext) {
    return { items: await this.invitePeople.check(actor, params.batchId, body) };
  }

  @Endpoint(e.invite)
  async invite({ params, body }: In<typeof e.invite>, { session }: SignedInContext) {
    return { items: await this.invitePeople.run(session, params.batchId, body) };
  }

  @Endpoint(e.renewInvitation)
  renewInvitation({ params }: In<typeof e.renewInvitation>, { session }: SignedInContext) {
    return this.changeInvitation.renew(session, params.invitationId);
  }

  @Endpoint(e.revokeInvitation)
  async revokeInvitation({ params }: In<typeof e.revokeInvitation>, { actor }: SignedInContext): Promise<undefined> {
    await this.changeInvitation.revoke(actor, params.invitationId);
  }

  @Endpoint(e.movePlace)
  async movePlace({ params, body }: In<typeof e.movePlace>, { actor }: SignedInContext) {
    await this.places.run(actor, params.enrolmentId, body.event);
    return this.queries.place(params.enrolmentId);
  }

  @Endpoint(e.transferPlace)
  async transferPlace({ params, body }: In<typeof e.transferPlace>, { actor }: SignedInContext) {
    return this.queries.place(await this.places.transfer(actor, params.enrolmentId, body.toBatchId));
  }

  @Endpoint(e.updatePlace)
  async updatePlace({ params, body }: In<typeof e.updatePlace>, { actor }: SignedInContext) {
    await this.places.correct(actor, params.enrolmentId, body);
    return this.queries.place(params.enrolmentId);
  }

  @Endpoint(e.setRoles)
  async setRoles({ params, body }: In<typeof e.setRoles>, { actor }: SignedInContext) {
    await this.staff.run(actor, params.batchId, params.personId, body);
    return this.queries.staffMember(params.batchId, params.personId);
  }

  @Endpoint(e.setJoinCode)
  setJoinCode({ params, body }: In<typeof e.setJoinCode>, { actor }: SignedInContext) {
    return this.codes.run(actor, params.batchId, body.to);
  }
}
