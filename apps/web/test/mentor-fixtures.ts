import type { QuestionBody } from '@dryrun/contracts/content-bodies';
import type { MeView } from '@dryrun/contracts/identity.contract';
import type { MarkView, PlanItemView, PlanView } from '@dryrun/contracts/interviews.contract';
import { CONSTRAINTS, GOAL_OPTIONS, INTERVIEW_ID, interviewOf, MINUTE, fromNow, TRADE_OFFS } from './fixtures.ts';
import { BATCH_ID, LEARNER, meAs, MENTOR } from './open-app.tsx';

const uuid = (n: number) => `88888888-8888-4888-8888-${String(n).padStart(12, '0')}`;

/** Tomás, who mentors in Asha's batch. */
export function mentorMe(): MeView {
  return meAs({
    person: { ...MENTOR, email: 'tomas@demo.invalid' },
    batches: [{ id: BATCH_ID, name: 'Batch 01 · Aarambh', timeZone: 'Asia/Kolkata', roles: ['mentor'] }],
  });
}

/** Asha's mock as Tomás sees it. */
export const mentorInterview = (over: Parameters<typeof interviewOf>[0] = {}) =>
  interviewOf({ viewerIs: 'mentor', ...over });

/** The same, started 12 and a half minutes ago. */
export const runningInterview = () =>
  mentorInterview({ state: 'running', startsAt: fromNow(-13 * MINUTE), startedAt: fromNow(-12.5 * MINUTE) });

export function questionOf(over: Partial<QuestionBody> = {}): QuestionBody {
  return {
    title: 'A queue that never empties',
    track: 'kubernetes',
    kind: 'design',
    minLevel: 'mid',
    maxLevel: 'senior',
    use: 'both',
    aliases: [],
    topics: [],
    expectedDimensions: ['trade-offs'],
    sources: [],
    reviewBy: null,
    isAboutOwnProject: false,
    prompt: 'Orders pile up **faster** than they are shipped.',
    factsOnRequest: ['Forty thousand orders an hour at peak.'],
    whyAsked: 'It shows whether load is measured before it is moved.',
    framework: 'Measure, relieve, rebuild.',
    answerPattern: 'Arrival rate first, then service rate.',
    keyPoints: [
      { id: 'rates', text: 'Compares arrival with service rate' },
      { id: 'backpressure', text: 'Names backpressure' },
      { id: 'poison', text: 'Sets poison messages aside' },
    ],
    knowledgeAnswer: 'Add consumers and a dead letter queue.',
    reasoningAnswer: 'Which of the two rates changed, and since when?',
    tradeOffs: 'Ordering against throughput.',
    commonMistake: 'Scaling before measuring.',
    pushbacks: [
      { id: 'halve', says: 'Your budget was halved this morning.', goodRevision: 'Drops what costs most per order.' },
      { id: 'order', says: 'Orders of one customer must stay in order.', goodRevision: 'Partitions by customer.' },
      { id: 'region', says: 'The region is gone.', goodRevision: 'Says what is lost and for how long.' },
    ],
    variations: [{ id: 'tenfold', text: 'The same at ten times the load.' }],
    followUps: ['How would you notice it next time?'],
    probes: ['What do you look at first?'],
    example: '',
    ...over,
  };
}

/** The `n`-th question of a plan; its first pushback is planned. */
export function itemOf(n: number, over: Partial<PlanItemView> & { title?: string } = {}): PlanItemView {
  const { title, ...rest } = over;
  const question = questionOf(title === undefined ? {} : { title });
  return {
    id: uuid(n),
    questionVersionId: uuid(100 + n),
    slug: `question-${n}`,
    question,
    pushbacks: question.pushbacks.map((p, index) => ({ ...p, isPlanned: index === 0, usedAt: null })),
    reason: { code: 'never_seen', sentence: 'Never seen by this learner.' },
    shownAt: null,
    askedAt: null,
    ...rest,
  };
}

export const SPARE_VERSION_ID = uuid(150);

export function planOf(over: Partial<PlanView> = {}): PlanView {
  return {
    interviewId: INTERVIEW_ID,
    version: 3,
    learner: LEARNER,
    phases: GOAL_OPTIONS.formats[0]?.body.phases ?? [],
    items: [
      itemOf(1),
      itemOf(2, {
        title: 'Two regions, one ledger',
        reason: { code: 'only_studied', sentence: 'Studied on 3 Nov, never asked in a mock.' },
      }),
    ],
    spares: [
      {
        questionVersionId: SPARE_VERSION_ID,
        slug: 'spare',
        title: 'A certificate that expires tonight',
        reason: { code: 'asked_long_ago', sentence: 'Asked in a mock on 2 Aug, at least eight weeks ago.' },
      },
    ],
    focusDimensions: [CONSTRAINTS, TRADE_OFFS],
    dimensionToProbe: 'trade-offs',
    openNextSteps: [{ drill: 'Say the price of each choice aloud', dimension: 'trade-offs' }],
    marks: [],
    shortage: '',
    ...over,
  };
}

export function markOf(over: Partial<MarkView> = {}): MarkView {
  return {
    id: uuid(200),
    dimension: 'constraints',
    kind: 'when_asked',
    at: fromNow(-5 * MINUTE),
    minute: 7,
    note: '',
    ...over,
  };
}

/** An id for the `n`-th mark that a test's server makes. */
export const markId = (n: number) => uuid(300 + n);
