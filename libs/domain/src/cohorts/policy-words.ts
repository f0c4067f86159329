import type { BatchPolicy } from './batch-policy.ts';

/** `12 hours`, `90 minutes`, `1 hour`, `2 days`. */
export function durationWords(minutes: number): string {
  if (minutes > 24 * 60 && minutes % (24 * 60) === 0) return count(minutes / (24 * 60), 'day');
  return minutes % 60 === 0 && minutes > 0 ? count(minutes / 60, 'hour') : count(minutes, 'minute');
}

/** `one mock`, `2 mocks`. */
export function mocksWords(n: number): string {
  return n === 1 ? 'one mock' : `${n} mocks`;
}

function count(n: number, unit: string): string {
  return `${n} ${unit}${n === 1 ? '' : 's'}`;
}

const hour = (h: number) => `${String(h).padStart(2, '0')}:00`;

const ARRANGED = {
  learners: 'Learners book their mocks themselves.',
  round: 'Mocks are arranged in a weekly round; nobody books by themselves.',
  round_then_open: 'Mocks are arranged in a weekly round; hours that are left over are then open for booking.',
} as const;

export interface PolicySentence {
  topic: 'booking' | 'changes' | 'outcome' | 'mentors' | 'feedback' | 'messages';
  text: string;
}

/** The rules of a batch as people say them, for the admin who sets them and for everybody who is bound by them. */
export function policySentences(p: BatchPolicy): PolicySentence[] {
  const say = (topic: PolicySentence['topic'], text: string): PolicySentence => ({ topic, text });
  return [
    say('booking', ARRANGED[p.arrangedBy]),
    say('booking', `A learner has ${mocksWords(p.mocksPerWeek)} a week, counted by the week in which it takes place.`),
    say('booking', bookAhead(p)),
    say('booking', `A time that was picked is kept for ${durationWords(p.holdMinutes)} while the learner decides.`),
    ...(p.hasWaitlist
      ? [
          say(
            'booking',
            `When a time is freed it is offered to the next learner who waits, for ${durationWords(p.waitlistOfferMinutes)} each.`,
          ),
        ]
      : []),
    say('changes', freeChange(p)),
    say('changes', lateChange(p)),
    say('changes', trouble(p)),
    say(
      'outcome',
      `Somebody who is not there ${durationWords(p.didNotComeMinutes)} after the start can be said not to have come.`,
    ),
    say(
      'outcome',
      `After ${count(p.noShowsTellAdmin, 'missed mock')} the cohort admin is told. Nobody is blocked by it.`,
    ),
    say('mentors', `A mentor has at most ${mocksWords(p.mentorMaxPerDay)} a day and ${p.mentorMaxPerWeek} a week.`),
    say('mentors', buffer(p)),
    say('mentors', overdue(p)),
    say('feedback', `Feedback is due ${durationWords(p.feedbackDueHours * 60)} after the mock${extensions(p)}.`),
    say('feedback', prediction(p)),
    say('messages', quiet(p)),
  ];
}

function bookAhead(p: BatchPolicy): string {
  const until = `and up to ${count(p.horizonDays, 'day')} ahead`;
  return p.noticeMinutes === 0
    ? `A time can be booked until it starts, ${until}.`
    : `A time can be booked until ${durationWords(p.noticeMinutes)} before it starts, ${until}.`;
}

function freeChange(p: BatchPolicy): string {
  return p.freeChangeMinutes === 0
    ? 'A mock can be moved or cancelled freely until it starts.'
    : `A mock can be moved or cancelled freely until ${durationWords(p.freeChangeMinutes)} before it starts.`;
}

function lateChange(p: BatchPolicy): string {
  const window = count(p.changeWindowDays, 'day');
  const beyond = 'it can only be cancelled, and it counts as the mock of that week';
  return p.lateChanges === 0
    ? `Later than that ${beyond}.`
    : `Later than that counts as a late change. ${p.lateChanges === 1 ? 'One' : p.lateChanges} in ${window} ${p.lateChanges === 1 ? 'is' : 'are'} fine; after that ${beyond}.`;
}

function trouble(p: BatchPolicy): string {
  if (p.troubleMoves === 0) return 'A late move because of power or network trouble counts like any other.';
  const window = count(p.changeWindowDays, 'day');
  return p.troubleMoves === 1
    ? `One late move in ${window} because of power or network trouble never counts.`
    : `${p.troubleMoves} late moves in ${window} because of power or network trouble never count.`;
}

function buffer(p: BatchPolicy): string {
  const starts = `Times are offered every ${durationWords(p.slotStepMinutes)}`;
  return p.bufferMinutes === 0
    ? `${starts}.`
    : `${starts}, and ${durationWords(p.bufferMinutes)} around a mentor's mock stay free.`;
}

function overdue(p: BatchPolicy): string {
  return p.overdueFeedbackPauseHours === null
    ? 'Overdue feedback does not close a mentor’s calendar.'
    : `A mentor whose feedback is overdue by more than ${durationWords(p.overdueFeedbackPauseHours * 60)} is not offered until it is given.`;
}

function extensions(p: BatchPolicy): string {
  if (p.feedbackExtensions === 0) return '';
  return p.feedbackExtensions === 1
    ? '; the mentor may say “until tomorrow” once'
    : `; the mentor may say “until tomorrow” ${p.feedbackExtensions} times`;
}

function prediction(p: BatchPolicy): string {
  return p.predictionWindowHours === 0
    ? 'Feedback opens as soon as it is given.'
    : `The learner may predict it first; after ${durationWords(p.predictionWindowHours * 60)} it opens by itself.`;
}

function quiet(p: BatchPolicy): string {
  return p.quietFromHour === p.quietUntilHour
    ? 'Messages are sent at any hour.'
    : `Messages that can wait are not sent between ${hour(p.quietFromHour)} and ${hour(p.quietUntilHour)} by the recipient's clock.`;
}
