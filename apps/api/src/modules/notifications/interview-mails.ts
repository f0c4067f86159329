import type { MailBody } from '../../platform/mail/mail.ts';
import { mailTime, otherTime } from './mail-times.ts';

/** A mock as one of its two people reads about it. */
export interface InterviewFacts {
  /** The reader. */
  reader: { timeZone: string; role: 'learner' | 'mentor' };
  other: { name: string; timeZone: string };
  formatTitle: string;
  minutes: number;
  startsAt: Date;
  /** The page of the mock. */
  url: string;
}

export interface Words {
  subject: string;
  body: MailBody;
  /** For the outbox. */
  why: string;
}

const facts = ({ reader, other, formatTitle, minutes, startsAt }: InterviewFacts): [string, string][] => {
  const theirs = otherTime(startsAt, reader.timeZone, other);
  return [
    ['When', mailTime(startsAt, reader.timeZone) + (theirs === null ? '' : ` (${theirs})`)],
    ['What', `${formatTitle}, ${minutes} minutes`],
    [reader.role === 'learner' ? 'Mentor' : 'Learner', other.name],
  ];
};

export function bookedMail(mock: InterviewFacts): Words {
  const { reader, other, startsAt, url } = mock;
  const when = mailTime(startsAt, reader.timeZone);
  const isLearner = reader.role === 'learner';
  return {
    subject: `Mock with ${other.name}: ${when}`,
    body: {
      preview: `${mock.formatTitle}, ${when}`,
      blocks: [
        { p: isLearner ? `Your mock with ${other.name} is booked.` : `${other.name} booked a mock with you.` },
        { facts: facts(mock) },
        { action: { label: 'Open the mock', url } },
        {
          small: isLearner
            ? 'On its page you find where it happens, and until when you can change it freely.'
            : 'Its page leads to the kit: questions chosen for this learner, each with its pushbacks.',
        },
      ],
    },
    why: isLearner ? 'You booked this mock.' : 'A learner booked a mock with you.',
  };
}

/** @param by who cancelled; `you` are the reader */
export function cancelledMail(mock: InterviewFacts, by: 'you' | 'other' | 'staff'): Words {
  const { reader, other, startsAt, url } = mock;
  const when = mailTime(startsAt, reader.timeZone);
  const sentence = {
    you: `You cancelled your mock with ${other.name}. Nobody expects you at that time.`,
    other: `${other.name} cancelled your mock. The time is free again.`,
    staff: `Your mock with ${other.name} was cancelled by the people who run your batch. The time is free again.`,
  }[by];
  return {
    subject: `Cancelled: mock with ${other.name}, ${when}`,
    body: {
      preview: sentence,
      blocks: [
        { p: sentence },
        { facts: facts(mock) },
        { action: { label: by === 'you' ? 'Open the mock' : 'See the reason', url } },
        ...(reader.role === 'learner' ? [{ small: 'You can book another time whenever you like.' }] : []),
      ],
    },
    why: by === 'you' ? 'You cancelled this mock.' : 'A mock of yours was cancelled.',
  };
}

/** Says that there is something to read, never what: feedback text does not enter a message. */
export function feedbackReadyMail({ other, formatTitle, startsAt, reader, url }: InterviewFacts): Words {
  return {
    subject: `Your feedback from ${other.name} is ready`,
    body: {
      preview: `On your mock of ${mailTime(startsAt, reader.timeZone)}`,
      blocks: [
        {
          p: `${other.name} has written the feedback on your mock (${formatTitle}, ${mailTime(startsAt, reader.timeZone)}).`,
        },
        { action: { label: 'Read your feedback', url } },
        { small: 'It is on the page only, never in a mail. The page shows who else can see it.' },
      ],
    },
    why: 'Feedback on your mock was released.',
  };
}
