import { z } from 'zod';
import { LEVELS } from '@dryrun/domain/cohorts/levels';
import { Alias, PartId, Source } from './content-bodies.ts';
import { Level, LocalDate, Slug, text } from './fields.ts';

/**
 * The bodies of what is read rather than asked: stages of the roadmap and case studies.
 * How each is written as a file: docs/CONTENT.md.
 */

/**
 * What a link points to: `stage-4`, `section-4.4`, `case-12.8`, `question/<slug>` or `deep-dive/<subject>`. Nobody promises that
 * it exists: a link whose target is not published shows as *planned*.
 */
export const LinkTo = z
  .string()
  .regex(
    /^(stage-\d{1,2}|(section|case)-\d{1,2}\.\d{1,2}|(question|deep-dive)\/[a-z0-9]+(-[a-z0-9]+)*)$/,
    'Write stage-4, section-4.4, case-12.8, question/<slug> or deep-dive/<subject>.',
  );

/** A link to other content; `title` is what it is called while nothing is there yet. */
export const ContentLink = z.strictObject({ to: LinkTo, title: text(120, 1) });
export type ContentLink = z.infer<typeof ContentLink>;

const links = z.array(ContentLink).max(20);

/** Text with the links that stood in it; the words of a link stay in the text. */
export const LinkedText = z.strictObject({ text: text(1200, 1), links });
export type LinkedText = z.infer<typeof LinkedText>;

/** One thing to understand: a name, and what a practitioner knows about it. */
export const RoadmapItem = LinkedText.extend({ id: PartId, label: text(120, 1) });
export type RoadmapItem = z.infer<typeof RoadmapItem>;

/** `id` is the heading as a slug; questions refer to `<section number>/<id>`. */
export const RoadmapTopic = z.strictObject({
  id: PartId,
  title: text(80, 1),
  items: z.array(RoadmapItem).min(1, 'List at least one item.').max(20),
});
export type RoadmapTopic = z.infer<typeof RoadmapTopic>;

/** Number of a section or case: stage, dot, place (`4.4`). */
const DottedNumber = z.string().regex(/^\d{1,2}\.\d{1,2}$/, 'Write stage, dot, place: 4.4.');

export const RoadmapSection = z.strictObject({
  number: DottedNumber,
  title: text(80, 1),
  /** Why it matters and where it leads. */
  summary: LinkedText,
  topics: z.array(RoadmapTopic).min(1, 'Write at least one topic.').max(20),
});
export type RoadmapSection = z.infer<typeof RoadmapSection>;

const dated = {
  sources: z.array(Source),
  /** When somebody must check the time-bound facts again; null when there are none. */
  reviewBy: LocalDate.nullable(),
};

/** One stage of the roadmap, with everything in it. */
export const StageBody = z
  .strictObject({
    /** 1-based place in the roadmap. */
    number: z.int().min(1).max(99),
    title: text(80, 1),
    summary: text(400, 1),
    /** The ids of the stage and of its sections, which links use. */
    aliases: z.array(Alias).min(1),
    sections: z.array(RoadmapSection).min(1, 'Write at least one section.').max(20),
    ...dated,
  })
  .superRefine((stage, ctx) => {
    needReviewDate(stage, ctx);
    const ids = [`stage-${stage.number}`, ...stage.sections.map((s) => `section-${s.number}`)];
    const isSame = ids.length === stage.aliases.length && ids.every((id) => stage.aliases.includes(id));
    if (!isSame) ctx.addIssue({ code: 'custom', path: ['aliases'], message: `List exactly ${ids.join(', ')}.` });
  });
export type StageBody = z.infer<typeof StageBody>;

/** Something that was chosen, or that breaks, and what there is to say about it (Markdown). */
export const CasePart = z.strictObject({ id: PartId, title: text(200, 1), text: text(3000, 1) });
export type CasePart = z.infer<typeof CasePart>;

/** What an interviewer asks about the case, and what a good answer contains. */
export const CaseFollowUp = z.strictObject({ id: PartId, asks: text(600, 1), goodAnswer: text(3000, 1) });
export type CaseFollowUp = z.infer<typeof CaseFollowUp>;

/** A worked system: problem, architecture, decisions, what breaks, what is asked next. */
export const CaseStudyBody = z
  .strictObject({
    number: DottedNumber,
    title: text(80, 1),
    summary: text(400, 1),
    /** Tracks in whose interviews its follow-ups may be asked, the main one first. */
    tracks: z.array(Slug).min(1).max(4),
    /** Both inclusive as level names. */
    minLevel: Level,
    maxLevel: Level,
    aliases: z.array(Alias).min(1),
    /** What to know first. */
    prerequisites: z.array(LinkedText).min(1, 'List at least one prerequisite.').max(12),
    problem: text(4000, 1),
    /** The arithmetic that shapes the design. */
    numbers: text(3000, 1),
    architecture: text(8000, 1),
    /** `source` is Mermaid; `caption` says in words what it shows, also for people who cannot see it. */
    diagram: z.strictObject({
      caption: text(600, 1),
      source: text(6000, 1).regex(
        /^(flowchart|sequenceDiagram|stateDiagram-v2)\b/,
        'Begin the diagram with flowchart, sequenceDiagram or stateDiagram-v2.',
      ),
    }),
    decisions: z.array(CasePart).min(3, 'Write at least three decisions.').max(12),
    failureModes: z.array(CasePart).min(3, 'Write at least three failure modes.').max(12),
    followUps: z.array(CaseFollowUp).min(3, 'Write at least three follow-ups.').max(12),
    ...dated,
  })
  .superRefine((study, ctx) => {
    needReviewDate(study, ctx);
    if (LEVELS.indexOf(study.minLevel) > LEVELS.indexOf(study.maxLevel)) {
      ctx.addIssue({ code: 'custom', path: ['maxLevel'], message: 'The lower level comes first.' });
    }
    if (!study.aliases.includes(`case-${study.number}`)) {
      ctx.addIssue({ code: 'custom', path: ['aliases'], message: `List case-${study.number}.` });
    }
  });
export type CaseStudyBody = z.infer<typeof CaseStudyBody>;

function needReviewDate(body: { sources: unknown[]; reviewBy: string | null }, ctx: z.RefinementCtx): void {
  if (body.sources.length === 0 || body.reviewBy !== null) return;
  ctx.addIssue({ code: 'custom', path: ['reviewBy'], message: 'Sources need a date to check them again.' });
}
