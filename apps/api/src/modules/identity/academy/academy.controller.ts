import { Controller } from '@nestjs/common';
import { academyEndpoints as e } from '@dryrun/contracts/academy.contract';
import { Endpoint, type In, type RequestContext, type SignedInContext } from '../../../platform/http/endpoint.ts';
import { AcademyQueries } from './academy.queries.ts';
import { InviteStaff } from './invite-staff.ts';
import { SetAcademyRoles } from './set-academy-roles.ts';
import { SetUpAcademy } from './set-up-academy.ts';
import { StartAcademy } from './start-academy.ts';
import { UpdateAcademy } from './update-academy.ts';

@Controller()
export class AcademyController {
  constructor(
    private readonly queries: AcademyQueries,
    private readonly setup: SetUpAcademy,
    private readonly start: StartAcademy,
    private readonly update: UpdateAcademy,
    private readonly staff: InviteStaff,
    private readonly roles: SetAcademyRoles,
  ) {}

  @Endpoint(e.lookAtSetup)
  lookAtSetup({ body }: In<typeof e.lookAtSetup>, { address }: RequestContext) {
    return this.setup.look(body.token, address);
  }

  @Endpoint(e.setUp)
  async setUp({ body }: In<typeof e.setUp>, context: RequestContext): Promise<undefined> {
    context.setCookie(await this.setup.run(body, context));
  }

  @Endpoint(e.startAcademy)
  async startAcademy({ body }: In<typeof e.startAcademy>, _context: RequestContext) {
    return { setupPath: await this.start.run(body.confirmation) };
  }

  @Endpoint(e.academy)
  academy(_: In<typeof e.academy>, { actor }: SignedInContext) {
    return this.queries.academy(actor);
  }

  @Endpoint(e.updateAcademy)
  async updateAcademy({ body }: In<typeof e.updateAcademy>, { actor }: SignedInContext) {
    await this.update.run(actor, body);
    return this.queries.academy(actor);
  }

  @Endpoint(e.inviteStaff)
  async inviteStaff({ body }: In<typeof e.inviteStaff>, { actor }: SignedInContext) {
    return { items: await this.staff.run(actor, body) };
  }

  @Endpoint(e.setAcademyRoles)
  async setAcademyRoles({ params, body }: In<typeof e.setAcademyRoles>, { actor }: SignedInContext) {
    await this.roles.run(actor, params.personId, body.roles);
    return this.queries.academy(actor);
  }
}
