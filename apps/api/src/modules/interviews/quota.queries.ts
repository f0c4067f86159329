import { Injectable } from '@nestjs/common';
import type { QuotaView } from '@dryrun/contracts/bookings.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { quotaSentence } from '@dryrun/domain/scheduling/quota-words';
import { extrasLeft, usedIn } from '@dryrun/domain/scheduling/quota';
import { batchWeekOf, batchWeekRange } from '@dryrun/domain/time/batch-weeks';
import { DAY, instantToLocal } from '@dryrun/domain/time/zone-transitions';
import { Clock } from '../../platform/clock/clock.ts';
import { notFound } from '../../platform/http/refusal.ts';
import { Cohorts, type Batch } from '../cohorts/index.ts';
import { Scheduling } from '../scheduling/index.ts';

/** A learner's account of mocks. */
@Injectable()
export class QuotaQueries {
  constructor(
    private readonly cohorts: Cohorts,
    private readonly scheduling: Scheduling,
    private readonly clock: Clock,
  ) {}

  async mine(actor: Actor, batchId: string): Promise<QuotaView> {
    return this.view(await this.cohorts.authorize(actor, 'interview:book', batchId), actor.personId);
  }

  async ofLearner(actor: Actor, batchId: string, personId: string): Promise<QuotaView> {
    const batch = await this.cohorts.authorize(actor, 'batch:oversee', batchId);
    if (!(await this.cohorts.learnerIds(batchId)).includes(personId)) throw notFound();
    return this.view(batch, personId);
  }

  private async view(batch: Batch, personId: string): Promise<QuotaView> {
    const now = this.clock.now().getTime();
    const account = await this.scheduling.account(personId, batch.id);
    const [first, last] = [batchWeekOf(batch, now), batchWeekOf(batch, now + batch.policy.horizonDays * DAY)];
    const day = (instant: number) => instantToLocal(batch.timeZone, instant).date;
    const weeks = Array.from({ length: last - first + 1 }, (_, i) => first + i).map((week) => {
      const range = batchWeekRange(batch, week);
      return { week, startsOn: day(range.start), endsOn: day(range.end - 1), used: usedIn(account, range) };
    });
    const extras = account
      .filter((l) => l.kind === 'grant' || l.kind === 'refund')
      .map((l) => ({ kind: l.kind as 'grant' | 'refund', count: l.amount, at: l.at.toISOString(), reason: l.reason }))
      .reverse();
    const left = extrasLeft(account);
    const perWeek = batch.policy.mocksPerWeek;
    const sentence = quotaSentence({
      used: weeks[0]?.used ?? 0,
      perWeek,
      extrasLeft: left,
      latestExtra: extras[0]?.kind ?? null,
    });
    return { perWeek, weeks, extrasLeft: left, extras, sentence };
  }
}
