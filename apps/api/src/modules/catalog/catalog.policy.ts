import { Injectable } from '@nestjs/common';
import { decide, type Actor } from '@dryrun/domain/policy/decide';
import type { ContentKind } from '@dryrun/content-kit/content-item';
import { mint, type Authorized } from '../../platform/auth/authorized.ts';
import { notFound, Refusal } from '../../platform/http/refusal.ts';

/** An item of the catalog by its name; it need not exist yet. */
export interface ContentName {
  kind: ContentKind;
  slug: string;
}

/** The only place that decides who may write content. Content belongs to the academy, not to a batch. */
@Injectable()
export class CatalogPolicy {
  /** @throws Refusal `forbidden` for people who only read content, `not_found` for those without any role */
  authorize(actor: Actor, name: ContentName): Authorized<ContentName, 'content:write'> {
    const verdict = decide(actor, 'content:write', 'content:read', { batchId: null, owners: {} });
    if (verdict === 'hidden') throw notFound();
    if (verdict === 'forbidden')
      throw new Refusal(
        'forbidden',
        'Content is written by content editors. Nothing was changed; an academy admin can grant you that role.',
      );
    return mint(name, 'content:write');
  }
}
