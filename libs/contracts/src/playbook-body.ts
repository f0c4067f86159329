import { z } from 'zod';
import { PartId, Source } from './content-bodies.ts';
import { LocalDate, Slug, text } from './fields.ts';

/**
 * The body of a playbook: what somebody prepares, says and checks around an interview or an offer.
 * How it is written as a file: docs/CONTENT.md.
 */

export const PLAYBOOK_KINDS = ['negotiation', 'preparation', 'recovery', 'exercise'] as const;
export type PlaybookKind = (typeof PLAYBOOK_KINDS)[number];

/** The parts of a playbook, in the order in which it is worked through. */
export const PLAYBOOK_PARTS = [
  'factsSheet',
  'checklist',
  'scripts',
  'comparison',
  'traps',
  'rolePlay',
  'afterSigning',
] as const;
export type PlaybookPart = (typeof PLAYBOOK_PARTS)[number];

/** Parts that a playbook of each kind must have. The others may be empty. */
export const REQUIRED_PARTS: Readonly<Record<PlaybookKind, readonly PlaybookPart[]>> = {
  negotiation: PLAYBOOK_PARTS,
  preparation: ['factsSheet', 'checklist', 'scripts', 'traps'],
  recovery: ['factsSheet', 'checklist', 'scripts', 'comparison', 'traps'],
  exercise: ['factsSheet', 'checklist', 'scripts', 'comparison', 'traps', 'rolePlay'],
};

/** A source that facts name by `id`. */
export const PlaybookSource = Source.extend({ id: Slug });
export type PlaybookSource = z.infer<typeof PlaybookSource>;

/** One line with a name: something to compare, a trap. */
export const PlaybookEntry = z.strictObject({ id: PartId, label: text(120, 1), text: text(1200, 1) });
export type PlaybookEntry = z.infer<typeof PlaybookEntry>;

/** One line of the facts sheet: something true (with the sources that say so), or something that the reader fills in. */
export const PlaybookFact = PlaybookEntry.extend({
  isInput: z.boolean(),
  /** Ids of `sources`; their `asOf` is the day for which the fact is stated. */
  sources: z.array(Slug).max(4),
});
export type PlaybookFact = z.infer<typeof PlaybookFact>;

/** What the law or a market is like ages: in a group of this sort every fact has a source or is the reader's own. */
export const FACT_GROUP_KINDS = ['law', 'market', 'other'] as const;
export type FactGroupKind = (typeof FACT_GROUP_KINDS)[number];

export const FactGroup = z.strictObject({
  id: PartId,
  title: text(120, 1),
  kind: z.enum(FACT_GROUP_KINDS),
  facts: z.array(PlaybookFact).min(1, 'List at least one fact.').max(20),
});
export type FactGroup = z.infer<typeof FactGroup>;

/** Something to do or to have ready before going on; runs of a checklist tick it by its id. */
export const ChecklistItem = z.strictObject({ id: PartId, text: text(600, 1) });
export type ChecklistItem = z.infer<typeof ChecklistItem>;

/** A moment or a role, and what is said or done there (Markdown; `{your floor}` is what the reader fills in). */
export const PlaybookScene = z.strictObject({ id: PartId, title: text(120, 1), text: text(4000, 1) });
export type PlaybookScene = z.infer<typeof PlaybookScene>;

export const PlaybookBody = z
  .strictObject({
    title: text(80, 1),
    summary: text(400, 1),
    kind: z.enum(PLAYBOOK_KINDS),
    /** ISO 3166-1 alpha-2; null when it holds anywhere. */
    region: z
      .string()
      .regex(/^[A-Z]{2}$/, 'Write a country as two capital letters: IN.')
      .nullable(),
    sources: z.array(PlaybookSource).max(30),
    /** When somebody must check the sources again; null when there are none. */
    reviewBy: LocalDate.nullable(),
    factsSheet: z.array(FactGroup).max(8),
    checklist: z.array(ChecklistItem).max(30),
    scripts: z.array(PlaybookScene).max(12),
    comparison: z.array(PlaybookEntry).max(20),
    traps: z.array(PlaybookEntry).max(20),
    rolePlay: z.array(PlaybookScene).max(8),
    afterSigning: z.array(ChecklistItem).max(20),
  })
  .superRefine((playbook, ctx) => {
    const need = (path: PropertyKey[], holds: boolean, message: string) => {
      if (!holds) ctx.addIssue({ code: 'custom', path, message });
    };
    for (const part of REQUIRED_PARTS[playbook.kind]) {
      need([part], playbook[part].length > 0, `A ${playbook.kind} playbook needs it.`);
    }
    need(['scripts'], playbook.scripts.length !== 1, 'Write at least two moments.');
    const isDated = playbook.sources.length > 0;
    need(['reviewBy'], !isDated || playbook.reviewBy !== null, 'Sources need a date to check them again.');
    if (playbook.kind === 'negotiation') {
      need(['region'], playbook.region !== null, 'A negotiation playbook is about one country.');
      const inputs = playbook.factsSheet.flatMap((g) => g.facts).filter((f) => f.isInput);
      need(['factsSheet'], inputs.length > 0, 'A negotiation needs numbers that the reader fills in.');
    }
    checkSources(playbook, need);
  });
export type PlaybookBody = z.infer<typeof PlaybookBody>;

/** Every fact of law or market is sourced, every source named exists, and every source is used. */
function checkSources(
  { sources, factsSheet }: { sources: PlaybookSource[]; factsSheet: FactGroup[] },
  need: (path: PropertyKey[], holds: boolean, message: string) => void,
): void {
  const used = new Set<string>();
  for (const [g, group] of factsSheet.entries()) {
    for (const [f, fact] of group.facts.entries()) {
      const at = ['factsSheet', g, 'facts', f];
      const isCovered = group.kind === 'other' || fact.isInput || fact.sources.length > 0;
      need(at, isCovered, `"${fact.label}" is about the ${group.kind} and names no source.`);
      for (const id of fact.sources) {
        used.add(id);
        need(
          at,
          sources.some((s) => s.id === id),
          `There is no source ${id} in the front matter.`,
        );
      }
    }
  }
  for (const [index, { id }] of sources.entries()) {
    need(['sources', index], used.has(id), `No fact names the source ${id}.`);
    need(['sources', index], sources.findIndex((s) => s.id === id) === index, `The source ${id} stands twice.`);
  }
}
