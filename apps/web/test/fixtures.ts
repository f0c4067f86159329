import type { ClaimView, OutcomeView } from '@dryrun/contracts/outcomes.contract';
import type { BookingView, ChangeRequestView } from '@dryrun/contracts/bookings.contract';
import type { GoalOptionsView } from '@dryrun/contracts/catalog.contract';
import type { BatchView } from '@dryrun/contracts/cohorts.contract';
import type { FeedbackRow, FeedbackView, NextStepView } from '@dryrun/contracts/feedback.contract';
import type { HoldView, InterviewView, StageView } from '@dryrun/contracts/interviews.contract';
import { DEFAULT_POLICY } from '@dryrun/domain/cohorts/batch-policy';
import { BATCH_ID, LEARNER, MENTOR } from './open-app.tsx';

/** One small world for page tests. Times hang on the clock of the test run. */
export const INTERVIEW_ID = '44444444-4444-4444-8444-444444444444';
export const HOLD_ID = '55555555-5555-4555-8555-555555555555';
export const OTHER_MENTOR = {
  id: '66666666-6666-4666-8666-666666666666',
  name: 'Meera Iyer',
  timeZone: 'Asia/Kolkata',
};

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The instant that many milliseconds from now, on the wire. */
export const fromNow = (ms: number) => new Date(Date.now() + ms).toISOString();

const anchors = (move: string) => ({
  1: `${move}: nothing of it`,
  2: `${move}: in general words`,
  3: `${move}: once asked`,
  4: `${move}: unasked, and it changed the answer`,
});

export const CONSTRAINTS = {
  id: 'constraints',
  title: 'Ask for the constraints',
  summary: 'Pins numbers before designing.',
  appliesTo: ['design' as const],
  anchors: anchors('Constraints'),
};
export const TRADE_OFFS = {
  id: 'trade-offs',
  title: 'Volunteer trade-offs',
  summary: 'Names the cost of a choice unasked.',
  appliesTo: ['design' as const],
  anchors: anchors('Trade-offs'),
};

export const LEVEL_NAMES = ['Not yet', 'Knows it', 'Reasons when asked', 'Reasons unasked'];

export const GOAL_OPTIONS: GoalOptionsView = {
  tracks: [
    { slug: 'aws', body: { title: 'AWS', blurb: 'Accounts, networks, compute.', order: 2 } },
    { slug: 'kubernetes', body: { title: 'Kubernetes', blurb: 'Clusters and what runs on them.', order: 1 } },
  ],
  formats: [
    {
      slug: 'system-design',
      body: {
        title: 'System design',
        summary: 'One system, from constraints to failure modes.',
        minutes: 45,
        levels: ['mid', 'senior'],
        kinds: ['design'],
        focusDimensions: ['constraints', 'trade-offs'],
        phases: [
          {
            title: 'Frame',
            minutes: 10,
            purpose: 'You find out what is wanted.',
            script: 'Say nothing of the load.',
            draws: [],
          },
          {
            title: 'Design',
            minutes: 35,
            purpose: 'You build it and defend it.',
            script: 'Push back twice.',
            draws: ['design'],
          },
        ],
        hints: [],
      },
    },
  ],
  rubric: {
    title: 'Reasoning moves',
    summary: 'What strong reasoning looks like.',
    levelNames: LEVEL_NAMES,
    levelMeanings: ['nothing seen', 'recall', 'after a prompt', 'without a prompt'],
    dimensions: [CONSTRAINTS, TRADE_OFFS],
  },
};

const GOAL = {
  format: { slug: 'system-design', title: 'System design', minutes: 45 },
  track: { slug: 'kubernetes', title: 'Kubernetes' },
  level: 'senior' as const,
  dimension: { id: 'trade-offs', title: 'Volunteer trade-offs' },
  note: 'Platform team interviews',
};

