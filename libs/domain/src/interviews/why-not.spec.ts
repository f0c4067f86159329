import fc from 'fast-check';
import { DEFAULT_POLICY } from '../cohorts/batch-policy.ts';
import {
  CLOSED_REASONS,
  daySentence,
  mentorDaySentence,
  NO_CANDIDATE_REASONS,
  toldFirst,
  whyNotSentence,
  type WhyAudience,
  type WhyFacts,
} from './why-not.ts';

const facts: WhyFacts = {
  audience: 'learner',
  policy: DEFAULT_POLICY,
  trackTitle: 'Kubernetes',
  level: 'senior',
  minutes: 45,
  mentorCount: 3,
};
const AUDIENCES: readonly WhyAudience[] = ['learner', 'mentor', 'admin'];
const ALL = [...CLOSED_REASONS, ...NO_CANDIDATE_REASONS];

describe('a reason in words', () => {
  it('exists for every code and every reader, as a whole sentence', () => {
    for (const audience of AUDIENCES)
      for (const code of ALL)
        for (const count of [1, 4])
          expect(whyNotSentence(code, count, { ...facts, audience })).toMatch(/^[A-Z0-9].*\.$/);
  });

  it('speaks to the reader and not about them', () => {
    expect(whyNotSentence('quota', 4, facts)).toBe('4 times are in a week in which you have used your one mock.');
    expect(whyNotSentence('quota', 1, { ...facts, audience: 'admin' })).toBe(
      'One time is in a week in which the learner has used the one mock.',
    );
    expect(whyNotSentence('busy', 2, { ...facts, audience: 'mentor' })).toBe(
      '2 times are in hours when you are busy elsewhere.',
    );
  });

  it('counts a horizon of one day as one', () => {
    const oneDay = { ...facts, policy: { ...facts.policy, horizonDays: 1 } };
    expect(whyNotSentence('horizon', 2, oneDay)).toBe(
      '2 times are too far ahead: you can book up to one day from now.',
    );
    expect(whyNotSentence('no_availability', 1, oneDay)).toContain('in the next day.');
  });

  it('tells a learner what to do when nobody fits, and an admin who can change it', () => {
    expect(whyNotSentence('not_qualified', 3, facts)).toContain(
      'No mentor of your batch interviews Kubernetes at senior level',
    );
    expect(whyNotSentence('not_qualified', 3, { ...facts, audience: 'admin' })).toContain('People page');
  });

  it('counts mentors without hours against those who fit', () => {
    expect(whyNotSentence('no_availability', 1, facts)).toBe(
      '1 of the 3 mentors who fit has offered no hours in the next 14 days.',
    );
    expect(whyNotSentence('no_availability', 3, facts)).toContain('No mentor who fits has offered hours');
  });
});

describe('the reason that is told first', () => {
  it('is what the person can change, and null for an open time', () => {
    expect(toldFirst(['weekly_limit', 'quota'])).toBe('quota');
    expect(toldFirst(['buffer', 'booked'])).toBe('booked');
    expect(toldFirst([])).toBeNull();
  });
});

describe('a mentor’s day', () => {
  const day = (...candidates: (typeof CLOSED_REASONS)[number][][]) => ({
    name: 'Dev',
    availability: 'offered' as const,
    candidates: candidates.map((reasons) => ({ reasons })),
  });

  it('says how the times split, each counted once', () => {
    expect(mentorDaySentence(day(['booked', 'daily_limit'], ['notice'], [], ['booked']), 45, 'learner')).toBe(
      'Dev has 4 times that day: 1 open, 2 taken, 1 too soon.',
    );
    expect(mentorDaySentence(day(['notice'], ['notice']), 45, 'mentor')).toBe(
      'You have 2 times that day: all too soon.',
    );
    expect(mentorDaySentence(day([]), 45, 'learner')).toBe('Dev has one time that day, and it is open.');
  });

  it('says when there are no hours, or none long enough', () => {
    expect(mentorDaySentence({ ...day(), availability: 'none' }, 45, 'learner')).toBe('Dev offers no hours that day.');
    expect(mentorDaySentence({ ...day(), availability: 'no_room' }, 60, 'mentor')).toBe(
      'You have hours that day, but never 60 minutes in a row.',
    );
  });

  it('law: the numbers of the sentence add up to the number of times', () => {
    const reasons = fc.uniqueArray(fc.constantFrom(...CLOSED_REASONS), { maxLength: 4 });
    fc.assert(
      fc.property(fc.array(reasons, { minLength: 2, maxLength: 12 }), (candidates) => {
        const sentence = mentorDaySentence(day(...candidates), 45, 'admin');
        const [, total, parts] = /has (\d+) times that day(?:: |, )(.*)\.$/.exec(sentence) ?? [];
        expect(Number(total)).toBe(candidates.length);
        if (/\ball\b/.test(parts ?? '')) return;
        const sum = [...(parts ?? '').matchAll(/(?:^|, )(\d+) /g)].reduce((s, [, n]) => s + Number(n), 0);
        expect(sum).toBe(candidates.length);
      }),
    );
  });
});

describe('a day over all mentors', () => {
  const row = (availability: string, ...times: (typeof CLOSED_REASONS)[number][][]) => ({
    availability,
    times: times.map((reasons) => ({ reasons })),
  });

  it('counts what is open', () => {
    expect(daySentence([row('offered', [], ['notice']), row('offered', [])], 'x')).toBe('2 times are open that day.');
    expect(daySentence([row('offered', [])], null)).toBe('One time is open that day.');
  });

  it('says what is missing when nothing is', () => {
    expect(daySentence([row('none'), row('none')], 'x')).toBe('No hours are offered that day.');
    expect(daySentence([row('offered', ['quota'])], 'You have used your mock.')).toBe(
      'Nothing is open that day. You have used your mock.',
    );
    expect(daySentence([], 'Nobody fits.')).toBe('Nothing is open that day. Nobody fits.');
  });
});
