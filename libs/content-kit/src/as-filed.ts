import type { z } from 'zod';
import { FormatBody, QuestionBody, RubricBody, TrackBody } from '@dryrun/contracts/content-bodies';
import { PlaybookBody } from '@dryrun/contracts/playbook-body';
import { CaseStudyBody, StageBody } from '@dryrun/contracts/study-bodies';
import { contentHash } from './content-hash.ts';
import type { ContentBodies, ContentItem, ContentKind } from './content-item.ts';
import { readItem } from './read-content.ts';
import { fileOf, writeItem } from './write-item.ts';

/** The schema of each sort of body. */
export const BODIES: { readonly [K in ContentKind]: z.ZodType<ContentBodies[K]> } = {
  track: TrackBody,
  rubric: RubricBody,
  format: FormatBody,
  question: QuestionBody,
  stage: StageBody,
  'case-study': CaseStudyBody,
  playbook: PlaybookBody,
};

export interface BodyFault {
  /** The part of the body, outermost first. */
  path: readonly PropertyKey[];
  message: string;
}

export type Filed = { ok: true; item: ContentItem } | { ok: false; faults: BodyFault[] };

/**
 * What a body written elsewhere (in the UI, by an importer) is as a file: an item whose text can be written out and read back
 * as itself. Ids of its parts come from their words, as in files, whatever ids were given.
 */
export function asFiled(kind: ContentKind, slug: string, given: unknown): Filed {
  const parsed = (BODIES[kind] as z.ZodType<ContentBodies[ContentKind]>).safeParse(given);
  if (!parsed.success)
    return { ok: false, faults: parsed.error.issues.map(({ path, message }) => ({ path, message })) };
  if (kind === 'track') {
    const body = parsed.data as TrackBody;
    return { ok: true, item: { kind, slug, body, contentHash: contentHash(body), file: 'tracks.yaml' } };
  }
  const file = fileOf(kind, slug, parsed.data as never);
  const { body, problems } = readItem(kind, file, writeItem(kind, parsed.data as never));
  if (body === null) {
    return { ok: false, faults: problems.map(({ message, hint }) => ({ path: [], message: `${message} ${hint}` })) };
  }
  const path = firstDifference(parsed.data, body);
  if (path !== null) {
    const message =
      'This would read differently in a file: write a list entry as one paragraph, and no heading inside a section.';
    return { ok: false, faults: [{ path, message }] };
  }
  return { ok: true, item: { kind, slug, body, contentHash: contentHash(body), file } as ContentItem };
}

/** Where two bodies first differ, ids of parts apart; null when they say the same. */
function firstDifference(a: unknown, b: unknown, at: readonly PropertyKey[] = []): readonly PropertyKey[] | null {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b) ? null : at;
  if (Array.isArray(a) && Array.isArray(b) && a.length !== b.length) return at;
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    if (key === 'id') continue;
    const step = Array.isArray(a) ? Number(key) : key;
    const found = firstDifference((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key], [
      ...at,
      step,
    ]);
    if (found) return found;
  }
  return null;
}
