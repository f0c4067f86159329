import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { WhyQuery, WhyView } from '@dryrun/contracts/scheduling.contract';
import { daySentence, mentorDaySentence, type WhyAudience } from '@dryrun/domain/interviews/why-not';
import type { ClosedReason } from '@dryrun/domain/interviews/why-not';
import { batchesWhere, type Actor } from '@dryrun/domain/policy/decide';
import { addDays } from '@dryrun/domain/time/local-date';
import { isTimeZone, startOfLocalDay } from '@dryrun/domain/time/zone-transitions';
import { Clock } from '../../platform/clock/clock.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { Catalog } from '../catalog/index.ts';
import { Cohorts } from '../cohorts/index.ts';
import { Identity } from '../identity/index.ts';
import { Scheduling, type MentorExplanation } from '../scheduling/index.ts';
import { Goals, type Wanted } from './goals.ts';
import { InterviewsStore } from './interviews.store.ts';
import { closedBatch, slotReasons } from './slot-reasons.ts';
import { SlotsQueries } from './slots.queries.ts';

type Day = z.infer<typeof WhyQuery>;

/** Why there is, or is not, a time on a day: mentor by mentor, start by start. */
@Injectable()
export class WhyQueries {
  constructor(
    private readonly goals: Goals,
    private readonly slots: SlotsQueries,
    private readonly scheduling: Scheduling,
    private readonly store: InterviewsStore,
    private readonly cohorts: Cohorts,
    private readonly catalog: Catalog,
    private readonly identity: Identity,
    private readonly clock: Clock,
  ) {}

  /** For a learner about themself. */
  async why(actor: Actor, batchId: string, day: Day): Promise<WhyView> {
    return this.day(await this.goals.resolve(actor, 'slot:read', batchId, day, '/query'), day, 'learner');
  }

  /** For who runs the batch, about a learner. */
  async learnerWhy(actor: Actor, batchId: string, learnerId: string, day: Day): Promise<WhyView> {
    const wanted = await this.goals.resolveFor(actor, 'batch:oversee', batchId, learnerId, day, '/query');
    return this.day(wanted, day, 'admin');
  }

  /** For a mentor about their own day, in each batch in which they mentor, for the shortest format there is. */
  async mentorWhy(actor: Actor, onDate: string): Promise<WhyView> {
    const self = (await this.identity.people([actor.personId])).get(actor.personId);
    const timeZone = (await this.scheduling.zonesOf([actor.personId])).get(actor.personId) ?? self?.timeZone ?? 'UTC';
    const minutes = Math.min(...(await this.catalog.formats()).map((f) => f.body.minutes));
    const batches = [...(await this.cohorts.batches(batchesWhere(actor, ['mentor']))).values()];
    const rows: WhyView['rows'] = [];
    const all: MentorExplanation[] = [];
    for (const batch of batches) {
      const me = (await this.cohorts.mentors(batch.id)).find((m) => m.personId === actor.personId);
      const closed = closedBatch(batch, 'mentor');
      if (closed !== null || !me || me.tracks.length === 0 || me.levels.length === 0) {
        const sentence =
          closed ??
          'You are not set up for any track and level of this batch yet. A lead mentor or cohort admin can change that.';
        rows.push({ name: batch.name, sentence, availability: 'not_qualified', times: [] });
        continue;
      }
      const now = this.clock.now();
      const pauseHours = batch.policy.overdueFeedbackPauseHours;
      const [standing] = await this.store.listStandings([actor.personId], { learnerId: null, pauseHours, now });
      const [mine] = await this.scheduling.explainSlots({
        batch,
        learnerId: null,
        mentorIds: [actor.personId],
        durationMin: minutes,
        now: now.getTime(),
        range: rangeOf(onDate, timeZone),
        pausedMentorIds: new Set(standing?.isPaused ? [actor.personId] : []),
      });
      if (!mine) continue;
      all.push(mine);
      rows.push(rowOf(batch.name, mine, minutes, 'mentor'));
    }
    const policy = batches[0]?.policy;
    const facts = { audience: 'mentor' as const, minutes, trackTitle: 'this track', level: 'this' };
    const reasons = policy && all.length > 0 ? slotReasons(all.map(summed), 0, { ...facts, policy }) : [];
    const sentence =
      batches.length === 0
        ? 'You mentor in no batch, so nobody can book you.'
        : daySentence(rows, reasons[0]?.sentence ?? null);
    return { onDate, timeZone, sentence, rows, reasons };
  }

  private async day(wanted: Wanted, { onDate, zone }: Day, audience: WhyAudience): Promise<WhyView> {
    const person = (await this.identity.people([wanted.learnerId])).get(wanted.learnerId);
    const timeZone = zone ?? person?.timeZone ?? wanted.batch.timeZone;
    if (!isTimeZone(timeZone))
      throw new Refusal('invalid_input', 'Nothing was looked up: that time zone does not exist.', {
        errors: [{ pointer: '/query/zone', message: 'There is no such time zone.' }],
      });
    const closed = closedBatch(wanted.batch, audience);
    if (closed !== null) return { onDate, timeZone, sentence: closed, rows: [], reasons: [] };
    const range = rangeOf(onDate, timeZone);
    const { mentorIds, format, batch, trackTitle, level } = wanted;
    const explained = await this.scheduling.explainSlots({ ...(await this.slots.question(wanted, mentorIds)), range });
    const people = await this.identity.people(mentorIds);
    const minutes = format.body.minutes;
    const rows = explained.map((e) => rowOf(people.get(e.mentorId)?.name ?? 'A mentor', e, minutes, audience));
    const reasons = slotReasons(explained.map(summed), wanted.otherMentors, {
      audience,
      trackTitle,
      level,
      policy: batch.policy,
      minutes,
    });
    return { onDate, timeZone, sentence: daySentence(rows, reasons[0]?.sentence ?? null), rows, reasons };
  }
}

function rangeOf(onDate: string, timeZone: string): { start: number; end: number } {
  return { start: startOfLocalDay(timeZone, onDate), end: startOfLocalDay(timeZone, addDays(onDate, 1)) };
}

function summed({ availability, candidates }: MentorExplanation) {
  const closed = new Map<ClosedReason, number>();
  for (const { reasons } of candidates) for (const r of reasons) closed.set(r, (closed.get(r) ?? 0) + 1);
  return { availability, closed };
}

function rowOf(
  name: string,
  explained: MentorExplanation,
  minutes: number,
  audience: WhyAudience,
): WhyView['rows'][number] {
  const { availability, candidates } = explained;
  return {
    name,
    availability,
    sentence: mentorDaySentence({ name, availability, candidates }, minutes, audience),
    times: candidates.map(({ start, reasons }) => ({ startsAt: new Date(start).toISOString(), reasons: [...reasons] })),
  };
}
