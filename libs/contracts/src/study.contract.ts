import { z } from 'zod';
import { KeyPoint, Pushback, QuestionKind, Source, Variation } from './content-bodies.ts';
import { endpoint } from './endpoint.ts';
import { Instant, items, Level, Slug, text } from './fields.ts';
import { PlaybookBody } from './playbook-body.ts';
import { CaseFollowUp, CasePart, LinkedText, StageBody } from './study-bodies.ts';

/** What people study: roadmap, question bank, case studies, playbooks. Interview-only questions do not exist here. */

/** Where a link of a text leads (`to` as it stands in the text). A link without a target is planned. */
export const LinkTargetView = z.object({
  to: z.string(),
  kind: z.enum(['stage', 'case-study', 'question']),
  slug: Slug,
  /** Number of a section of that stage; null elsewhere. */
  section: z.string().nullable(),
  title: z.string(),
});
export type LinkTargetView = z.infer<typeof LinkTargetView>;

/** The reader's last meeting with an item; null when they never met it, or are nobody who practises. */
export const MetView = z.object({ how: z.enum(['viewed', 'practised', 'asked']), at: Instant }).nullable();
export type MetView = z.infer<typeof MetView>;

const levels = { minLevel: Level, maxLevel: Level };

export const BankQuery = z.strictObject({
  track: Slug.optional(),
  level: Level.optional(),
  kind: QuestionKind.optional(),
});

export const BankItemView = z.object({
  slug: Slug,
  title: z.string(),
  track: Slug,
  kind: QuestionKind,
  ...levels,
  met: MetView,
});
export type BankItemView = z.infer<typeof BankItemView>;

/** Everything but the prompt; what only an interviewer looks up (facts on request, probes) is not part of it. */
export const StudyPartView = z.object({
  whyAsked: z.string(),
  framework: z.string(),
  answerPattern: z.string(),
  keyPoints: z.array(KeyPoint),
  knowledgeAnswer: z.string(),
  reasoningAnswer: z.string(),
  tradeOffs: z.string(),
  commonMistake: z.string(),
  pushbacks: z.array(Pushback),
  variations: z.array(Variation),
  followUps: z.array(z.string()),
  example: z.string(),
  sources: z.array(Source),
});
export type StudyPartView = z.infer<typeof StudyPartView>;

export const BankQuestionView = BankItemView.extend({
  prompt: z.string(),
  isAboutOwnProject: z.boolean(),
  /** The reader is a learner: the answer opens once they wrote their own or asked for it. */
  canPractise: z.boolean(),
  /** What they wrote last, for themselves alone. */
  ownAnswer: z.string().nullable(),
  /** null until it is theirs to read. */
  answer: StudyPartView.nullable(),
});
export type BankQuestionView = z.infer<typeof BankQuestionView>;

export const AttemptBody = z.strictObject({ answer: text(12_000, 1) });

export const CaseItemView = z.object({
  slug: Slug,
  number: z.string(),
  title: z.string(),
  summary: z.string(),
  tracks: z.array(Slug),
  ...levels,
  met: MetView,
});
export type CaseItemView = z.infer<typeof CaseItemView>;

export const CaseStudyView = CaseItemView.extend({
  prerequisites: z.array(LinkedText),
  links: z.array(LinkTargetView),
  problem: z.string(),
  numbers: z.string(),
  canPractise: z.boolean(),
  /** The worked solution; null until it is the reader's to read. */
  reference: z
    .object({
      architecture: z.string(),
      diagram: z.object({ caption: z.string(), source: z.string() }),
      decisions: z.array(CasePart),
      failureModes: z.array(CasePart),
      followUps: z.array(CaseFollowUp),
      sources: z.array(Source),
    })
    .nullable(),
});
export type CaseStudyView = z.infer<typeof CaseStudyView>;

export const RoadmapItemView = z.object({
  slug: Slug,
  number: z.int(),
  title: z.string(),
  summary: z.string(),
  sections: z.array(z.object({ number: z.string(), title: z.string(), topics: z.int() })),
});
export type RoadmapItemView = z.infer<typeof RoadmapItemView>;

export const RoadmapStageView = z.object({
  slug: Slug,
  body: StageBody,
  links: z.array(LinkTargetView),
  /** Questions of the bank by topic (`4.4/services-kube-proxy`). */
  questions: z.array(z.object({ topic: z.string(), slug: Slug, title: z.string() })),
});
export type RoadmapStageView = z.infer<typeof RoadmapStageView>;

export const PlaybookItemView = z.object({
  slug: Slug,
  title: z.string(),
  summary: z.string(),
  region: z.string().nullable(),
});
export type PlaybookItemView = z.infer<typeof PlaybookItemView>;

export const PlaybookView = z.object({ slug: Slug, body: PlaybookBody });
export type PlaybookView = z.infer<typeof PlaybookView>;

const bySlug = z.strictObject({ slug: Slug });
const read = { access: 'content:read', refusals: [] } as const;

export const studyEndpoints = {
  roadmap: endpoint({
    method: 'GET',
    path: '/api/roadmap',
    summary: 'The stages with their sections',
    response: items(RoadmapItemView),
    ...read,
  }),
  stage: endpoint({
    method: 'GET',
    path: '/api/roadmap/:slug',
    summary: 'One stage in full',
    params: bySlug,
    response: RoadmapStageView,
    ...read,
  }),
  playbooks: endpoint({
    method: 'GET',
    path: '/api/playbooks',
    summary: 'The playbooks',
    response: items(PlaybookItemView),
    ...read,
  }),
  playbook: endpoint({
    method: 'GET',
    path: '/api/playbooks/:slug',
    summary: 'One playbook',
    params: bySlug,
    response: PlaybookView,
    ...read,
  }),
};

export const practiceEndpoints = {
  bank: endpoint({
    method: 'GET',
    path: '/api/bank',
    summary: 'The question bank',
    query: BankQuery,
    response: items(BankItemView),
    ...read,
  }),
  question: endpoint({
    method: 'GET',
    path: '/api/bank/:slug',
    summary: 'One question; its answer once it is the reader’s to read',
    params: bySlug,
    response: BankQuestionView,
    ...read,
  }),
  submitAttempt: endpoint({
    method: 'POST',
    path: '/api/bank/:slug/attempts',
    summary: 'Answer a question in writing, which opens its answer',
    params: bySlug,
    body: AttemptBody,
    response: BankQuestionView,
    access: 'practice:write',
    refusals: [],
    isIdempotent: true,
  }),
  revealQuestion: endpoint({
    method: 'POST',
    path: '/api/bank/:slug/reveal',
    summary: 'Read the answer without answering; recorded as viewed',
    params: bySlug,
    response: BankQuestionView,
    access: 'practice:write',
    refusals: [],
  }),
  caseStudies: endpoint({
    method: 'GET',
    path: '/api/case-studies',
    summary: 'The case studies',
    response: items(CaseItemView),
    ...read,
  }),
  caseStudy: endpoint({
    method: 'GET',
    path: '/api/case-studies/:slug',
    summary: 'One case study; its solution once it is the reader’s to read',
    params: bySlug,
    response: CaseStudyView,
    ...read,
  }),
  revealCase: endpoint({
    method: 'POST',
    path: '/api/case-studies/:slug/reveal',
    summary: 'Read the worked solution; recorded as viewed',
    params: bySlug,
    response: CaseStudyView,
    access: 'practice:write',
    refusals: [],
  }),
};
