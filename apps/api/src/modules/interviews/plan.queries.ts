import { Injectable } from '@nestjs/common';
import type { PlanView } from '@dryrun/contracts/interviews.contract';
import type { QuestionPlan } from '@dryrun/domain/interviews/question-plan';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Clock } from '../../platform/clock/clock.ts';
import { Catalog } from '../catalog/index.ts';
import { Identity } from '../identity/index.ts';
import { InterviewsPolicy } from './interviews.policy.ts';
import { planView } from './plan-view.ts';
import { PlanStore } from './plan.store.ts';
import { QuestionPlanner } from './question-planner.ts';

const NOTHING_MORE: QuestionPlan = { items: [], spares: [], shortage: '', isSupplyLow: false };

/** The kit, for its mentor and for those who oversee the batch. */
@Injectable()
export class PlanQueries {
  constructor(
    private readonly policy: InterviewsPolicy,
    private readonly store: PlanStore,
    private readonly planner: QuestionPlanner,
    private readonly catalog: Catalog,
    private readonly identity: Identity,
    private readonly clock: Clock,
  ) {}

  async plan(actor: Actor, interviewId: string): Promise<PlanView> {
    const interview = await this.policy.authorize(actor, 'plan:read', interviewId);
    const { learnerId, batchId } = interview;
    const isOpen = interview.state === 'scheduled' || interview.state === 'running';
    const items = await this.store.listItems(interview.id);
    const more = isOpen ? await this.planner.more(interview, items, this.clock.now()) : NOTHING_MORE;
    const shown = [
      ...items.map((i) => i.questionVersionId),
      ...[...more.items, ...more.spares].map((s) => s.versionId),
    ];
    const [format, rubric, questions, people, marks, openNextSteps] = await Promise.all([
      this.catalog.formatVersion(interview.formatVersionId),
      this.catalog.rubricVersion(interview.rubricVersionId),
      this.catalog.questionVersions(shown),
      this.identity.people([learnerId]),
      this.store.listMarks(interview.id),
      this.store.listOpenNextSteps(learnerId, batchId),
    ]);
    const learner = people.get(learnerId);
    if (!learner) throw new Error(`learner ${learnerId} of interview ${interview.id} is gone`);
    return planView({
      interview,
      learner,
      format: format.body,
      rubric: rubric.body,
      items,
      questions,
      more,
      marks,
      openNextSteps,
    });
  }
}
