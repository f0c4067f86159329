import { Injectable } from '@nestjs/common';
import type { ProgressView } from '@dryrun/contracts/insights.contract';
import { notFound } from '../../platform/http/refusal.ts';
import { Catalog } from '../catalog/index.ts';
import { Identity } from '../identity/index.ts';
import { InsightsStore, type PointRow } from './insights.store.ts';

/** Below this many mocks there is no curve (`product.md` rule 11). */
export const MINIMUM_FOR_A_CURVE = 3;

/** A learner's released ratings in one batch, by when the mocks were held. */
@Injectable()
export class ProgressQueries {
  constructor(
    private readonly store: InsightsStore,
    private readonly catalog: Catalog,
    private readonly identity: Identity,
  ) {}

  /** Pre-condition: the reader may see this learner's progress. Withheld: who and how many, no ratings. */
  async of(batchId: string, personId: string, isWithheld: boolean): Promise<ProgressView> {
    const learner = (await this.identity.people([personId])).get(personId);
    if (!learner) throw notFound();
    const [heldCount, points, knowledge] = await Promise.all([
      this.store.countReleased(batchId, personId),
      isWithheld ? [] : this.store.listPoints(batchId, personId),
      isWithheld ? [] : this.store.listKnowledge(batchId, personId),
    ]);
    return {
      learner,
      heldCount,
      minimum: MINIMUM_FOR_A_CURVE,
      isWithheld,
      dimensions: await this.dimensions(points),
      knowledge: knowledge.map((k) => ({ ...k, heldAt: k.heldAt.toISOString() })),
    };
  }

  /** Dimensions that have points, in the order and with the titles of the newest rubric in which they occur. */
  private async dimensions(points: readonly PointRow[]): Promise<ProgressView['dimensions']> {
    const versions = [...new Set(points.map((p) => p.rubricVersionId).toReversed())];
    const rubrics = await Promise.all(versions.map((id) => this.catalog.rubricVersion(id)));
    const titles = new Map<string, string>();
    for (const { body } of rubrics) for (const d of body.dimensions) if (!titles.has(d.id)) titles.set(d.id, d.title);
    return [...titles].flatMap(([dimension, title]) => {
      const own = points.filter((p) => p.dimension === dimension);
      if (own.length === 0) return [];
      return [
        {
          dimension,
          title,
          points: own.map((p) => ({ interviewId: p.interviewId, heldAt: p.heldAt.toISOString(), level: p.level })),
        },
      ];
    });
  }
}
