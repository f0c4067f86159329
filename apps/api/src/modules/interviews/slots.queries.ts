import { Injectable } from '@nestjs/common';
import type { SlotsQuery, SlotsView } from '@dryrun/contracts/scheduling.contract';
import { fairestFirst } from '@dryrun/domain/interviews/fairest-mentors';
import type { Actor } from '@dryrun/domain/policy/decide';
import { DAY, MINUTE } from '@dryrun/domain/time/zone-transitions';
import type { z } from 'zod';
import { Clock } from '../../platform/clock/clock.ts';
import { Identity } from '../identity/index.ts';
import { Scheduling, type MentorSlots } from '../scheduling/index.ts';
import { Goals, type Wanted } from './goals.ts';
import { InterviewsStore } from './interviews.store.ts';
import { notActive, slotReasons } from './slot-reasons.ts';

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

  async view(wanted: Wanted): Promise<SlotsView> {
    const now = this.clock.now();
    const { batch, mentorIds } = wanted;
    const searchedUntil = new Date(now.getTime() + batch.policy.horizonDays * DAY).toISOString();
    if (batch.state !== 'active') {
      const sentence = notActive(batch.state);
      return {
        items: [],
        reasons: [{ code: 'no_availability', count: 0, sentence }],
        mentorCount: mentorIds.length,
        searchedUntil,
      };
    }
    const slots = await this.scheduling.openSlots({
      batch,
      learnerId: wanted.learnerId,
      mentorIds: await this.fairestFirst(wanted, now),
      durationMin: wanted.format.body.minutes,
      now: now.getTime(),
    });
    return {
      items: await this.items(wanted, slots),
      reasons: slotReasons({
        slots,
        otherMentors: wanted.otherMentors,
        trackTitle: wanted.track.body.title,
        level: wanted.level,
        policy: batch.policy,
      }),
      mentorCount: mentorIds.length,
      searchedUntil,
    };
  }

  /** What the slot engine says about one start of one mentor: null when they do not fit the goal. `startsAt` in epoch milliseconds. */
  async lookAt(wanted: Wanted, mentorId: string, startsAt: number): Promise<MentorSlots | null> {
    if (!wanted.mentorIds.includes(mentorId)) return null;
    const [slots] = await this.scheduling.openSlots({
      batch: wanted.batch,
      learnerId: wanted.learnerId,
      mentorIds: [mentorId],
      durationMin: wanted.format.body.minutes,
      now: this.clock.now().getTime(),
      range: { start: startsAt, end: startsAt + 1 },
    });
    return slots ?? null;
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

  /** Grouped by start; within a start the mentors keep their order. */
  private async items(wanted: Wanted, slots: readonly MentorSlots[]): Promise<SlotsView['items']> {
    const people = await this.identity.people(slots.map((s) => s.mentorId));
    const byStart = new Map<number, SlotsView['items'][number]['mentors']>();
    for (const { mentorId, starts } of slots) {
      const mentor = people.get(mentorId);
      if (!mentor) continue;
      for (const start of starts) byStart.set(start, [...(byStart.get(start) ?? []), mentor]);
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
