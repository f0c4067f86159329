import { Injectable } from '@nestjs/common';
import type { FormatBody, RubricBody } from '@dryrun/contracts/content-bodies';
import type { GoalBody, GoalView } from '@dryrun/contracts/interviews.contract';
import type { z } from 'zod';
import { Catalog, type Versioned } from '../catalog/index.ts';

/** A goal with the versions that were looked up for it. */
export interface PinnedGoal {
  goal: GoalBody;
  formatVersionId: string;
  rubricVersionId: string;
}

/** Puts the titles of their pinned versions on goals. */
@Injectable()
export class GoalViews {
  constructor(private readonly catalog: Catalog) {}

  /** In the order given. A track that was retired since shows its slug. */
  async of(goals: readonly PinnedGoal[]): Promise<z.infer<typeof GoalView>[]> {
    const tracks = new Map((await this.catalog.tracks()).map((t) => [t.slug, t.body.title]));
    const views: z.infer<typeof GoalView>[] = [];
    for (const { goal, formatVersionId, rubricVersionId } of goals) {
      const format = await this.catalog.formatVersion(formatVersionId);
      const rubric = await this.catalog.rubricVersion(rubricVersionId);
      views.push(goalView(goal, format, rubric, tracks.get(goal.track) ?? goal.track));
    }
    return views;
  }
}

/** A goal with the titles of the versions it was looked up in. */
export function goalView(
  goal: GoalBody,
  format: Versioned<FormatBody>,
  rubric: Versioned<RubricBody>,
  trackTitle: string,
): z.infer<typeof GoalView> {
  const dimension = rubric.body.dimensions.find((d) => d.id === goal.dimension);
  return {
    format: { slug: format.slug, title: format.body.title, minutes: format.body.minutes },
    track: { slug: goal.track, title: trackTitle },
    level: goal.level,
    dimension: dimension ? { id: dimension.id, title: dimension.title } : null,
    note: goal.note,
  };
}
