import type { CaseStudyBody, StageBody } from '@dryrun/contracts/study-bodies';
import type { PlaybookBody } from '@dryrun/contracts/playbook-body';
import type { FormatBody, QuestionBody, RubricBody, TrackBody } from '@dryrun/contracts/content-bodies';

/** The body of each sort of item. */
export interface ContentBodies {
  track: TrackBody;
  rubric: RubricBody;
  format: FormatBody;
  question: QuestionBody;
  stage: StageBody;
  'case-study': CaseStudyBody;
  playbook: PlaybookBody;
}

export type ContentKind = keyof ContentBodies;

/** One item of the content folder. `slug` is unique within its `kind`; equal `contentHash` means the same version. */
export type ContentItem = {
  [K in ContentKind]: {
    kind: K;
    slug: string;
    body: ContentBodies[K];
    contentHash: string;
    /** Relative to the content folder, with forward slashes. */
    file: string;
  };
}[ContentKind];

/** The item of one sort. */
export type ItemOf<K extends ContentKind> = Extract<ContentItem, { kind: K }>;

/** One fault, told to the person who wrote the file. */
export interface ContentProblem {
  /** Relative to the content folder, with forward slashes. */
  file: string;
  /** 1-based. */
  line: number;
  /** What is wrong, as a sentence. */
  message: string;
  /** What to do about it, as a sentence. */
  hint: string;
}

/** All items of one sort, in the order in which they were read. */
export function itemsOf<K extends ContentKind>(items: readonly ContentItem[], kind: K): ItemOf<K>[] {
  return items.filter((item): item is ItemOf<K> => item.kind === kind);
}
