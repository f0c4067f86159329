import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { NEAREST_SLOTS, type SlotsQuery, type SlotsView } from '@dryrun/contracts/scheduling.contract';
import { fairestFirst } from '@dryrun/domain/interviews/fairest-mentors';
import type { WhyAudience } from '@dryrun/domain/interviews/why-not';
import type { Actor } from '@dryrun/domain/policy/decide';
import { DAY, MINUTE } from '@dryrun/domain/time/zone-transitions';
import { Clock } from '../../platform/clock/clock.ts';
import { Identity } from '../identity/index.ts';
import {
  Scheduling,
  type Account,
  type MentorSlots,
  type MentorStarts,
  type SlotQuestion,
} from '../scheduling/index.ts';
import { Goals, type Wanted } from './goals.ts';
import { InterviewsStore, type MentorStanding } from './interviews.store.ts';
import { closedBatch, closedToMoves, slotReasons } from './slot-reasons.ts';

/** Up to here every look says why other times are closed, too. */
const FEW_MENTORS = 40;

/** A list with fewer starts says why there are not more. */
const SHORT_LIST = 20;

/** Whom they may have for each of these. */
const MOST_MENTORS_NEAR = 4;

/** How far around the wish they are looked for first, the fewer mentors the further: where enough are found, none outside is nearer. */
const reachFor = (mentorCount: number) => Math.ceil(20 / Math.max(1, mentorCount)) * DAY;

/** Whom a learner may choose from at one time: nobody reads through hundreds, and those whose turn it is come first. */
const MOST_MENTORS_PER_START = 12;

interface Look {
  audience?: WhyAudience;
  /** The interview whose booking would be moved: it neither blocks nor counts. */
  replaces?: string;
  /** The learner's account, where it was read already. */
  account?: Account;
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
    const { batch, mentorIds } = wanted;
    const searchedUntil = new Date(this.horizon(batch)).toISOString();
    const closed = closedFor(batch, replaces, audience);
    if (closed !== null) {
      const reasons: SlotsView['reasons'] = [{ code: 'batch_closed', count: 0, sentence: closed }];
      return { items: [], reasons, mentorCount: mentorIds.length, searchedUntil };
    }
    const question = await this.fairQuestion(wanted, replaces);
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

  /**
   * For somebody who did not get the time they wanted: the few open ones nearest to it, soonest first. Why others are closed is said
   * where even these are few. `startsAt` in epoch milliseconds.
   */
  async nearest(wanted: Wanted, startsAt: number, look: Look = {}): Promise<SlotsView> {
    if (closedFor(wanted.batch, look.replaces) !== null) return this.view(wanted, look);
    const question = await this.fairQuestion(wanted, look.replaces);
    const [reach, horizon] = [reachFor(wanted.mentorIds.length), this.horizon(wanted.batch)];
    const range = { start: Math.max(question.now, startsAt - reach), end: Math.min(horizon + 1, startsAt + reach) };
    const known = look.account && { account: look.account };
    const isWithin = range.start < range.end;
    const slots = isWithin ? await this.scheduling.openStarts({ ...question, range, ...known }) : [];
    const starts = nearestTo(startsAt, new Set(slots.flatMap((s) => s.starts)));
    if (starts.size < NEAREST_SLOTS) return this.nearestOfAll(wanted, startsAt, look);
    const few = slots.map((s) => ({ ...s, starts: s.starts.filter((start) => starts.has(start)) }));
    return {
      items: await this.items(wanted, few, MOST_MENTORS_NEAR),
      reasons: [],
      mentorCount: wanted.mentorIds.length,
      searchedUntil: new Date(horizon).toISOString(),
    };
  }

  private async nearestOfAll(wanted: Wanted, startsAt: number, look: Look): Promise<SlotsView> {
    const all = await this.view(wanted, look);
    const startOf = (slot: SlotsView['items'][number]) => Date.parse(slot.startsAt);
    const starts = nearestTo(startsAt, new Set(all.items.map(startOf)));
    const near = all.items.filter((slot) => starts.has(startOf(slot)));
    return { ...all, items: near.map((slot) => ({ ...slot, mentors: slot.mentors.slice(0, MOST_MENTORS_NEAR) })) };
  }

  /** Times that could be kept for the learner now, soonest first, the fairest mentor of each start first. */
  async openTimes(wanted: Wanted): Promise<OpenTime[]> {
    if (closedBatch(wanted.batch) !== null) return [];
    const slots = await this.scheduling.openStarts(await this.fairQuestion(wanted));
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

  /** The wish as the slot engine reads it, of these mentors in this order. */
  async question(wanted: Wanted, mentorIds: readonly string[], replaces?: string): Promise<SlotQuestion> {
    return this.questionOf(wanted, mentorIds, await this.standings(wanted, mentorIds), replaces);
  }

  /** The wish of all who fit it, those whose turn it is first. */
  private async fairQuestion(wanted: Wanted, replaces?: string): Promise<SlotQuestion> {
    const standings = await this.standings(wanted, wanted.mentorIds);
    const ids = fairestFirst(standings).map((m) => m.id);
    return this.questionOf(wanted, ids, standings, replaces);
  }

  private questionOf(
    { batch, learnerId, format }: Wanted,
    mentorIds: readonly string[],
    standings: readonly MentorStanding[],
    replaces: string | undefined,
  ): SlotQuestion {
    return {
      batch,
      learnerId,
      mentorIds,
      durationMin: format.body.minutes,
      now: this.clock.now().getTime(),
      pausedMentorIds: new Set(standings.flatMap((m) => (m.isPaused ? [m.id] : []))),
      ...(replaces !== undefined && { replaces }),
    };
  }

  private standings({ batch, learnerId }: Wanted, mentorIds: readonly string[]): Promise<MentorStanding[]> {
    const pauseHours = batch.policy.overdueFeedbackPauseHours;
    return this.store.listStandings(mentorIds, { learnerId, pauseHours, now: this.clock.now() });
  }

  private horizon(batch: Wanted['batch']): number {
    return this.clock.now().getTime() + batch.policy.horizonDays * DAY;
  }

  /** Grouped by start; within a start the mentors keep their order, and only the first `most` are named. */
  private async items(wanted: Wanted, slots: readonly MentorStarts[], most: number): Promise<SlotsView['items']> {
    const byStart = new Map<number, string[]>();
    for (const { mentorId, starts } of slots)
      for (const start of starts) {
        const at = byStart.get(start);
        if (!at) byStart.set(start, [mentorId]);
        else if (at.length < most) at.push(mentorId);
      }
    const people = await this.identity.people([...byStart.values()].flat());
    return [...byStart]
      .sort(([a], [b]) => a - b)
      .map(([start, mentorIds]) => ({
        startsAt: new Date(start).toISOString(),
        endsAt: new Date(start + wanted.format.body.minutes * MINUTE).toISOString(),
        mentors: mentorIds.flatMap((id) => people.get(id) ?? []),
      }));
  }
}

/** Why nobody can book in the batch, or move the mock that `replaces` names; null when they can. */
function closedFor(batch: Wanted['batch'], replaces: string | undefined, audience?: WhyAudience): string | null {
  return replaces === undefined ? closedBatch(batch, audience) : closedToMoves(batch);
}

/** The few of these instants that are nearest to one. */
function nearestTo(instant: number, starts: ReadonlySet<number>): Set<number> {
  const sorted = [...starts].sort((a, b) => Math.abs(a - instant) - Math.abs(b - instant) || a - b);
  return new Set(sorted.slice(0, NEAREST_SLOTS));
}
