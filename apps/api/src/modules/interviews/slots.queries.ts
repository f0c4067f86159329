import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { SlotsQuery, SlotsView } from '@dryrun/contracts/scheduling.contract';
import { fairestFirst } from '@dryrun/domain/interviews/fairest-mentors';
import type { WhyAudience } from '@dryrun/domain/interviews/why-not';
import type { Actor } from '@dryrun/domain/policy/decide';
import { DAY, MINUTE } from '@dryrun/domain/time/zone-transitions';
import { Clock } from '../../platform/clock/clock.ts';
import { Identity } from '../identity/index.ts';
import { Scheduling, type MentorSlots, type MentorStarts, type SlotQuestion } from '../scheduling/index.ts';
import { Goals, type Wanted } from './goals.ts';
import { InterviewsStore } from './interviews.store.ts';
import { closedBatch, slotReasons } from './slot-reasons.ts';

/** Up to here every look says why other times are closed, too. */
const FEW_MENTORS = 40;

/** A list with fewer starts says why there are not more. */
const SHORT_LIST = 20;

/** Whom a learner may choose from at one time: nobody reads through hundreds, and those whose turn it is come first. */
const MOST_MENTORS_PER_START = 12;

interface Look {
  audience?: WhyAudience;
  /** The interview whose booking would be moved: it neither blocks nor counts. */
  replaces?: string;
}

/** A start that one mentor could be booked for, in epoch milliseconds. */
export interface OpenTime {
  mentorId: string;
  startsAt: number;
}

/** Open times for a goal, shaped for the booking screen. */
@Injectable()
export class SlotsQueries {
  constructor(
    private readonly goals: Goals,
    private readonly scheduling: Scheduling,
    private readonly store: InterviewsStore,
    private readonly identity: Identity,
    private readonly clock: Clock,
  ) {}

  async slots(actor: Actor, batchId: string, query: z.infer<typeof SlotsQuery>): Promise<SlotsView> {
    return this.view(await this.goals.resolve(actor, 'slot:read', batchId, query, '/query'));
  }

  async learnerSlots(
    actor: Actor,
    batchId: string,
    learnerId: string,
    query: z.infer<typeof SlotsQuery>,
  ): Promise<SlotsView> {
    const wanted = await this.goals.resolveFor(actor, 'batch:oversee', batchId, learnerId, query, '/query');
    return this.view(wanted, { audience: 'admin' });
  }

  async view(wanted: Wanted, { audience = 'learner', replaces }: Look = {}): Promise<SlotsView> {
    const now = this.clock.now();
    const { batch, mentorIds } = wanted;
    const searchedUntil = new Date(now.getTime() + batch.policy.horizonDays * DAY).toISOString();
    const closed = replaces !== undefined && batch.state === 'active' ? null : closedBatch(batch);
    if (closed !== null) {
      const reasons: SlotsView['reasons'] = [{ code: 'no_availability', count: 0, sentence: closed }];
      return { items: [], reasons, mentorCount: mentorIds.length, searchedUntil };
    }
    const question = await this.question(wanted, await this.fairestFirst(wanted, now), replaces);
    // Why other times are closed is asked of few mentors always, of many only where the list leaves somebody wondering.
    let slots = mentorIds.length <= FEW_MENTORS ? await this.scheduling.openSlots(question) : null;
    const most = replaces === undefined ? MOST_MENTORS_PER_START : Infinity;
    const items = await this.items(wanted, slots ?? (await this.scheduling.openStarts(question)), most);
    if (items.length < SHORT_LIST) slots ??= await this.scheduling.openSlots(question);
    const facts = { trackTitle: wanted.trackTitle, level: wanted.level, policy: batch.policy };
    const minutes = wanted.format.body.minutes;
    return {
      items,
      reasons: slots ? slotReasons(slots, wanted.otherMentors, { audience, ...facts, minutes }) : [],
      mentorCount: mentorIds.length,
      searchedUntil,
    };
  }

  /** Times that could be kept for the learner now, soonest first, the fairest mentor of each start first. */
  async openTimes(wanted: Wanted): Promise<OpenTime[]> {
    if (closedBatch(wanted.batch) !== null) return [];
    const question = await this.question(wanted, await this.fairestFirst(wanted, this.clock.now()));
    const slots = await this.scheduling.openStarts(question);
    const times = slots.flatMap(({ mentorId, starts }) => starts.map((startsAt) => ({ mentorId, startsAt })));
    return times.sort((a, b) => a.startsAt - b.startsAt);
  }

  /** What the slot engine says about one start of one mentor: null when they do not fit the goal. `startsAt` in epoch milliseconds. */
  async lookAt(wanted: Wanted, mentorId: string, startsAt: number, replaces?: string): Promise<MentorSlots | null> {
    if (!wanted.mentorIds.includes(mentorId)) return null;
    const range = { start: startsAt, end: startsAt + 1 };
    const [slots] = await this.scheduling.openSlots({ ...(await this.question(wanted, [mentorId], replaces)), range });
    return slots ?? null;
  }

  /** The wish as the slot engine reads it. */
  async question(wanted: Wanted, mentorIds: readonly string[], replaces?: string): Promise<SlotQuestion> {
    const { batch, learnerId, format } = wanted;
    const now = this.clock.now();
    const pause = batch.policy.overdueFeedbackPauseHours;
    return {
      batch,
      learnerId,
      mentorIds,
      durationMin: format.body.minutes,
      now: now.getTime(),
      ...(replaces !== undefined && { replaces }),
      ...(pause !== null && { pausedMentorIds: await this.store.listOwingMentors(mentorIds, pause, now) }),
    };
  }

  private async fairestFirst({ mentorIds, learnerId }: Wanted, now: Date): Promise<string[]> {
    const upcoming = await this.store.countUpcoming(mentorIds, now);
    const met = await this.store.lastMet(learnerId, mentorIds);
    const choices = mentorIds.map((id) => ({
      id,
      upcoming: upcoming.get(id) ?? 0,
      lastMetAt: met.get(id)?.getTime() ?? null,
    }));
    return fairestFirst(choices).map((m) => m.id);
  }

  /** Grouped by start; within a start the mentors keep their order, and only the first `most` are named. */
  private async items(wanted: Wanted, slots: readonly MentorStarts[], most: number): Promise<SlotsView['items']> {
    const people = await this.identity.people(slots.map((s) => s.mentorId));
    const byStart = new Map<number, SlotsView['items'][number]['mentors']>();
    for (const { mentorId, starts } of slots) {
      const mentor = people.get(mentorId);
      if (!mentor) continue;
      for (const start of starts) {
        const at = byStart.get(start);
        if (at && at.length < most) at.push(mentor);
        else if (!at) byStart.set(start, [mentor]);
      }
    }
    return [...byStart]
      .sort(([a], [b]) => a - b)
      .map(([start, mentors]) => ({
        startsAt: new Date(start).toISOString(),
        endsAt: new Date(start + wanted.format.body.minutes * MINUTE).toISOString(),
        mentors,
      }));
  }
}
