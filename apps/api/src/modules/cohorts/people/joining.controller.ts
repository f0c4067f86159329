import { Controller } from '@nestjs/common';
import { peopleEndpoints as e } from '@dryrun/contracts/people.contract';
import { Endpoint, type In, type RequestContext, type SignedInContext } from '../../../platform/http/endpoint.ts';
import { InvitationLinks } from '../../identity/index.ts';
import { AcceptInvitation } from './accept-invitation.ts';
import { ApplyByCode } from './apply-by-code.ts';
import { MovePlace } from './move-place.ts';
import { PeopleQueries } from './people.queries.ts';

/** For those who come in: by invitation, by join code, and what they see of it. */
@Controller()
export class JoiningController {
  constructor(
    private readonly queries: PeopleQueries,
    private readonly links: InvitationLinks,
    private readonly accept: AcceptInvitation,
    private readonly join: ApplyByCode,
    private readonly places: MovePlace,
  ) {}

  @Endpoint(e.offer)
  async offer({ body }: In<typeof e.offer>, { address }: RequestContext) {
    return this.queries.offer(await this.links.open(body.token, address));
  }

  @Endpoint(e.acceptAsNew)
  async acceptAsNew({ body }: In<typeof e.acceptAsNew>, context: RequestContext): Promise<undefined> {
    context.setCookie(await this.accept.asNew(body, context));
  }

  @Endpoint(e.myInvitations)
  async myInvitations(_: In<typeof e.myInvitations>, { actor }: SignedInContext) {
    return { items: await this.queries.myInvitations(actor) };
  }

  @Endpoint(e.acceptMine)
  async acceptMine({ params }: In<typeof e.acceptMine>, { actor }: SignedInContext): Promise<undefined> {
    await this.accept.asMyself(actor, params.invitationId);
  }

  @Endpoint(e.declineMine)
  async declineMine({ params }: In<typeof e.declineMine>, { actor }: SignedInContext): Promise<undefined> {
    await this.accept.decline(actor, params.invitationId);
  }

  @Endpoint(e.myPlaces)
  async myPlaces(_: In<typeof e.myPlaces>, { actor }: SignedInContext) {
    return { items: await this.queries.myPlaces(actor) };
  }

  @Endpoint(e.withdraw)
  async withdraw({ params }: In<typeof e.withdraw>, { actor }: SignedInContext): Promise<undefined> {
    await this.places.withdraw(actor, params.enrolmentId);
  }

  @Endpoint(e.lookUpCode)
  lookUpCode({ body }: In<typeof e.lookUpCode>, { address }: RequestContext) {
    return this.join.look(body.code, address);
  }

  @Endpoint(e.apply)
  async apply({ body }: In<typeof e.apply>, { actor, address }: SignedInContext) {
    return this.queries.myPlace(await this.join.asMyself(actor, body, address));
  }

  @Endpoint(e.applyAsNew)
  async applyAsNew({ body }: In<typeof e.applyAsNew>, { address }: RequestContext): Promise<undefined> {
    await this.join.asNew(body, address);
  }
}