/** A time kept for Asha with Tomás, tomorrow. */
export function holdOf(over: Partial<HoldView> = {}): HoldView {
  const startsAt = fromNow(DAY);
  return {
    id: HOLD_ID,
    batchId: BATCH_ID,
    interviewId: INTERVIEW_ID,
    startsAt,
    endsAt: new Date(Date.parse(startsAt) + 45 * MINUTE).toISOString(),
    mentor: MENTOR,
    goal: GOAL,
    heldUntil: fromNow(10 * MINUTE),
    ...over,
  };
}

/** A booked mock of Asha with Tomás, tomorrow, seen by Asha. */
export function interviewOf(over: Partial<InterviewView> = {}): InterviewView {
  const startsAt = over.startsAt ?? fromNow(DAY);
  return {
    id: INTERVIEW_ID,
    batch: { id: BATCH_ID, name: 'Batch 01 · Aarambh', timeZone: 'Asia/Kolkata' },
    state: 'scheduled',
    needsOutcome: false,
    goal: GOAL,
    startsAt,
    endsAt: new Date(Date.parse(startsAt) + 45 * MINUTE).toISOString(),
    learner: LEARNER,
    mentor: MENTOR,
    viewerIs: 'learner',
    meetingUrl: 'https://meet.example/tomas',
    hasOwnMeetingUrl: false,
    mentorIsBusy: false,
    startedAt: null,
    endedAt: null,
    minutes: null,
    feedbackDueAt: null,
    cancelled: null,
    can: { cancel: true, start: false, weMet: false },
    freeChangeUntil: new Date(Date.parse(startsAt) - 6 * HOUR).toISOString(),
    ...over,
  };
}

/** The booking behind that mock, untouched so far, seen by its learner. */
export function bookingOf(interview: InterviewView, over: Partial<BookingView> = {}): BookingView {
  return {
    interviewId: interview.id,
    policy: DEFAULT_POLICY,
    freeChangeUntil: interview.freeChangeUntil,
    lateChanges: { used: 0, trouble: 0 },
    times: [
      {
        startsAt: interview.startsAt,
        endsAt: interview.endsAt,
        mentor: interview.mentor,
        state: 'confirmed',
        endedAt: null,
        endedBy: null,
        reasonCode: null,
        reason: '',
        isLate: false,
      },
    ],
    request: null,
    can: { move: true, offerTimes: false, swap: 'no', override: false },
    mayRebook: false,
    ...over,
  };
}

/** That mock with nothing said about it, and nothing to say for its viewer. */
export function outcomeOf(
  over: Partial<Omit<OutcomeView, 'can'>> & { can?: Partial<OutcomeView['can']> } = {},
): OutcomeView {
  return {
    interviewId: INTERVIEW_ID,
    claim: null,
    outcome: null,
    late: [],
    logged: null,
    ...over,
    can: {
      sayLate: false,
      didNotComeFrom: null,
      technicalFailure: false,
      answer: false,
      comeRound: false,
      withdraw: false,
      decide: false,
      ...over.can,
    },
  };
}

/** Tomás says that Asha did not join. */
export function claimOf(over: Partial<ClaimView> = {}): ClaimView {
  return {
    kind: 'did_not_come',
    by: 'mentor',
    note: 'I waited in the call.',
    at: fromNow(-HOUR),
    answerDueAt: fromNow(47 * HOUR),
    answer: null,
    answerNote: '',
    state: 'open',
    ...over,
  };
}

export const REQUEST_ID = '88888888-8888-4888-8888-888888888888';

/** Tomás asks Asha for another time. */
export function requestOf(interview: InterviewView, over: Partial<ChangeRequestView> = {}): ChangeRequestView {
  const { id, startsAt, endsAt, goal, learner, mentor } = interview;
  const at = (days: number) => new Date(Date.parse(startsAt) + days * DAY).toISOString();
  const end = (days: number) => new Date(Date.parse(endsAt) + days * DAY).toISOString();
  return {
    id: REQUEST_ID,
    kind: 'move',
    state: 'open',
    interview: { id, startsAt, endsAt, goal, learner, mentor },
    askedBy: mentor,
    askedOf: learner,
    times: [1, 2].map((days) => ({ startsAt: at(days), endsAt: end(days) })),
    note: 'A conflict at work.',
    askedAt: fromNow(-HOUR),
    ...over,
  };
}

