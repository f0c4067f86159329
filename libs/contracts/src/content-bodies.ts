import { z } from 'zod';
import { LEVELS } from '@dryrun/domain/cohorts/levels';
import { Level, LocalDate, Slug, text } from './fields.ts';

/**
 * The bodies of content items: the one shape that files (`content/`), the database, the API and the screens share.
 * How each is written as a file: docs/CONTENT.md.
 */

export const QUESTION_KINDS = ['knowledge', 'reasoning', 'scenario', 'design', 'debugging', 'behavioural'] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];
export const QuestionKind = z.enum(QUESTION_KINDS);

/** Kinds with an answer space: they carry both answers, trade-offs, pushbacks and variations. */
export const REASONED_KINDS: readonly QuestionKind[] = ['reasoning', 'scenario', 'design', 'debugging'];

/** Where a question may appear; `interview` items never show in the bank. */
export const QUESTION_USES = ['study', 'interview', 'both'] as const;

/** Id of a part within one body, derived from its words; stable as long as those words are. */
export const PartId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(80);

/** Markdown of one section; empty when the item has no such section. */
const markdown = text(12_000);
const line = text(600, 1);

export const TrackBody = z.strictObject({
  title: text(60, 1),
  blurb: text(240, 1),
  /** 1-based position in lists. */
  order: z.int().min(1),
});
export type TrackBody = z.infer<typeof TrackBody>;

export const KeyPoint = z.strictObject({ id: PartId, text: line });
export type KeyPoint = z.infer<typeof KeyPoint>;

/** What the interviewer says next, and what a good revision of the answer sounds like. */
export const Pushback = z.strictObject({ id: PartId, says: line, goodRevision: text(3000, 1) });
export type Pushback = z.infer<typeof Pushback>;

/** The same question under another constraint (ten times the load, half the budget). */
export const Variation = z.strictObject({ id: PartId, text: text(1200, 1) });
export type Variation = z.infer<typeof Variation>;

export const Source = z.strictObject({
  title: text(200, 1),
  url: z.url({ protocol: /^https$/, error: 'Give a full https:// address.' }),
  /** The day on which somebody last compared the text with this source. */
  asOf: LocalDate,
});
export type Source = z.infer<typeof Source>;

/** A topic of the roadmap: section number, a slash, the topic heading as a slug (`4.4/services-kube-proxy`). */
export const TopicRef = z
  .string()
  .regex(/^\d{1,2}\.\d{1,2}\/[a-z0-9]+(-[a-z0-9]+)*$/, 'Write section/topic, for example 4.4/services-kube-proxy.');

/** The catalogue ids that this item answers. */
export const Alias = z.string().regex(/^[a-z]+-[a-z0-9.-]*[a-z0-9]$/, 'Write an id like bank-aws-01.');

const questionShape = z.strictObject({
  title: text(120, 1),
  track: Slug,
  kind: QuestionKind,
  /** Both inclusive as level names; a level itself is half-open in years (3 years is mid). */
  minLevel: Level,
  maxLevel: Level,
  use: z.enum(QUESTION_USES),
  aliases: z.array(Alias),
  topics: z.array(TopicRef),
  /** Ids of the rubric dimensions that this question gives a chance to show, the main one first. */
  expectedDimensions: z.array(Slug).max(6),
  sources: z.array(Source),
  /** When somebody must check the time-bound facts again; null when there are none. */
  reviewBy: LocalDate.nullable(),
  /** The prompt says "this project": it is asked about the learner's own project card. */
  isAboutOwnProject: z.boolean(),
  prompt: text(4000, 1),
  /** What the interviewer answers when asked; for the interviewer's eyes only. */
  factsOnRequest: z.array(line),
  whyAsked: text(2000, 1),
  framework: text(4000, 1),
  answerPattern: text(8000, 1),
  keyPoints: z.array(KeyPoint).min(3, 'List at least three key points.').max(20),
  knowledgeAnswer: markdown,
  reasoningAnswer: markdown,
  tradeOffs: markdown,
  commonMistake: text(3000, 1),
  pushbacks: z.array(Pushback).max(12),
  variations: z.array(Variation).max(12),
  followUps: z.array(line).min(1, 'List at least one follow-up.').max(12),
  /** Short questions that open a move without giving it away. */
  probes: z.array(line).max(12),
  /** A worked example for a generic project; for questions about the learner's own project. */
  example: markdown,
});

