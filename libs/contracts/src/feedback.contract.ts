import { z } from 'zod';
import { COVERAGE, RECOMMENDATIONS } from '@dryrun/domain/feedback/scorecard';
import { RubricDimension } from './content-bodies.ts';
import { endpoint } from './endpoint.ts';
import { Id, Instant, items, LocalDate, PersonRef, RatingLevel, Slug, text } from './fields.ts';
import { InterviewParams, MarkView } from './interviews.contract.ts';

/** One dimension as the rater filled it in. `level` null with `isNotObserved` false means not answered yet. */
export const RatingBody = z.strictObject({
  dimension: Slug,
  level: RatingLevel.nullable(),
  isNotObserved: z.boolean(),
  /** Did the move come only after a question or pushback? null: not said. */
  wasPrompted: z.boolean().nullable(),
  /** What was seen or said: typed lines, marks taken over, tapped anchor phrases. */
  examples: z.array(text(400, 1)).max(6),
});
export type RatingBody = z.infer<typeof RatingBody>;

export const KeyPointRating = z.strictObject({ questionVersionId: Id, keyPointId: Slug, coverage: z.enum(COVERAGE) });

export const NextStepDraft = z.strictObject({
  drill: text(280, 1),
  dimension: Slug.nullable(),
  dueOn: LocalDate.nullable(),
});

/** The whole scorecard as the mentor's screen holds it. Autosaved; `version` is that of the last answer. */
export const ScorecardBody = z.strictObject({
  version: z.int(),
  ratings: z.array(RatingBody).max(10),
  keyPoints: z.array(KeyPointRating).max(200),
  strengths: z.array(text(400, 1)).max(5),
  nextSteps: z.array(NextStepDraft).max(3),
  /** A warm note in the mentor's own words. */
  note: text(2000),
  recommendation: z.enum(RECOMMENDATIONS).nullable(),
});
export type ScorecardBody = z.infer<typeof ScorecardBody>;

const Pointed = z.object({ pointer: z.string(), message: z.string() });

export const ScorecardView = z.object({
  interviewId: Id,
  learner: PersonRef,
  state: z.enum(['draft', 'submitted', 'released']),
  dueAt: Instant,
  /** May its mentor say "until tomorrow"? */
  canExtend: z.boolean(),
  savedAt: Instant.nullable(),
  submittedAt: Instant.nullable(),
  draft: ScorecardBody,
  dimensions: z.array(RubricDimension),
  levelNames: z.array(z.string()),
  questions: z.array(
    z.object({
      questionVersionId: Id,
      title: z.string(),
      keyPoints: z.array(z.object({ id: z.string(), text: z.string() })),
    }),
  ),
  marks: z.array(MarkView),
  /** What the marks point to, to be shown beside the levels of a draft and never as a chosen one; `level` null: they do not tell. */
  suggestions: z.array(z.object({ dimension: Slug, level: RatingLevel.nullable(), sentence: z.string() })),
  /** What submitting would still refuse. */
  missing: z.array(Pointed),
  /** What may stay but would help the learner: vague words, extremes without an example. */
  hints: z.array(Pointed),
  /**
   * true: this card is submitted, and its rater will interview the same learner again or owes them another scorecard.
   * Ratings, key points, note and recommendation of `draft` are left out until that one is submitted (no anchoring).
   */
  isWithheld: z.boolean(),
});
export type ScorecardView = z.infer<typeof ScorecardView>;

export const PredictionBody = z.strictObject({
  /** One tap per focus dimension; null skips that dimension. An empty list skips the prediction. */
  levels: z.array(z.strictObject({ dimension: Slug, level: RatingLevel })).max(10),
});

/** The due time of a scorecard after "until tomorrow". */
export const ExtensionView = z.object({ dueAt: Instant, canExtend: z.boolean() });

export const NEXT_STEP_STATES = ['offered', 'accepted', 'done', 'declined'] as const;

export const NextStepView = z.object({
  id: Id,
  interviewId: Id,
  drill: z.string(),
  dimension: z.object({ id: Slug, title: z.string() }).nullable(),
  dueOn: LocalDate.nullable(),
  state: z.enum(NEXT_STEP_STATES),
  mentorName: z.string(),
});
export type NextStepView = z.infer<typeof NextStepView>;

/** One dimension of released feedback: last time → now. */
export const FeedbackRow = z.object({
  dimension: Slug,
  title: z.string(),
  /** null: not observed this time (a gap, never a low score). */
  level: RatingLevel.nullable(),
  levelName: z.string(),
  /** The anchor text of the level given. */
  anchor: z.string(),
  wasPrompted: z.boolean().nullable(),
  /** The latest earlier mock in which this dimension was observed, by when it was held. */
  lastTime: z.object({ level: RatingLevel, heldAt: Instant }).nullable(),
  predicted: RatingLevel.nullable(),
  /** Empty is shown as "no example noted". */
  examples: z.array(z.string()),
});
export type FeedbackRow = z.infer<typeof FeedbackRow>;

