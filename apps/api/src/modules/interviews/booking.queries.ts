import { Injectable } from '@nestjs/common';
import type { BookingView } from '@dryrun/contracts/bookings.contract';
import type { SlotsView } from '@dryrun/contracts/scheduling.contract';
import { moveDecision } from '@dryrun/domain/interviews/booking-changes';
import { CHANGE_REASONS, freeChangeUntil } from '@dryrun/domain/interviews/change-rules';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Clock } from '../../platform/clock/clock.ts';
import { Identity } from '../identity/index.ts';
import { Scheduling, type BookedTimeRow } from '../scheduling/index.ts';
import { changeCounts, roleIn } from './change-facts.ts';
import { ChangeRequestViews } from './change-request-views.ts';
import { Goals } from './goals.ts';
import { InterviewsPolicy } from './interviews.policy.ts';
import type { Interview } from './interviews.store.ts';
import { SlotsQueries } from './slots.queries.ts';
import { isAhead, mustBeAhead } from './still-ahead.ts';

/** The booking behind a mock: its times, its rules, and what may be changed. */
@Injectable()
export class BookingQueries {
  constructor(
    private readonly policy: InterviewsPolicy,
    private readonly scheduling: Scheduling,
    private readonly identity: Identity,
    private readonly requests: ChangeRequestViews,
    private readonly goals: Goals,
    private readonly slots: SlotsQueries,
    private readonly clock: Clock,
  ) {}

  async booking(actor: Actor, interviewId: string): Promise<BookingView> {
    const interview = await this.policy.authorize(actor, 'interview:read', interviewId);
    const now = this.clock.now();
    const counts = await changeCounts(this.scheduling, interview, now);
    const booked = await this.scheduling.booked([interview.id]);
    const isLearner = roleIn(interview, actor) === 'learner';
    return {
      interviewId: interview.id,
      policy: interview.policy,
      freeChangeUntil: new Date(freeChangeUntil(interview.startsAt.getTime(), interview.policy)).toISOString(),
      lateChanges: { used: counts.late, trouble: counts.trouble },
      times: await this.times(booked),
      request: await this.requests.openOf(interview, isLearner),
      can: this.can(actor, interview, counts, now),
      mayRebook: isLearner && interview.state === 'void' && booked.at(-1)?.endedBy !== 'learner',
    };
  }

  /** Times this mock could be moved to. Whoever takes part, or runs the batch, may look. */
  async moveSlots(actor: Actor, interviewId: string): Promise<SlotsView> {
    const interview = await this.policy.authorize(actor, 'interview:read', interviewId);
    mustBeAhead(interview, this.clock.now());
    const role = roleIn(interview, actor);
    const wanted = await this.goals.ofInterview(interview);
    // A mentor may offer only their own time.
    const mine =
      role === 'mentor' ? { ...wanted, mentorIds: wanted.mentorIds.filter((id) => id === actor.personId) } : wanted;
    return this.slots.view(mine, { replaces: interview.id, audience: role });
  }

  private can(
    actor: Actor,
    interview: Interview,
    counts: { late: number; trouble: number },
    now: Date,
  ): BookingView['can'] {
    const { state, policy } = interview;
    const isOpen = isAhead(interview, now);
    const role = roleIn(interview, actor);
    const startsAt = interview.startsAt.getTime();
    // With power or network trouble a move may be open that is closed otherwise, so the button asks with that reason.
    const move = moveDecision({
      role,
      state,
      startsAt,
      now: now.getTime(),
      policy,
      reason: 'power_or_network',
      counts,
    });
    const may = (permission: 'interview:move' | 'interview:run' | 'interview:swap' | 'interview:override') =>
      isOpen && this.policy.may(actor, permission, interview);
    return {
      move: may('interview:move') && move.ok,
      offerTimes: may('interview:run'),
      swap: may('interview:swap') ? (role === 'mentor' ? 'ask' : 'assign') : 'no',
      override: may('interview:override') && role === 'admin',
    };
  }

  private async times(rows: readonly BookedTimeRow[]): Promise<BookingView['times']> {
    const people = await this.identity.people(rows.map((r) => r.mentorId));
    return rows.map((r) => ({
      startsAt: r.startsAt.toISOString(),
      endsAt: r.endsAt.toISOString(),
      mentor: people.get(r.mentorId) ?? { id: r.mentorId, name: 'Somebody who left', timeZone: 'UTC' },
      state: r.state as BookingView['times'][number]['state'],
      endedAt: r.endedAt?.toISOString() ?? null,
      endedBy: r.endedBy,
      reasonCode: CHANGE_REASONS.find((c) => c === r.reasonCode) ?? null,
      reason: r.reason,
      isLate: r.isLate,
    }));
  }
}