/** One version of a question. What is required depends on its kind. */
export const QuestionBody = questionShape.superRefine((q, ctx) => {
  const need = (path: keyof z.infer<typeof questionShape>, holds: boolean, message: string) => {
    if (!holds) ctx.addIssue({ code: 'custom', path: [path], message });
  };
  const min = LEVELS.indexOf(q.minLevel);
  need('maxLevel', min <= LEVELS.indexOf(q.maxLevel), 'The lower level comes first.');
  need(
    'reviewBy',
    q.sources.length === 0 || q.reviewBy !== null,
    'A question with sources needs a date to check them again.',
  );
  need(
    'example',
    !q.isAboutOwnProject || q.example !== '',
    'A question about the own project needs an example for a generic one.',
  );
  if (!REASONED_KINDS.includes(q.kind)) return;
  const kind = `A ${q.kind} question`;
  need('knowledgeAnswer', q.knowledgeAnswer !== '', `${kind} needs it.`);
  need('reasoningAnswer', q.reasoningAnswer !== '', `${kind} needs it.`);
  need('tradeOffs', q.tradeOffs !== '', `${kind} needs it.`);
  need('pushbacks', q.pushbacks.length >= 2, `${kind} needs at least two.`);
  need('variations', q.variations.length >= 1, `${kind} needs at least one.`);
  need('expectedDimensions', q.expectedDimensions.length >= 1, `${kind} needs at least one.`);
});
export type QuestionBody = z.infer<typeof QuestionBody>;

/** What each level of one dimension looks like, keyed by the rating. */
export const Anchors = z.strictObject({ 1: text(600, 1), 2: text(600, 1), 3: text(600, 1), 4: text(600, 1) });
export type Anchors = z.infer<typeof Anchors>;

/** One move of the rubric. */
export const RubricDimension = z.strictObject({
  id: Slug,
  title: text(80, 1),
  /** One line for people who have not read the anchors. */
  summary: text(240, 1),
  appliesTo: z.array(QuestionKind).min(1),
  anchors: Anchors,
});
export type RubricDimension = z.infer<typeof RubricDimension>;

export const RubricBody = z.strictObject({
  title: text(80, 1),
  summary: text(400, 1),
  /** The names of ratings 1 to 4 in people's words: index = rating − 1. */
  levelNames: z.array(text(40, 1)).length(4),
  /** What each rating means whatever the dimension: index = rating − 1. */
  levelMeanings: z.array(text(240, 1)).length(4),
  dimensions: z.array(RubricDimension).min(1).max(20),
});
export type RubricBody = z.infer<typeof RubricBody>;

export const FormatPhase = z.strictObject({
  title: text(80, 1),
  minutes: z.int().min(1).max(120),
  purpose: text(400, 1),
  /** What the interviewer says and does, in Markdown. */
  script: text(3000, 1),
  /** One question of one of these kinds (first choice first) is planned for this phase; empty: none is. */
  draws: z.array(QuestionKind),
});
export type FormatPhase = z.infer<typeof FormatPhase>;

/** Help the interviewer may give, and what giving it does to the rating. */
export const FormatHint = z.strictObject({
  when: text(240, 1),
  say: text(400, 1),
  effect: text(240, 1),
  /** The highest rating of a focus dimension that is still open after this hint; null when nothing is capped. */
  caps: z.strictObject({ dimension: Slug, atMost: z.int().min(1).max(4) }).nullable(),
});
export type FormatHint = z.infer<typeof FormatHint>;

/** A type of interview. The minutes of its phases add up to `minutes`. */
export const FormatBody = z
  .strictObject({
    title: text(80, 1),
    summary: text(400, 1),
    minutes: z.int().min(10).max(120),
    levels: z.array(Level).min(1),
    /** The kinds its phases draw. */
    kinds: z.array(QuestionKind).min(1),
    focusDimensions: z.array(Slug).min(1).max(4, 'At most four focus dimensions: a mentor cannot watch more.'),
    phases: z.array(FormatPhase).min(1).max(10),
    hints: z.array(FormatHint).max(12),
  })
  .superRefine((f, ctx) => {
    const need = (path: string, holds: boolean, message: string) => {
      if (!holds) ctx.addIssue({ code: 'custom', path: [path], message });
    };
    const total = f.phases.reduce((sum, p) => sum + p.minutes, 0);
    need('phases', total === f.minutes, `The phases take ${total} minutes, the format says ${f.minutes}.`);
    const drawn = new Set(f.phases.flatMap((p) => p.draws));
    need(
      'kinds',
      f.kinds.every((k) => drawn.has(k)) && [...drawn].every((k) => f.kinds.includes(k)),
      `The phases draw ${[...drawn].join(', ') || 'nothing'}; list exactly those kinds.`,
    );
    const capped = f.hints.flatMap((h) => (h.caps ? [h.caps.dimension] : []));
    need(
      'hints',
      capped.every((d) => f.focusDimensions.includes(d)),
      'A hint can only cap a focus dimension.',
    );
  });
export type FormatBody = z.infer<typeof FormatBody>;
