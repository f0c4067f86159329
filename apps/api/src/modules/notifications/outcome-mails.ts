import type { ClaimAnswer, ClaimKind, Outcome } from '@dryrun/domain/interviews/outcome-claims';
import type { InterviewFacts, Words } from './interview-mails.ts';
import { mailTime } from './mail-times.ts';

/** About what became of a mock. Nobody's own words about it are in a message: its page has them. */

const mockOf = ({ formatTitle, startsAt, reader }: InterviewFacts) =>
  `${formatTitle}, ${mailTime(startsAt, reader.timeZone)}`;

/** To the other side of a claim, when it is made and once more a day later. */
export function claimedMail(mock: InterviewFacts, kind: ClaimKind, answerDueAt: Date, isAgain: boolean): Words {
  const { other, reader, url } = mock;
  const until = mailTime(answerDueAt, reader.timeZone);
  const says =
    kind === 'did_not_come'
      ? `${other.name} says that you did not join your mock (${mockOf(mock)}).`
      : `${other.name} says that your mock (${mockOf(mock)}) failed for technical reasons.`;
  return {
    subject: isAgain
      ? `Still open: what became of your mock with ${other.name}?`
      : `What became of your mock with ${other.name}?`,
    body: {
      preview: says,
      blocks: [
        { p: says },
        { p: `Please say how it was by ${until}. If you say nothing until then, it counts as they say.` },
        { action: { label: 'Say how it was', url } },
        { small: 'If you see it differently, the people who run your batch hear both and decide.' },
      ],
    },
    why: 'The other person in a mock of yours says that it did not take place.',
  };
}

/** To the one who claimed: the other side gives another account. */
export function disputedMail(mock: InterviewFacts, answer: ClaimAnswer): Words {
  const { other, url } = mock;
  const says =
    answer === 'technical_failure'
      ? `${other.name} says that it was power, network or the call.`
      : answer === 'did_not_come'
        ? `${other.name} says the same of you: that you did not join.`
        : `${other.name} says that they were there.`;
  return {
    subject: `${other.name} sees your mock differently`,
    body: {
      preview: says,
      blocks: [
        { p: `About your mock (${mockOf(mock)}): ${says}` },
        {
          p: 'You can agree, or take back what you said. Otherwise the people who run your batch decide; you need not do anything.',
        },
        { action: { label: 'Open the mock', url } },
      ],
    },
    why: 'You said that a mock of yours did not take place.',
  };
}

/** To the other side of a claim that was taken back. */
export function withdrawnMail(mock: InterviewFacts): Words {
  const { other, url } = mock;
  const sentence = `${other.name} took back what they said about your mock (${mockOf(mock)}). You need not answer any more.`;
  return {
    subject: `Taken back: your mock with ${other.name}`,
    body: { preview: sentence, blocks: [{ p: sentence }, { action: { label: 'Open the mock', url } }] },
    why: 'What was said about a mock of yours was taken back.',
  };
}

/** To both people, once it is settled. */
export function settledMail(mock: InterviewFacts, outcome: Outcome, decided: 'agreement' | 'silence' | 'staff'): Words {
  const { other, reader, url } = mock;
  const isYours = outcome === (reader.role === 'learner' ? 'missed_by_learner' : 'missed_by_mentor');
  const what: Record<Outcome, string> = {
    met: 'you met',
    technical_failure: 'it failed for technical reasons, through nobody’s fault',
    missed_by_learner: isYours ? 'you did not join' : `${other.name} did not join`,
    missed_by_mentor: isYours ? 'you did not join' : `${other.name} did not join`,
  };
  const how = {
    agreement: 'You both said so.',
    silence: 'Nobody said otherwise in 48 hours.',
    staff: 'The people who run your batch decided it; the page has their reason.',
  }[decided];
  return {
    subject: `Settled: your mock with ${other.name}`,
    body: {
      preview: `It counts as: ${what[outcome]}.`,
      blocks: [
        { p: `Your mock (${mockOf(mock)}) counts as: ${what[outcome]}. ${how}` },
        ...consequence(mock, outcome),
        { action: { label: 'Open the mock', url } },
      ],
    },
    why: 'It is settled what became of a mock of yours.',
  };
}

function consequence({ reader }: InterviewFacts, outcome: Outcome): { p: string }[] {
  const isLearner = reader.role === 'learner';
  if (outcome === 'met')
    return [{ p: isLearner ? 'Your feedback is on its way.' : 'Its scorecard is due from now on.' }];
  if (outcome === 'missed_by_learner')
    return isLearner ? [{ p: 'The mock stays counted for its week. You can book the next one as usual.' }] : [];
  return isLearner ? [{ p: 'You have an extra mock for any week.' }] : [];
}

/** To the other side: by how much somebody will be late. */
export function lateMail(mock: InterviewFacts, minutes: number, expectedAt: Date): Words {
  const { other, reader, url } = mock;
  const when = mailTime(expectedAt, reader.timeZone);
  return {
    subject: `${other.name} is ${minutes} minutes late`,
    body: {
      preview: `Expect them at ${when}.`,
      blocks: [
        { p: `${other.name} runs ${minutes} minutes late for your mock. Expect them at ${when}.` },
        { action: { label: 'Open the mock', url } },
      ],
    },
    why: 'Somebody runs late for a mock of yours.',
  };
}

/** To the learner of a mock that somebody wrote down afterwards. */
export function loggedMail(mock: InterviewFacts): Words {
  const { other, url } = mock;
  const sentence = `A mock that you had with ${other.name} (${mockOf(mock)}) was written down. Its feedback comes to you like that of any other.`;
  return {
    subject: `Written down: your mock with ${other.name}`,
    body: {
      preview: sentence,
      blocks: [
        { p: sentence },
        { action: { label: 'Open the mock', url } },
        { small: 'If you never had this mock, tell your cohort admin.' },
      ],
    },
    why: 'A mock of yours that was held elsewhere was written down.',
  };
}