export const ReleasedFeedback = z.object({
  releasedAt: Instant,
  rows: z.array(FeedbackRow),
  knowledge: z.array(
    z.object({
      title: z.string(),
      slug: Slug,
      points: z.array(z.object({ text: z.string(), coverage: z.enum(COVERAGE) })),
    }),
  ),
  strengths: z.array(z.string()),
  note: z.string(),
  recommendation: z.enum(RECOMMENDATIONS).nullable(),
  nextSteps: z.array(NextStepView),
  /** Everybody who can read this page, by name and role. */
  seenBy: z.array(z.object({ name: z.string(), role: z.string() })),
});

/**
 * Where feedback stands for its reader. Until `released` is set nothing in it depends on what was rated.
 * `canPredict`: the learner may still give or skip the prediction.
 * `isWithheld`: it is released, but this reader will interview the learner again or owes them a scorecard and sees no
 * numbers before that one is submitted (no anchoring); `released` is null then.
 */
export const FeedbackView = z.object({
  interviewId: Id,
  learner: PersonRef,
  mentor: PersonRef,
  heldAt: Instant,
  state: z.enum(['awaiting_scorecard', 'awaiting_prediction', 'released']),
  dueAt: Instant,
  canPredict: z.boolean(),
  prediction: z.enum(['open', 'given', 'skipped']),
  dimensions: z.array(RubricDimension),
  levelNames: z.array(z.string()),
  isWithheld: z.boolean(),
  released: ReleasedFeedback.nullable(),
});
export type FeedbackView = z.infer<typeof FeedbackView>;

/** One line per held mock for lists: what is owed to or by me. */
export const FeedbackStatusView = z.object({
  interviewId: Id,
  heldAt: Instant,
  viewerIs: z.enum(['learner', 'mentor']),
  otherPerson: PersonRef,
  formatTitle: z.string(),
  state: z.enum(['awaiting_scorecard', 'awaiting_prediction', 'released']),
  canPredict: z.boolean(),
  dueAt: Instant,
  /** As its mentor: may I say "until tomorrow"? */
  canExtend: z.boolean(),
  releasedAt: Instant.nullable(),
});

export const NextStepParams = z.strictObject({ nextStepId: Id });
/** `dueOn` null keeps the date that is set. */
export const UpdateNextStepBody = z.strictObject({
  state: z.enum(['accepted', 'done', 'declined']),
  dueOn: LocalDate.nullable(),
});

const onInterview = { params: InterviewParams } as const;

export const feedbackEndpoints = {
  scorecard: endpoint({
    method: 'GET',
    path: '/api/interviews/:interviewId/scorecard',
    summary: 'My scorecard for a held mock, pre-filled from marks',
    access: 'scorecard:read',
    ...onInterview,
    response: ScorecardView,
    refusals: ['interview_state'],
  }),
  saveScorecard: endpoint({
    method: 'PUT',
    path: '/api/interviews/:interviewId/scorecard',
    summary: 'Save the draft',
    access: 'scorecard:write',
    ...onInterview,
    body: ScorecardBody,
    response: ScorecardView,
    refusals: ['interview_state', 'stale_version', 'scorecard_submitted'],
  }),
  submitScorecard: endpoint({
    method: 'POST',
    path: '/api/interviews/:interviewId/scorecard/submit',
    summary: 'Submit; the answer to an incomplete card names all that is missing',
    access: 'scorecard:write',
    ...onInterview,
    body: ScorecardBody,
    response: ScorecardView,
    refusals: ['interview_state', 'stale_version', 'scorecard_submitted', 'scorecard_incomplete'],
    isIdempotent: true,
  }),
  untilTomorrow: endpoint({
    method: 'POST',
    path: '/api/interviews/:interviewId/scorecard/until-tomorrow',
    summary: 'Take one more day for my scorecard; the learner sees the new due time',
    access: 'scorecard:write',
    ...onInterview,
    response: ExtensionView,
    refusals: ['interview_state', 'scorecard_submitted', 'extension_used'],
    isIdempotent: true,
  }),
  predict: endpoint({
    method: 'POST',
    path: '/api/interviews/:interviewId/prediction',
    summary: 'Give or skip my prediction',
    access: 'feedback:predict',
    ...onInterview,
    body: PredictionBody,
    response: FeedbackView,
    refusals: ['interview_state', 'prediction_given'],
    isIdempotent: true,
  }),
  feedback: endpoint({
    method: 'GET',
    path: '/api/interviews/:interviewId/feedback',
    summary: 'Where my feedback stands, and once released what it says',
    access: 'feedback:read',
    ...onInterview,
    response: FeedbackView,
    refusals: ['interview_state'],
  }),
  myFeedback: endpoint({
    method: 'GET',
    path: '/api/my/feedback',
    summary: 'Held mocks of mine and where their feedback stands, latest first',
    access: 'feedback:read',
    response: items(FeedbackStatusView),
    refusals: [],
  }),
  myNextSteps: endpoint({
    method: 'GET',
    path: '/api/my/next-steps',
    summary: 'Next steps from released feedback, open ones first',
    access: 'nextStep:read',
    response: items(NextStepView),
    refusals: [],
  }),
  updateNextStep: endpoint({
    method: 'PATCH',
    path: '/api/next-steps/:nextStepId',
    summary: 'Take on, finish or decline a next step',
    access: 'nextStep:update',
    params: NextStepParams,
    body: UpdateNextStepBody,
    response: NextStepView,
    refusals: ['next_step_state'],
  }),
};
