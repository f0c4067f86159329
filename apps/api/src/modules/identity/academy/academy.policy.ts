import { Injectable } from '@nestjs/common';
import { isPermitted, type Actor } from '@dryrun/domain/policy/decide';
import { mint, type Authorized } from '../../../platform/auth/authorized.ts';
import { notFound } from '../../../platform/http/refusal.ts';

/** The academy as something one may read or change. */
export interface TheAcademy {
  kind: 'academy';
}

/** The only place that decides who may do what with the academy itself. */
@Injectable()
export class AcademyPolicy {
  /** @throws Refusal `not_found` for everybody but academy admins: they alone know that there is something to see */
  authorize<P extends 'academy:read' | 'academy:update'>(actor: Actor, permission: P): Authorized<TheAcademy, P> {
    if (!isPermitted(actor, permission, { batchId: null, owners: {} })) throw notFound();
    return mint({ kind: 'academy' }, permission);
  }
}
