import type { QuestionBody } from '@dryrun/contracts/content-bodies';
import type { PlanCandidate } from '@dryrun/domain/interviews/plan-candidates';
import type { AskableCase, Versioned } from '../catalog/index.ts';

/** A published case study as the plan's rule sees it: one of the goal's track where it may be asked there. */
export function caseCandidate(study: AskableCase, goalTrack: string): PlanCandidate {
  const track = study.tracks.includes(goalTrack) ? goalTrack : study.body.track;
  return { ...planCandidate(study, goalTrack), track, origin: 'case_study' };
}

/**
 * A published question as the plan's rule sees it. Questions about the learner's own project fit every track; on their own
 * track they are questions like others.
 */
export function planCandidate(
  { itemId, versionId, slug, body }: Versioned<QuestionBody>,
  goalTrack: string,
): PlanCandidate {
  const { track, kind, minLevel, maxLevel, use, expectedDimensions, pushbacks, variations } = body;
  return {
    questionId: itemId,
    versionId,
    slug,
    track,
    kind,
    minLevel,
    maxLevel,
    use,
    expectedDimensions,
    pushbacks,
    variations,
    origin: body.isAboutOwnProject && track !== goalTrack ? 'own_project' : 'question',
  };
}
