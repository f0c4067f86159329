import type { Interview } from './interviews.store.ts';
import type { PlanItem } from './plan.store.ts';

/** What others need to know of a held mock: when it was held, which questions were asked with which pushbacks, and which were only shown. */
export function metNews(
  interview: Interview,
  items: readonly PlanItem[],
  asked: readonly PlanItem[],
  minutes: number,
): Record<string, unknown> {
  return {
    heldAt: interview.startedAt ?? interview.startsAt,
    minutes,
    asked: asked.map((i) => ({
      questionVersionId: i.questionVersionId,
      pushbackIds: i.usedPushbacks.map((u) => u.id),
    })),
    onlyShown: items.filter((i) => i.shownAt !== null && !asked.includes(i)).map((i) => i.questionVersionId),
  };
}