export function stageOf(over: Partial<StageView> = {}): StageView {
  return {
    interviewId: INTERVIEW_ID,
    state: 'scheduled',
    now: fromNow(0),
    startedAt: null,
    endsAt: fromNow(45 * MINUTE),
    phases: [
      { title: 'Frame', minutes: 10 },
      { title: 'Design', minutes: 35 },
    ],
    shown: null,
    ...over,
  };
}

export function rowOf(over: Partial<FeedbackRow> = {}): FeedbackRow {
  return {
    dimension: 'constraints',
    title: CONSTRAINTS.title,
    level: 3,
    levelName: 'Reasons when asked',
    anchor: CONSTRAINTS.anchors[3],
    wasPrompted: true,
    lastTime: { level: 2, heldAt: fromNow(-8 * DAY) },
    predicted: null,
    examples: ['Asked for the write rate after the first nudge'],
    ...over,
  };
}

export function stepOf(over: Partial<NextStepView> = {}): NextStepView {
  return {
    id: '77777777-7777-4777-8777-777777777777',
    interviewId: INTERVIEW_ID,
    drill: 'Write the three numbers you would ask for, before five designs',
    dimension: { id: 'constraints', title: CONSTRAINTS.title },
    dueOn: '2026-12-01',
    state: 'offered',
    mentorName: MENTOR.name,
    ...over,
  };
}

export function feedbackOf(over: Partial<FeedbackView> = {}): FeedbackView {
  return {
    interviewId: INTERVIEW_ID,
    learner: LEARNER,
    mentor: MENTOR,
    heldAt: fromNow(-DAY),
    state: 'awaiting_prediction',
    dueAt: fromNow(HOUR),
    canPredict: true,
    prediction: 'open',
    dimensions: [CONSTRAINTS, TRADE_OFFS],
    levelNames: LEVEL_NAMES,
    isWithheld: false,
    released: null,
    ...over,
  };
}

export function releasedOf(over: Partial<NonNullable<FeedbackView['released']>> = {}): FeedbackView {
  return feedbackOf({
    state: 'released',
    canPredict: false,
    prediction: 'skipped',
    released: {
      releasedAt: fromNow(-HOUR),
      rows: [rowOf()],
      knowledge: [
        {
          title: 'A cluster that drops connections',
          slug: 'cluster-drops',
          points: [
            { text: 'Drains before terminating', coverage: 'unaided' },
            { text: 'Connection tracking limits', coverage: 'wrong' },
          ],
        },
      ],
      strengths: ['You drew the request path before naming a product'],
      note: 'I enjoyed how you **slowed down** after the pushback.',
      recommendation: 'close',
      nextSteps: [stepOf()],
      seenBy: [
        { name: LEARNER.name, role: 'Learner' },
        { name: MENTOR.name, role: 'Mentor' },
      ],
      ...over,
    },
  });
}

/** Asha's and Tomás's batch with the shipped rules. */
export function batchOf(over: Partial<BatchView> = {}): BatchView {
  return {
    id: BATCH_ID,
    name: 'Batch 01 · Aarambh',
    focus: 'AWS',
    state: 'active',
    timeZone: 'Asia/Kolkata',
    startsOn: '2026-10-14',
    weeks: 12,
    currentWeek: 5,
    policy: DEFAULT_POLICY,
    capacity: null,
    version: 1,
    learnerCount: 12,
    mentors: [{ ...MENTOR, isLead: false, tracks: ['aws', 'kubernetes'], levels: ['mid', 'senior'] }],
    ...over,
  };
}
