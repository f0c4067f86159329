import { Injectable } from '@nestjs/common';
import type { OutcomeItemView, OutcomeView } from '@dryrun/contracts/outcomes.contract';
import { transition } from '@dryrun/domain/interviews/interview-state';
import {
  claimDecision,
  comeRoundDecision,
  didNotComeFrom,
  staffDecision,
} from '@dryrun/domain/interviews/outcome-claims';
import { LATE_MINUTES, lateDecision } from '@dryrun/domain/interviews/running-late';
import type { Actor } from '@dryrun/domain/policy/decide';
import { MINUTE } from '@dryrun/domain/time/zone-transitions';
import { Clock } from '../../../platform/clock/clock.ts';
import { Cohorts } from '../../cohorts/index.ts';
import { Identity, type Person } from '../../identity/index.ts';
import { roleIn } from '../change-facts.ts';
import { InterviewViews } from '../interview-views.ts';
import { InterviewsPolicy } from '../interviews.policy.ts';
import type { Interview } from '../interviews.store.ts';
import { DecideOutcome } from './decide-outcome.ts';
import {
  OutcomesStore,
  type FoundOutcome,
  type LateNotice,
  type LoggedMock,
  type OutcomeClaim,
} from './outcomes.store.ts';

interface Around {
  claims: readonly OutcomeClaim[];
  found: FoundOutcome | undefined;
  late: readonly LateNotice[];
  logged: LoggedMock | undefined;
  people: ReadonlyMap<string, Person>;
}

/** What became of mocks, as their people and staff see it. */
@Injectable()
export class OutcomesQueries {
  constructor(
    private readonly store: OutcomesStore,
    private readonly policy: InterviewsPolicy,
    private readonly views: InterviewViews,
    private readonly deciding: DecideOutcome,
    private readonly cohorts: Cohorts,
    private readonly identity: Identity,
    private readonly clock: Clock,
  ) {}

  async one(actor: Actor, interviewId: string): Promise<OutcomeView> {
    const interview = await this.policy.authorize(actor, 'interview:read', interviewId);
    const [view] = await this.of(actor, [interview], this.clock.now());
    if (!view) throw new Error('one interview makes one view');
    return view;
  }

  /** What waits for an outcome in a batch. */
  async queue(actor: Actor, batchId: string): Promise<{ items: OutcomeItemView[] }> {
    await this.cohorts.authorize(actor, 'interview:decide', batchId);
    const now = this.clock.now();
    return { items: await this.items(actor, await this.store.listWaiting(batchId, now), now) };
  }

  /** What waits for an answer of the actor, as far as they may still give one: who left a batch left its mocks. */
  async mine(actor: Actor): Promise<{ items: OutcomeItemView[] }> {
    const asked = await this.store.listAsked(actor.personId);
    const mine = asked.filter((i) => this.policy.may(actor, 'interview:claim', i));
    return { items: await this.items(actor, mine, this.clock.now()) };
  }

  private async items(actor: Actor, interviews: readonly Interview[], now: Date): Promise<OutcomeItemView[]> {
    const views = await this.views.of(actor, interviews, now);
    const outcomes = await this.of(actor, interviews, now);
    return views.flatMap((interview, i) => {
      const outcome = outcomes[i];
      return outcome ? [{ interview, outcome }] : [];
    });
  }

  private async of(actor: Actor, interviews: readonly Interview[], now: Date): Promise<OutcomeView[]> {
    const ids = interviews.map((i) => i.id);
    const claims = await this.store.listClaims(ids);
    const found = await this.store.listOutcomes(ids);
    const late = await this.store.listLate(ids);
    const logged = await this.store.listLogged(ids);
    const people = await this.identity.people([...logged.values()].map((l) => l.loggedBy));
    return Promise.all(
      interviews.map((interview) =>
        this.view(actor, interview, now.getTime(), {
          claims: claims.filter((c) => c.interviewId === interview.id),
          found: found.get(interview.id),
          late: late.filter((n) => n.interviewId === interview.id),
          logged: logged.get(interview.id),
          people,
        }),
      ),
    );
  }

  private async view(actor: Actor, interview: Interview, now: number, around: Around): Promise<OutcomeView> {
    const { claims, found, late, logged, people } = around;
    const claim = claims.at(-1);
    return {
      interviewId: interview.id,
      claim: claim ? claimView(claim) : null,
      outcome: found
        ? { outcome: found.outcome, decided: found.decided, reason: found.reason, at: found.at.toISOString() }
        : null,
      late: late.map((n) => ({
        by: n.personId === interview.learnerId ? ('learner' as const) : ('mentor' as const),
        minutes: n.minutes,
        expectedAt: new Date(n.startsAt.getTime() + n.minutes * MINUTE).toISOString(),
        at: n.at.toISOString(),
      })),
      logged: logged
        ? {
            by: people.get(logged.loggedBy) ?? { id: logged.loggedBy, name: 'Somebody who left', timeZone: 'UTC' },
            at: logged.at.toISOString(),
            questions: logged.questions,
          }
        : null,
      can: { ...this.mayClaim(actor, interview, now, around), decide: await this.mayDecide(actor, interview, now) },
    };
  }

  private mayClaim(
    actor: Actor,
    interview: Interview,
    now: number,
    { claims, late }: Around,
  ): Omit<OutcomeView['can'], 'decide'> {
    const { state, policy } = interview;
    const [startsAt, endsAt] = [interview.startsAt.getTime(), interview.endsAt.getTime()];
    const isTheirs = roleIn(interview, actor) !== 'admin' && this.policy.may(actor, 'interview:claim', interview);
    const live = claims.find((c) => c.state === 'open' || c.state === 'disputed');
    const isMine = live?.claimedBy === actor.personId;
    const mayClaim = isTheirs && transition(state, 'claimed').ok && !claims.some((c) => c.claimedBy === actor.personId);
    const otherLateMinutes = late.find((n) => n.personId !== actor.personId)?.minutes ?? 0;
    const facts = { state, startsAt, now, policy, otherLateMinutes };
    return {
      sayLate: isTheirs && lateDecision({ state, startsAt, endsAt, minutes: LATE_MINUTES[0], now }).ok,
      didNotComeFrom: mayClaim ? new Date(didNotComeFrom(startsAt, policy, otherLateMinutes)).toISOString() : null,
      technicalFailure: mayClaim && claimDecision({ ...facts, kind: 'technical_failure' }).ok,
      answer: isTheirs && live !== undefined && !isMine && live.answer === null,
      comeRound:
        isTheirs &&
        isMine &&
        live.answer !== null &&
        comeRoundDecision({ kind: live.kind, by: live.claimedAs }, live.answer).isSettled,
      withdraw: isTheirs && isMine,
    };
  }

  private async mayDecide(actor: Actor, interview: Interview, now: number): Promise<boolean> {
    const facts = { state: interview.state, endsAt: interview.endsAt.getTime() };
    if (!this.policy.may(actor, 'interview:decide', interview) || !staffDecision(facts, 'met', now).ok) return false;
    return roleIn(interview, actor) === 'admin' || !(await this.deciding.othersCanDecide(interview));
  }
}

function claimView(claim: OutcomeClaim): NonNullable<OutcomeView['claim']> {
  const { kind, claimedAs, note, answer, answerNote, state } = claim;
  return {
    kind,
    by: claimedAs,
    note,
    at: claim.at.toISOString(),
    answerDueAt: claim.answerDueAt.toISOString(),
    answer,
    answerNote,
    state,
  };
}
