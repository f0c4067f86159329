import { Injectable } from '@nestjs/common';
import type { LogOptionsView } from '@dryrun/contracts/outcomes.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Catalog } from '../../catalog/index.ts';
import { Cohorts } from '../../cohorts/index.ts';
import { Identity } from '../../identity/index.ts';
import { InterviewsPolicy } from '../interviews.policy.ts';

/** For whom a mock that was held elsewhere can be written down, and what may have been asked in it. */
@Injectable()
export class LogOptionsQueries {
  constructor(
    private readonly cohorts: Cohorts,
    private readonly policy: InterviewsPolicy,
    private readonly identity: Identity,
    private readonly catalog: Catalog,
  ) {}

  async options(actor: Actor, batchId: string): Promise<LogOptionsView> {
    await this.cohorts.authorize(actor, 'interview:log', batchId);
    const learnerIds = await this.cohorts.learnerIds(batchId);
    const mentorIds = (await this.cohorts.mentors(batchId))
      .map((m) => m.personId)
      .filter((mentorId) => this.policy.may(actor, 'interview:log', { batchId, learnerId: '', mentorId }));
    const people = await this.identity.people([...learnerIds, ...mentorIds]);
    const named = (ids: readonly string[]) =>
      ids.flatMap((id) => people.get(id) ?? []).sort((a, b) => a.name.localeCompare(b.name));
    const questions = await this.catalog.questions();
    return {
      learners: named(learnerIds),
      mentors: named(mentorIds),
      questions: questions
        .map(({ versionId, body }) => ({
          versionId,
          title: body.title,
          track: body.track,
          kind: body.kind,
          minLevel: body.minLevel,
          maxLevel: body.maxLevel,
        }))
        .sort((a, b) => a.title.localeCompare(b.title)),
    };
  }
}
