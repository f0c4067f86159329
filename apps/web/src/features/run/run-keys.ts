import type { MarkKind } from '@dryrun/domain/interviews/marks';

/** The key that stamps each kind of mark on the chosen move. */
export const KIND_KEYS: Record<MarkKind, string> = { unasked: 'U', when_asked: 'A', missing: 'M' };

/** The sheet of the mentor's side of the room. */
export const RUN_KEYS = [
  { keys: ['1', '2', '3', '4'], does: 'Choose the move to mark' },
  { keys: ['U'], does: 'Mark it: came unasked' },
  { keys: ['A'], does: 'Mark it: came when asked' },
  { keys: ['M'], does: 'Mark it: was called for and is missing' },
  { keys: ['Z'], does: 'Take the newest mark back' },
  { keys: ['N'], does: 'Write a note for the next mark' },
  { keys: ['P'], does: 'Use the next planned pushback' },
  { keys: ['S'], does: 'Show the prompt to the learner, or hide it' },
  { keys: ['J', 'K'], does: 'Next or previous question' },
  { keys: ['?'], does: 'This sheet' },
] as const;
