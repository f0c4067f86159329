import type { FormatBody, QuestionBody, RubricBody, TrackBody } from '@dryrun/contracts/content-bodies';
import type { Versioned } from '../modules/catalog/index.ts';

/** The published content the world is built on: whatever there is, at least one format and a dozen questions. */
export interface DemoContent {
  tracks: readonly Versioned<TrackBody>[];
  formats: readonly Versioned<FormatBody>[];
  questions: readonly Versioned<QuestionBody>[];
  rubric: Versioned<RubricBody>;
}
