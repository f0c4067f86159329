import type { z } from 'zod';
import type { SavePlanBody } from '@dryrun/contracts/interviews.contract';
import type { PlannedQuestion } from '@dryrun/domain/interviews/question-plan';
import type { FieldError } from '../../platform/http/refusal.ts';
import type { PlanItem } from './plan.store.ts';
import { planItem } from './question-planner.ts';

/** What the mentor wants the plan to be, and what is known about it. */
export interface WantedPlan {
  interviewId: string;
  wanted: z.infer<typeof SavePlanBody>['items'];
  /** The plan as it is. */
  items: readonly PlanItem[];
  /** New questions that may be asked of this learner now, by version id. */
  askable: ReadonlyMap<string, PlannedQuestion>;
  /** Ids of the pushbacks of each wanted version. */
  pushbacksOf: ReadonlyMap<string, readonly string[]>;
}

/**
 * The plan the mentor asked for as rows, or everything that is wrong with it. Questions already in the plan stay pinned to
 * their version whatever was published since; a new one must still be fresh for the learner (rule 9). What the learner
 * has seen cannot be taken back.
 */
export function changedPlan(plan: WantedPlan): { ok: true; items: PlanItem[] } | { ok: false; errors: FieldError[] } {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  const items = plan.wanted.flatMap(({ questionVersionId, pushbackIds }, position) => {
    const at = `/body/items/${position}`;
    if (seen.has(questionVersionId))
      errors.push({ pointer: `${at}/questionVersionId`, message: 'This question is in the plan twice.' });
    seen.add(questionVersionId);
    const unknown = pushbackIds.findIndex((id) => !plan.pushbacksOf.get(questionVersionId)?.includes(id));
    if (unknown >= 0)
      errors.push({ pointer: `${at}/pushbackIds/${unknown}`, message: 'This is not a pushback of this question.' });
    const known = plan.items.find((i) => i.questionVersionId === questionVersionId);
    const row = known ?? chosen(plan, questionVersionId);
    if (!row) {
      const message =
        'This question cannot be asked of this learner now: it is not fresh, or it does not fit the goal.';
      errors.push({ pointer: `${at}/questionVersionId`, message });
      return [];
    }
    return [{ ...row, position, plannedPushbackIds: [...new Set(pushbackIds)] }];
  });
  const takenBack = plan.items.some((i) => i.shownAt !== null && !seen.has(i.questionVersionId));
  if (takenBack)
    errors.push({ pointer: '/body/items', message: 'A question that the learner has already seen stays in the plan.' });
  return errors.length > 0 ? { ok: false, errors } : { ok: true, items };
}

function chosen({ interviewId, askable }: WantedPlan, versionId: string): PlanItem | null {
  const question = askable.get(versionId);
  if (!question) return null;
  const reason = { code: 'chosen_by_mentor' as const, sentence: `Chosen by the mentor. ${question.reason.sentence}` };
  return planItem(interviewId, { ...question, reason }, 0);
}
