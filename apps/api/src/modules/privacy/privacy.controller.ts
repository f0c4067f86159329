import { Controller } from '@nestjs/common';
import { privacyEndpoints } from '@dryrun/contracts/privacy.contract';
import { Endpoint, type In, type SignedInContext } from '../../platform/http/endpoint.ts';
import { ErasePerson } from './erase-person.ts';
import { PrivacyPolicy } from './privacy.policy.ts';
import { PrivacyQueries } from './privacy.queries.ts';

@Controller()
export class PrivacyController {
  constructor(
    private readonly queries: PrivacyQueries,
    private readonly policy: PrivacyPolicy,
    private readonly erasing: ErasePerson,
  ) {}

  @Endpoint(privacyEndpoints.exportMyData)
  exportMyData(_: In<typeof privacyEndpoints.exportMyData>, { actor }: SignedInContext) {
    return this.queries.myData(actor);
  }

  @Endpoint(privacyEndpoints.myErasure)
  async myErasure(_: In<typeof privacyEndpoints.myErasure>, { actor }: SignedInContext) {
    return this.queries.erasure(await this.policy.authorizeOwn(actor));
  }

  @Endpoint(privacyEndpoints.eraseMe)
  async eraseMe({ body }: In<typeof privacyEndpoints.eraseMe>, { actor }: SignedInContext) {
    await this.erasing.run(await this.policy.authorizeOwn(actor), { actorId: actor.personId, reason: '', ...body });
    return undefined;
  }

  @Endpoint(privacyEndpoints.personErasure)
  async personErasure({ params }: In<typeof privacyEndpoints.personErasure>, { actor }: SignedInContext) {
    return this.queries.erasure(await this.policy.authorizePerson(actor, 'erasure:read', params.personId));
  }

  @Endpoint(privacyEndpoints.erasePerson)
  async erasePerson({ params, body }: In<typeof privacyEndpoints.erasePerson>, { actor }: SignedInContext) {
    await this.erasing.run(await this.policy.authorizePerson(actor, 'erasure:order', params.personId), {
      actorId: actor.personId,
      ...body,
    });
    return undefined;
  }

  @Endpoint(privacyEndpoints.audit)
  audit({ query }: In<typeof privacyEndpoints.audit>, { actor }: SignedInContext) {
    return this.queries.audit(actor, query);
  }

  @Endpoint(privacyEndpoints.exportAudit)
  exportAudit({ body }: In<typeof privacyEndpoints.exportAudit>, { actor }: SignedInContext) {
    return this.queries.auditTable(actor, body);
  }
}
