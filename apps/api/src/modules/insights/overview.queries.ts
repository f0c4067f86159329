import { Injectable } from '@nestjs/common';
import type { BatchOverviewView } from '@dryrun/contracts/insights.contract';
import { feedbackDueAt } from '@dryrun/domain/feedback/feedback-clock';
import { learnerFlags } from '@dryrun/domain/insights/learner-flags';
import { COUNTING_STATES, HELD_STATES, needsOutcome } from '@dryrun/domain/interviews/interview-state';
import type { Actor } from '@dryrun/domain/policy/decide';
import { batchWeekOf } from '@dryrun/domain/time/batch-weeks';
import { addDays, mondayOf } from '@dryrun/domain/time/local-date';
import { Clock } from '../../platform/clock/clock.ts';
import { Cohorts, type Batch } from '../cohorts/index.ts';
import { Identity, type Person } from '../identity/index.ts';
import { InsightsStore, type LearnerRow, type MockRow } from './insights.store.ts';

type LearnerView = BatchOverviewView['learners'][number];
type OwedView = BatchOverviewView['owed'][number];
type People = ReadonlyMap<string, Person>;

/** Who has had which mock, and what mentors owe. Facts about bookings and dates; no rating reaches this page. */
@Injectable()
export class OverviewQueries {
  constructor(
    private readonly cohorts: Cohorts,
    private readonly identity: Identity,
    private readonly store: InsightsStore,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal `not_found` for a batch the actor is not in, `forbidden` for those in it who do not oversee it */
  async of(actor: Actor, batchId: string): Promise<BatchOverviewView> {
    const batch = await this.cohorts.authorize(actor, 'batch:oversee', batchId);
    const now = this.clock.now().getTime();
    const [learners, mocks] = await Promise.all([this.store.listLearners(batchId), this.store.listMocks(batchId)]);
    const people = await this.identity.people([
      ...learners.map((l) => l.personId),
      ...mocks.flatMap((m) => [m.learnerId, m.mentorId]),
    ]);
    const currentWeek = batchWeekOf(batch, now);
    const views = learners.map((learner) => learnerView(batch, learner, mocks, people, now));
    const withMock = views.filter((v) =>
      v.mocks.some((m) => m.week === currentWeek && COUNTING_STATES.includes(m.state)),
    ).length;
    return {
      batchId,
      currentWeek: Math.min(Math.max(currentWeek, 0), batch.weeks + 1),
      weeks: Array.from({ length: batch.weeks }, (_, i) => ({
        number: i + 1,
        startsOn: addDays(mondayOf(batch.startsOn), 7 * i),
      })),
      learners: views,
      owed: owed(mocks, people, now),
      thisWeek: { withMock, withoutMock: views.length - withMock },
    };
  }
}

function learnerView(
  batch: Batch,
  learner: LearnerRow,
  all: readonly MockRow[],
  people: People,
  now: number,
): LearnerView {
  const own = all
    .filter((m) => m.learnerId === learner.personId)
    .map((m) => ({ ...m, week: batchWeekOf(batch, m.startsAt.getTime()) }));
  const held = own.filter((m) => HELD_STATES.includes(m.state));
  const flags = learnerFlags({
    currentWeek: batchWeekOf(batch, now),
    weeks: batch.weeks,
    joinedInWeek: batchWeekOf(batch, learner.enrolledAt.getTime()),
    mocks: own.map((m) => ({ week: m.week, startsAt: m.startsAt.getTime(), state: m.state, missedBy: m.missedBy })),
    now,
  });
  return {
    person: named(people, learner.personId),
    held: held.length,
    openNextSteps: learner.openNextSteps,
    lastHeldAt: held.at(-1)?.startsAt.toISOString() ?? null,
    mocks: own
      .filter((m) => m.state !== 'void')
      .map((m) => ({
        week: m.week,
        interviewId: m.id,
        state: m.state,
        startsAt: m.startsAt.toISOString(),
        mentorName: named(people, m.mentorId).name,
        formatTitle: m.formatTitle,
      })),
    flags: learner.isPaused ? [] : flags,
  };
}

/**
 * What mentors owe, most overdue first. A scorecard is due when the feedback clock says so. The word on whether a mock
 * took place is owed from its end on, and overdue when the feedback that waits for it would be.
 */
function owed(mocks: readonly MockRow[], people: People, now: number): OwedView[] {
  const due = (mock: MockRow, kind: OwedView['kind'], from: Date): OwedView => {
    const endedAt = from.getTime();
    const dueAt = feedbackDueAt({
      endedAt,
      policy: mock,
      extendedUntil: mock.feedbackExtendedUntil?.getTime() ?? null,
    });
    return {
      kind,
      interviewId: mock.id,
      mentor: named(people, mock.mentorId),
      learnerName: named(people, mock.learnerId).name,
      dueAt: new Date(dueAt).toISOString(),
      isOverdue: dueAt <= now,
    };
  };
  return mocks
    .flatMap((mock) => {
      if (needsOutcome({ state: mock.state, endsAt: mock.endsAt.getTime() }, now))
        return [due(mock, 'outcome', mock.endsAt)];
      const owesCard = mock.state === 'awaiting_feedback' && !mock.isScored && mock.endedAt;
      return owesCard ? [due(mock, 'scorecard', owesCard)] : [];
    })
    .sort((a, b) => a.dueAt.localeCompare(b.dueAt) || a.interviewId.localeCompare(b.interviewId));
}

function named(people: People, id: string): Person {
  const person = people.get(id);
  if (!person) throw new Error(`person ${id} is gone`);
  return person;
}
