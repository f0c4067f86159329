import type { BatchPolicy } from '../cohorts/batch-policy.ts';
import { durationWords, mocksWords } from '../cohorts/policy-words.ts';

/**
 * Why a candidate start is closed. Of the mentor: `busy` elsewhere · `booked` with another mock · `buffer` too close to
 * either · `daily_limit`, `weekly_limit` their caps · `overdue_feedback` owed for too long. Of the batch: `notice`, `horizon`.
 * Of the learner: `quota`, `you_are_busy`.
 */
export const CLOSED_REASONS = [
  'quota',
  'you_are_busy',
  'overdue_feedback',
  'notice',
  'horizon',
  'booked',
  'busy',
  'buffer',
  'daily_limit',
  'weekly_limit',
] as const;
export type ClosedReason = (typeof CLOSED_REASONS)[number];

/** Reasons with which no candidate exists at all: nobody fits, no hours, or hours that are too short. */
export const NO_CANDIDATE_REASONS = ['not_qualified', 'no_availability', 'no_room'] as const;
export type WhyNotReason = ClosedReason | (typeof NO_CANDIDATE_REASONS)[number];

/** Who reads the sentence. An admin reads about a learner, a mentor about learners in general. */
export type WhyAudience = 'learner' | 'mentor' | 'admin';

export interface WhyFacts {
  audience: WhyAudience;
  policy: BatchPolicy;
  trackTitle: string;
  level: string;
  minutes: number;
  /** Mentors who fit the goal. */
  mentorCount: number;
}

/** The reason that is told when several close one start: what the person can do something about comes first. */
export function toldFirst(reasons: Iterable<ClosedReason>): ClosedReason | null {
  const all = new Set(reasons);
  return CLOSED_REASONS.find((r) => all.has(r)) ?? null;
}

/**
 * One reason with how many candidates it closes, as a sentence. For `no_availability` and `no_room` the count is of mentors,
 * for `not_qualified` of the mentors of the batch who do not fit.
 */
export function whyNotSentence(code: WhyNotReason, count: number, facts: WhyFacts): string {
  const { audience, policy, trackTitle, level, minutes, mentorCount } = facts;
  const isMentor = audience === 'mentor';
  const [times, isAre] = count === 1 ? ['One time', 'is'] : [`${count} times`, 'are'];
  const them = { learner: 'you', mentor: 'a learner', admin: 'the learner' }[audience];
  const have = audience === 'learner' ? 'have' : 'has';
  const theMentor = isMentor ? 'you' : 'the mentor';
  switch (code) {
    case 'no_availability':
      if (isMentor) return 'You offer no hours then. Add them under Availability.';
      return count === mentorCount
        ? `No mentor who fits has offered hours in the next ${daysWords(policy.horizonDays)}. ${audience === 'learner' ? 'Ask your cohort admin.' : 'Ask them for hours, or qualify more mentors.'}`
        : `${count} of the ${mentorCount} mentors who fit ${count === 1 ? 'has' : 'have'} offered no hours in the next ${daysWords(policy.horizonDays)}.`;
    case 'no_room':
      if (isMentor) return `Your hours then never leave ${minutes} minutes in a row.`;
      return `${count === 1 ? 'One mentor has' : `${count} mentors have`} hours, but never ${minutes} minutes in a row.`;
    case 'not_qualified':
      return notQualified(audience, trackTitle, level);
    case 'notice':
      return `${times} ${isAre} too soon: the batch asks ${audience === 'learner' ? 'you' : 'learners'} to book at least ${durationWords(policy.noticeMinutes)} ahead.`;
    case 'horizon':
      return `${times} ${isAre} too far ahead: ${audience === 'learner' ? 'you' : 'learners'} can book up to ${policy.horizonDays === 1 ? 'one day' : daysWords(policy.horizonDays)} from now.`;
    case 'busy':
      return `${times} ${isAre} in hours when ${theMentor} ${isMentor ? 'are' : 'is'} busy elsewhere.`;
    case 'booked':
      return `${times} ${isAre} taken by another mock.`;
    case 'buffer':
      return `${times} ${isAre} too close to something else: ${theMentor} ${isMentor ? 'have' : 'has'} ${durationWords(policy.bufferMinutes)} free around a mock.`;
    case 'daily_limit':
      return `${times} ${isAre} on a day that is full for ${theMentor} (${policy.mentorMaxPerDay} a day).`;
    case 'weekly_limit':
      return `${times} ${isAre} in a week that is full for ${theMentor} (${policy.mentorMaxPerWeek} a week).`;
    case 'overdue_feedback':
      return isMentor
        ? `${times} ${isAre} not offered because you owe feedback that is overdue. They open again as soon as you give it.`
        : `${times} ${isAre} with a mentor who still owes feedback; they open again once it is given.`;
    case 'quota':
      return `${times} ${isAre} in a week in which ${them} ${have} used ${audience === 'learner' ? 'your' : 'the'} ${mocksWords(policy.mocksPerWeek)}.`;
    case 'you_are_busy':
      return `${times} ${isAre} while ${them} ${have} another booking${audience === 'learner' ? ' yourself' : ''}.`;
  }
}

