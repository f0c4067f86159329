import type { GoalOptionsView } from '@dryrun/contracts/catalog.contract';
import type { GoalBody } from '@dryrun/contracts/interviews.contract';

/** A goal while it is being chosen; everything but the note lives in the address. */
export type GoalDraft = Partial<Pick<GoalBody, 'format' | 'track' | 'level'>> & { dimension?: string };

/**
 * The draft without what the options do not offer (an old link, a format without that level or move), and whether it is
 * complete enough to look for times.
 */
export function fitGoal(draft: GoalDraft, options: GoalOptionsView): GoalDraft {
  const format = options.formats.find(({ slug }) => slug === draft.format)?.body;
  const isTrackKnown = options.tracks.some(({ slug }) => slug === draft.track);
  const isLevelOffered = draft.level !== undefined && (format === undefined || format.levels.includes(draft.level));
  const isMoveWatched = draft.dimension !== undefined && format?.focusDimensions.includes(draft.dimension) === true;
  return {
    ...(format && { format: draft.format }),
    ...(isTrackKnown && { track: draft.track }),
    ...(isLevelOffered && { level: draft.level }),
    ...(isMoveWatched && { dimension: draft.dimension }),
  };
}

/** The goal as it is sent; null while something is missing. */
export function completeGoal(draft: GoalDraft, note: string): GoalBody | null {
  const { format, track, level, dimension = null } = draft;
  if (format === undefined || track === undefined || level === undefined) return null;
  return { format, track, level, dimension, note };
}
