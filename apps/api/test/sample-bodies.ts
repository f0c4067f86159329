import { DEFAULT_POLICY } from '@dryrun/domain/cohorts/batch-policy';

/** A mock of the seeded world, with whom it belongs to. */
export interface Mock {
  id: string;
  batch: string;
  learner: string;
  mentor: string;
  learner_id: string;
  mentor_id: string;
  card: 'draft' | 'submitted' | 'released' | null;
}

/** The id of nothing. */
export const UNKNOWN = '01890000-0000-7000-8000-000000000000';

const LEARNER_TERMS = { roles: ['learner'], level: 'mid', qualification: { tracks: [], levels: [] } };

/** A body that passes the contract, so that what is left to refuse is the row. */
export const BODIES: Record<string, (mock: Mock) => unknown> = {
  'PUT /api/batches/:batchId': () => ({
    name: 'x',
    focus: '',
    startsOn: '2026-11-18',
    weeks: 8,
    timeZone: 'Asia/Kolkata',
    capacity: null,
    version: 1,
  }),
  'POST /api/batches/:batchId/moves': () => ({ event: 'pause' }),
  'POST /api/batches/:batchId/invitations/check': () => ({ ...LEARNER_TERMS, addresses: 'x@example.org' }),
  'POST /api/batches/:batchId/invitations': () => ({
    ...LEARNER_TERMS,
    people: [{ address: 'x@example.org', name: '' }],
  }),
  'PUT /api/batches/:batchId/people/:personId/roles': () => ({ roles: [], qualification: { tracks: [], levels: [] } }),
  'PUT /api/batches/:batchId/join-code': () => ({ to: 'new' }),
  'POST /api/enrolments/:enrolmentId/moves': () => ({ event: 'remove' }),
  'POST /api/enrolments/:enrolmentId/transfer': () => ({ toBatchId: UNKNOWN }),
  'PATCH /api/enrolments/:enrolmentId': () => ({ level: 'mid', targetRole: '' }),
  'PUT /api/academy/people/:personId/roles': () => ({ roles: [] }),
  'POST /api/batches/:batchId/holds': () => ({
    goal: { format: 'system-design', track: 'kubernetes', level: 'senior', dimension: null, note: '' },
    mentorId: UNKNOWN,
    startsAt: '2026-11-25T10:00:00Z',
  }),
  'POST /api/batches/:batchId/waitlist': () => ({
    goal: { format: 'system-design', track: 'kubernetes', level: 'senior', dimension: null, note: '' },
    fromOn: '2026-11-20',
    untilOn: '2026-11-30',
    weekdays: [1],
    parts: ['evening'],
  }),
  'POST /api/interviews/:interviewId/cancel': () => ({ reason: '' }),
  'POST /api/interviews/:interviewId/move': (mock) => ({
    mentorId: mock.mentor_id,
    startsAt: '2026-11-25T10:00:00Z',
    from: '2026-11-24T10:00:00Z',
    reasonCode: 'work',
    reason: '',
  }),
  'POST /api/interviews/:interviewId/move-on-behalf': (mock) => ({
    mentorId: mock.mentor_id,
    startsAt: '2026-11-25T10:00:00Z',
    from: '2026-11-24T10:00:00Z',
    reason: 'Ill.',
  }),
  'POST /api/interviews/:interviewId/offers': () => ({ startsAt: ['2026-11-25T10:00:00Z'], note: '' }),
  'POST /api/interviews/:interviewId/swap': () => ({ mentorId: UNKNOWN, note: '' }),
  'POST /api/interviews/:interviewId/late': () => ({ minutes: 5 }),
  'POST /api/interviews/:interviewId/claim': () => ({ kind: 'did_not_come', note: '' }),
  'POST /api/interviews/:interviewId/claim/answer': () => ({ answer: 'agreed', note: '' }),
  'POST /api/interviews/:interviewId/outcome': () => ({
    outcome: 'missed_by_learner',
    minutes: null,
    reason: 'Both said so.',
  }),
  'POST /api/batches/:batchId/logged-mocks': (mock) => ({
    learnerId: mock.learner_id,
    mentorId: mock.mentor_id,
    goal: { format: 'system-design', track: 'kubernetes', level: 'senior', dimension: null, note: '' },
    startsAt: '2026-11-10T10:00:00Z',
    minutes: 45,
    askedVersionIds: [],
    otherQuestions: '',
  }),
  'POST /api/requests/:requestId/answer': () => ({ accept: false, startsAt: null }),
  'POST /api/people/:personId/erasure': () => ({ confirmation: 'Somebody', reason: 'Asked for it.' }),
  'POST /api/batches/:batchId/learners/:personId/extra-mocks': () => ({ count: 1, reason: 'Was ill.' }),
  'POST /api/batches/:batchId/bookings': (mock) => ({
    learnerId: mock.learner_id,
    mentorId: mock.mentor_id,
    startsAt: '2026-11-25T10:00:00Z',
    goal: { format: 'system-design', track: 'kubernetes', level: 'senior', dimension: null, note: '' },
    reason: 'Was ill.',
  }),
  'PUT /api/batches/:batchId/policy': () => ({ version: 1, policy: DEFAULT_POLICY }),
  'PUT /api/interviews/:interviewId/plan': () => ({
    version: 1,
    items: [{ questionVersionId: UNKNOWN, pushbackIds: [] }],
  }),
  'PUT /api/interviews/:interviewId/meeting-link': () => ({ url: 'https://meet.example.org/x' }),
  'POST /api/interviews/:interviewId/show': () => ({ planItemId: null }),
  'POST /api/interviews/:interviewId/pushbacks': () => ({ planItemId: UNKNOWN, pushbackId: 'x' }),
  'POST /api/interviews/:interviewId/marks': () => ({ dimension: 'constraints', kind: 'unasked', note: '' }),
  'POST /api/interviews/:interviewId/we-met': () => ({ minutes: 40, askedPlanItemIds: [] }),
  'PUT /api/interviews/:interviewId/scorecard': () => ({
    version: 0,
    ratings: [],
    keyPoints: [],
    strengths: [],
    nextSteps: [],
    note: '',
    recommendation: null,
  }),
  'POST /api/interviews/:interviewId/scorecard/submit': () => ({
    version: 0,
    ratings: [],
    keyPoints: [],
    strengths: [],
    nextSteps: [],
    note: '',
    recommendation: null,
  }),
  'POST /api/interviews/:interviewId/prediction': () => ({ levels: [] }),
  'PUT /api/batches/:batchId/mentors/:personId/availability': () => ({
    version: 0,
    timeZone: 'UTC',
    rules: [],
    exceptions: [],
    timeOff: [],
    stays: [],
    limits: {
      bufferBeforeMinutes: null,
      bufferAfterMinutes: null,
      stepMinutes: null,
      noticeMinutes: null,
      maxPerDay: null,
      maxPerWeek: null,
    },
  }),
  'PUT /api/batches/:batchId/mentors/:personId/qualification': () => ({ tracks: [], levels: [], formats: null }),
  'PUT /api/batches/:batchId/mentors/:personId/qualification/own': () => ({
    tracks: null,
    levels: null,
    formats: null,
  }),
  'PATCH /api/next-steps/:nextStepId': () => ({ state: 'accepted', dueOn: null }),
  'PATCH /api/me/passkeys/:passkeyId': () => ({ name: 'Mine now' }),
};