function notQualified(audience: WhyAudience, trackTitle: string, level: string): string {
  const nobody = `interviews ${trackTitle} at ${level} level yet.`;
  if (audience === 'mentor')
    return `You are not set up to interview ${trackTitle} at ${level} level. A lead mentor or cohort admin can change that.`;
  return audience === 'learner'
    ? `No mentor of your batch ${nobody} Choose another track or level, or ask your cohort admin.`
    : `No mentor of the batch ${nobody} Add the track and level to a mentor on the People page.`;
}

/** One mentor's part in the answer to "why is there no time on that day?". */
export interface MentorDay {
  name: string;
  availability: 'none' | 'no_room' | 'offered';
  /** Reasons per candidate start; an empty list is an open time. */
  candidates: readonly { reasons: readonly ClosedReason[] }[];
}

const SHORT: Record<ClosedReason, string> = {
  quota: 'in a week whose mocks are used',
  you_are_busy: 'while the learner has another booking',
  overdue_feedback: 'closed until overdue feedback is given',
  notice: 'too soon',
  horizon: 'too far ahead',
  booked: 'taken',
  busy: 'while busy elsewhere',
  buffer: 'too close to another mock',
  daily_limit: 'on a full day',
  weekly_limit: 'in a full week',
};

/** A mentor's day in one sentence: how many times there are, how many are open, and what closes the others. Every time is counted once. */
export function mentorDaySentence(day: MentorDay, minutes: number, audience: WhyAudience): string {
  const isSelf = audience === 'mentor';
  const who = isSelf ? 'You' : day.name;
  if (day.availability === 'none') return `${who} ${isSelf ? 'offer' : 'offers'} no hours that day.`;
  if (day.availability === 'no_room' || day.candidates.length === 0)
    return `${who} ${isSelf ? 'have' : 'has'} hours that day, but never ${minutes} minutes in a row.`;
  const counts = new Map<ClosedReason, number>();
  let open = 0;
  for (const { reasons } of day.candidates) {
    const told = toldFirst(reasons);
    if (told === null) open += 1;
    else counts.set(told, (counts.get(told) ?? 0) + 1);
  }
  const total = day.candidates.length;
  const times = total === 1 ? 'one time' : `${total} times`;
  const start = `${who} ${isSelf ? 'have' : 'has'} ${times} that day`;
  if (counts.size === 0) return `${start}, ${total === 1 ? 'and it is' : 'all'} open.`;
  const closed = [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([code, n]) => `${n === total ? (n === 1 ? 'it is' : 'all') : n} ${short(code, audience)}`);
  const parts = open > 0 ? [`${open} open`, ...closed] : closed;
  return `${start}: ${parts.join(', ')}.`;
}

function short(code: ClosedReason, audience: WhyAudience): string {
  if (audience !== 'learner') return SHORT[code];
  return code === 'quota'
    ? 'in a week whose mocks you have used'
    : code === 'you_are_busy'
      ? 'while you have another booking'
      : SHORT[code];
}

function daysWords(n: number): string {
  return n === 1 ? 'day' : `${n} days`;
}

/**
 * The day in one sentence, over all rows.
 *
 * @param topReason the sentence of what closes most, when nothing is open
 */
export function daySentence(
  rows: readonly { availability: string; times: readonly { reasons: readonly ClosedReason[] }[] }[],
  topReason: string | null,
): string {
  const open = rows.reduce((n, { times }) => n + times.filter(({ reasons }) => reasons.length === 0).length, 0);
  if (open > 0) return open === 1 ? 'One time is open that day.' : `${open} times are open that day.`;
  if (rows.length > 0 && rows.every((r) => r.availability === 'none')) return 'No hours are offered that day.';
  return topReason === null ? 'Nothing is open that day.' : `Nothing is open that day. ${topReason}`;
}
