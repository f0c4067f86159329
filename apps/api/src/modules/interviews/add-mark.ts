import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { z } from 'zod';
import type { MarkBody, MarkView } from '@dryrun/contracts/interviews.contract';
import { minuteOf } from '@dryrun/domain/interviews/marks';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Refusal } from '../../platform/http/refusal.ts';
import { Catalog } from '../catalog/index.ts';
import { InterviewWrites } from './interview-writes.ts';
import { InterviewsPolicy } from './interviews.policy.ts';
import { markView } from './plan-view.ts';
import { PlanStore } from './plan.store.ts';
import { mustBeRunning } from './running.ts';

/** Stamps what the mentor noticed of a move with the minute of the mock. */
@Injectable()
export class AddMark {
  constructor(
    private readonly writes: InterviewWrites,
    private readonly policy: InterviewsPolicy,
    private readonly plan: PlanStore,
    private readonly catalog: Catalog,
  ) {}

  async run(actor: Actor, interviewId: string, { dimension, kind, note }: z.infer<typeof MarkBody>): Promise<MarkView> {
    return this.writes.run(async (tx, now) => {
      const interview = await this.policy.lock(tx, actor, 'interview:run', interviewId);
      mustBeRunning(interview);
      const { dimensions } = (await this.catalog.rubricVersion(interview.rubricVersionId)).body;
      if (!dimensions.some((d) => d.id === dimension))
        throw new Refusal('invalid_input', 'Nothing was marked: the rubric of this mock has no such move.', {
          errors: [{ pointer: '/body/dimension', message: 'This is not a move of the rubric.' }],
        });
      const startedAt = (interview.startedAt ?? interview.startsAt).getTime();
      const mark = {
        id: uuid(),
        interviewId: interview.id,
        dimension,
        kind,
        note,
        at: now,
        minute: minuteOf(startedAt, now.getTime()),
      };
      await this.plan.insertMark(tx, mark);
      // The note is an observation about a person: the audit says that there is a mark, not what it says.
      await this.writes.tell(tx, {
        actorId: actor.personId,
        action: 'interview.mark',
        interview,
        after: { markId: mark.id },
      });
      return markView(mark);
    });
  }
}
