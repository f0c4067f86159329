import type { FormatBody, QuestionBody, RubricBody } from '@dryrun/contracts/content-bodies';
import type { MarkView, PlanItemView, PlanView } from '@dryrun/contracts/interviews.contract';
import type { QuestionPlan } from '@dryrun/domain/interviews/question-plan';
import type { Versioned } from '../catalog/index.ts';
import type { Person } from '../identity/index.ts';
import type { Interview } from './interviews.store.ts';
import type { Mark, PlanItem } from './plan.store.ts';

/** Everything the kit shows, as it was loaded. */
export interface KitParts {
  interview: Interview;
  learner: Person;
  format: FormatBody;
  rubric: RubricBody;
  items: readonly PlanItem[];
  /** Bodies by version id: of the items and of the spares. */
  questions: ReadonlyMap<string, Versioned<QuestionBody>>;
  more: QuestionPlan;
  marks: readonly Mark[];
  openNextSteps: PlanView['openNextSteps'];
}

/** The mentor's kit. Holds no rating and no number about the learner. */
export function planView(parts: KitParts): PlanView {
  const { interview, format, rubric, questions, more } = parts;
  const spares = [...more.items, ...more.spares].flatMap((s) => {
    const question = questions.get(s.versionId);
    return question
      ? [{ questionVersionId: s.versionId, slug: question.slug, title: question.body.title, reason: s.reason }]
      : [];
  });
  return {
    interviewId: interview.id,
    version: interview.planVersion,
    learner: parts.learner,
    phases: format.phases,
    items: parts.items.flatMap((item) => {
      const question = questions.get(item.questionVersionId);
      return question ? [itemView(item, question)] : [];
    }),
    spares,
    focusDimensions: focusDimensions(format, rubric),
    dimensionToProbe: interview.goal.dimension,
    openNextSteps: parts.openNextSteps,
    marks: parts.marks.map(markView),
    shortage: shortage(parts),
  };
}

/** The moves a format asks the mentor to watch, in its order, as the pinned rubric describes them. */
export function focusDimensions(format: FormatBody, rubric: RubricBody): RubricBody['dimensions'] {
  return format.focusDimensions.flatMap((id) => rubric.dimensions.filter((d) => d.id === id));
}

export function markView({ id, dimension, kind, at, minute, note }: Mark): MarkView {
  return { id, dimension, kind, at: at.toISOString(), minute, note };
}

function itemView(item: PlanItem, { slug, body }: Versioned<QuestionBody>): PlanItemView {
  const usedAt = new Map(item.usedPushbacks.map((u) => [u.id, u.at]));
  return {
    id: item.id,
    questionVersionId: item.questionVersionId,
    slug,
    question: body,
    pushbacks: body.pushbacks.map((p) => ({
      ...p,
      isPlanned: item.plannedPushbackIds.includes(p.id),
      usedAt: usedAt.get(p.id) ?? null,
    })),
    reason: { code: item.reasonCode, sentence: item.reasonSentence },
    shownAt: item.shownAt?.toISOString() ?? null,
    askedAt: item.askedAt?.toISOString() ?? null,
  };
}

/** Told while places are empty that nothing fresh could fill; a place the mentor left empty on purpose is none of these. */
function shortage({ items, format, more }: KitParts): string {
  const wanted = format.phases.filter((p) => p.draws.length > 0).length;
  if (items.length >= wanted || more.items.length > 0 || more.shortage === '') return '';
  if (items.length === 0) return more.shortage;
  return (
    `Only ${items.length} of ${wanted} questions could be planned: nothing else that fits is fresh for this learner. ` +
    'Stay longer with these, or have the learner defend a decision of their own project.'
  );
}
