import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { ColleagueView } from '@dryrun/contracts/bookings.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { toldFirst, type ClosedReason } from '@dryrun/domain/interviews/why-not';
import { Clock } from '../../platform/clock/clock.ts';
import { Identity } from '../identity/index.ts';
import { Scheduling } from '../scheduling/index.ts';
import { Goals } from './goals.ts';
import { InterviewsPolicy } from './interviews.policy.ts';
import type { Interview } from './interviews.store.ts';
import { SlotsQueries } from './slots.queries.ts';
import { mustBeAhead } from './still-ahead.ts';

/** Whether a colleague could take a mock over. */
export interface Colleague {
  personId: string;
  isFree: boolean;
  isOpen: boolean;
  /** What closes the time besides being taken; null when it lies outside their hours. */
  reason: ClosedReason | null;
}

/** Rules of booking that say nothing about somebody who takes over what is booked already. */
const NO_MATTER: readonly ClosedReason[] = ['notice', 'horizon', 'quota', 'you_are_busy'];

/** Mentors who fit a booked mock besides the one who has it. */
@Injectable()
export class ColleaguesQueries {
  constructor(
    private readonly policy: InterviewsPolicy,
    private readonly goals: Goals,
    private readonly slots: SlotsQueries,
    private readonly scheduling: Scheduling,
    private readonly identity: Identity,
    private readonly clock: Clock,
  ) {}

  /** Those who could take it over first, then by name. */
  async list(actor: Actor, interviewId: string): Promise<{ items: z.infer<typeof ColleagueView>[] }> {
    const interview = await this.policy.authorize(actor, 'interview:swap', interviewId);
    mustBeAhead(interview, this.clock.now());
    const colleagues = await this.of(interview);
    const people = await this.identity.people(colleagues.map((c) => c.personId));
    const rank = (c: Colleague) => (c.isFree ? (c.isOpen ? 0 : 1) : 2);
    return {
      items: colleagues
        .flatMap((c) => {
          const person = people.get(c.personId);
          return person ? [{ person, isFree: c.isFree, isOpen: c.isOpen, sentence: sentence(c), rank: rank(c) }] : [];
        })
        .sort((a, b) => a.rank - b.rank || a.person.name.localeCompare(b.person.name)),
    };
  }

  async of(interview: Interview): Promise<Colleague[]> {
    const wanted = await this.goals.ofInterview(interview);
    const ids = wanted.mentorIds.filter((id) => id !== interview.mentorId);
    const startsAt = interview.startsAt.getTime();
    const meeting = {
      startsAt,
      endsAt: interview.endsAt.getTime(),
      bufferMinutes: wanted.batch.policy.bufferMinutes,
      now: this.clock.now().getTime(),
      ignoreReference: interview.id,
    };
    const taken = await this.scheduling.takenPeople(ids, meeting);
    const range = { start: startsAt, end: startsAt + 1 };
    const explained = await this.scheduling.explainSlots({
      ...(await this.slots.question(wanted, ids, interview.id)),
      range,
    });
    return explained.map(({ mentorId, candidates }) => {
      const [candidate] = candidates;
      const reasons = candidate?.reasons.filter((r) => !NO_MATTER.includes(r)) ?? [];
      const isFree = !taken.has(mentorId);
      return {
        personId: mentorId,
        isFree,
        isOpen: isFree && candidate !== undefined && reasons.length === 0,
        reason: toldFirst(reasons),
      };
    });
  }
}

function sentence({ isFree, isOpen, reason }: Colleague): string {
  if (!isFree) return 'Has something else then.';
  if (isOpen) return 'Offers this time and is free.';
  switch (reason) {
    case 'daily_limit':
      return 'Is free, but has as many mocks that day as they take.';
    case 'weekly_limit':
      return 'Is free, but has as many mocks that week as they take.';
    case 'overdue_feedback':
      return 'Is free, but still owes feedback.';
    default:
      return 'Is free, but this is outside their hours; they would have to agree.';
  }
}
