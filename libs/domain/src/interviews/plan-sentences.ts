import type { Level } from '../cohorts/levels.ts';
import { instantToLocal } from '../time/zone-transitions.ts';
import type { Freshness } from './question-freshness.ts';

/** Where a question comes from when the goal's own track and level have too few left. */
export type PlanSource =
  | { from: 'goal' }
  | { from: 'neighbouring_level'; level: Level }
  | { from: 'related_track'; track: string; level: Level | null }
  | { from: 'case_study' }
  | { from: 'own_project' };

/** What the sentences are about. Titles are the words people read; an id without a title is shown as it is. */
export interface PlanWording {
  trackTitle: string;
  level: Level;
  /** Title of the dimension the learner wants to work on; null when they named none. */
  dimensionTitle: string | null;
  /** The zone in which its reader counts days. */
  timeZone: string;
  now: number;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** A day as people write it: "3 Nov", with the year when it is not the present one. */
export function dayInWords(instant: number, timeZone: string, now: number): string {
  const [year, month, day] = instantToLocal(timeZone, instant).date.split('-');
  const words = `${Number(day)} ${MONTHS[Number(month) - 1]}`;
  return instantToLocal(timeZone, now).date.startsWith(`${year}-`) ? words : `${words} ${year}`;
}

/**
 * Why this question, as the mentor reads it: where it comes from if not from the goal, how new it is, what it gives room
 * for. Never says how well the learner did (no anchoring).
 *
 * @param pushbacks how many pushbacks the question has
 * @param standsInFor the kind that was wanted here when none was left
 */
export function reasonSentence(
  reason: {
    source: PlanSource;
    freshness: Freshness;
    pushbacks: number;
    kind: string;
    standsInFor: string | null;
    fitsDimension: boolean;
  },
  wording: PlanWording,
): string {
  const parts = [sourceSentence(reason.source, wording)];
  if (reason.standsInFor !== null) {
    parts.push(`No fresh ${reason.standsInFor} question is left, so a ${reason.kind} question stands in.`);
  }
  const noun = reason.source.from === 'case_study' ? 'follow-up' : 'pushback';
  parts.push(freshnessSentence(reason.freshness, reason.pushbacks, noun, wording));
  if (reason.fitsDimension && wording.dimensionTitle !== null) {
    parts.push(`It gives room for “${wording.dimensionTitle}”, which the learner wants to work on.`);
  }
  return parts.filter((part) => part !== '').join(' ');
}

/** What is missing in a plan, in words, and what the mentor can do; empty when nothing is. */
export function shortageSentence(planned: number, wanted: number, wording: PlanWording): string {
  if (planned >= wanted) return '';
  const have =
    planned === 0 ? 'No question could be planned' : `Only ${planned} of ${wanted} questions could be planned`;
  return (
    `${have}: nothing fresh is left for this learner on ${wording.trackTitle} at ${wording.level} level, and nothing that ` +
    'fits on other levels and tracks. Choose a question yourself, or have the learner defend a decision of their own project.'
  );
}

function sourceSentence(source: PlanSource, { trackTitle, level }: PlanWording): string {
  const tooFew = `Too few fresh questions that fit this format are left on ${trackTitle} at ${level} level, so this one is`;
  switch (source.from) {
    case 'goal':
      return '';
    case 'neighbouring_level':
      return `${tooFew} for ${source.level} level.`;
    case 'related_track':
      return `${tooFew} from ${source.track}${source.level === null ? '' : `, for ${source.level} level`}.`;
    case 'case_study':
      return `${tooFew} a case study with its follow-ups.`;
    case 'own_project':
      return `${tooFew} about the learner’s own project.`;
  }
}

function freshnessSentence(
  freshness: Freshness,
  pushbacks: number,
  noun: 'pushback' | 'follow-up',
  { timeZone, now }: PlanWording,
): string {
  switch (freshness.kind) {
    case 'never_seen':
      return 'Never seen by this learner.';
    case 'only_studied': {
      const studied = `Studied on ${dayInWords(freshness.studiedAt, timeZone, now)}, never asked in a mock; `;
      const unmet = freshness.newPushbacks;
      if (unmet === 0) return `${studied}no ${noun} is new to the learner, so ask a variation.`;
      if (unmet === pushbacks) return `${studied}its ${noun}s are new to the learner.`;
      return `${studied}${unmet} of its ${pushbacks} ${noun}s ${unmet === 1 ? 'is' : 'are'} new to the learner.`;
    }
    case 'asked_long_ago': {
      const day = dayInWords(freshness.askedAt, timeZone, now);
      const asked = `Asked in a mock on ${day}, at least eight weeks ago; `;
      if (freshness.newPushbacks > 0)
        return noun === 'pushback' ? `${asked}push back on other points this time.` : `${asked}ask other follow-ups.`;
      return `${asked}the learner has read its other ${noun}s, so ask a variation.`;
    }
  }
}
