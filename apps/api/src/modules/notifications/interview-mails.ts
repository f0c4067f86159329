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

/** Who did something to a mock, for its reader: `staff` are the people who run the batch. */
export type By = 'you' | 'other' | 'staff';

export function bookedMail(mock: InterviewFacts, by: By): Words {
  const { reader, other, startsAt, url } = mock;
  const when = mailTime(startsAt, reader.timeZone);
  const isLearner = reader.role === 'learner';
  const sentence = {
    you: `Your mock with ${other.name} is booked.`,
    other: `${other.name} booked a mock with you.`,
    staff: `A mock with ${other.name} was booked for you by the people who run your batch.`,
  }[by];
  return {
    subject: `Mock with ${other.name}: ${when}`,
    body: {
      preview: `${mock.formatTitle}, ${when}`,
      blocks: [
        { p: sentence },
        { facts: facts(mock) },
        { action: { label: 'Open the mock', url } },
        { small: isLearner ? LEARNER_PAGE : MENTOR_PAGE },
      ],
    },
    why: by === 'you' ? 'You booked this mock.' : 'A mock with you was booked.',
  };
}

const LEARNER_PAGE = 'On its page you find where it happens, and until when you can change it freely.';
const MENTOR_PAGE = 'Its page leads to the kit: questions chosen for this learner, each with its pushbacks.';

/** Another time, with the same two people. @param before when it was to start until now */
export function movedMail(mock: InterviewFacts, by: By, before: Date): Words {
  const { reader, other, startsAt, url } = mock;
  const when = mailTime(startsAt, reader.timeZone);
  const sentence = {
    you: `You moved your mock with ${other.name}.`,
    other: `${other.name} moved your mock.`,
    staff: `The people who run your batch moved your mock with ${other.name}.`,
  }[by];
  return {
    subject: `Moved: mock with ${other.name}, now ${when}`,
    body: {
      preview: `Now ${when}`,
      blocks: [
        { p: `${sentence} It is at another time now; the old one is free.` },
        { facts: [...facts(mock), ['Until now', mailTime(before, reader.timeZone)]] },
        { action: { label: 'Open the mock', url } },
      ],
    },
    why: by === 'you' ? 'You moved this mock.' : 'A mock of yours was moved.',
  };
}

/** To the learner, whose mock has another mentor, and perhaps another time. @param before null when the time stays */
export function newMentorMail(mock: InterviewFacts, before: Date | null): Words {
  const { reader, other, startsAt, url } = mock;
  const when = mailTime(startsAt, reader.timeZone);
  const change: [string, string][] = before === null ? [] : [['Until now', mailTime(before, reader.timeZone)]];
  return {
    subject: `Your mock is with ${other.name} now: ${when}`,
    body: {
      preview: `${other.name} takes it over`,
      blocks: [
        {
          p: `${other.name} takes your mock over. ${before === null ? 'The time stays.' : 'The time changes too.'} Your goal and your plan go with it.`,
        },
        { facts: [...facts(mock), ...change] },
        { action: { label: 'Open the mock', url } },
        { small: 'Where it happens may have changed: the link on its page is the right one.' },
      ],
    },
    why: 'Your mock has another mentor.',
  };
}

/** To the mentor who has a mock from now on. */
export function takenOverMail(mock: InterviewFacts): Words {
  const { reader, other, startsAt, url } = mock;
  const when = mailTime(startsAt, reader.timeZone);
  return {
    subject: `Mock with ${other.name}: ${when}`,
    body: {
      preview: `You take it over: ${when}`,
      blocks: [
        { p: `You take over a mock with ${other.name}.` },
        { facts: facts(mock) },
        { action: { label: 'Open the mock', url } },
        { small: MENTOR_PAGE },
      ],
    },
    why: 'You took this mock over.',
  };
}

/** To the mentor who does not have a mock any more. */
export function handedOverMail(mock: InterviewFacts): Words {
  const { reader, other, startsAt } = mock;
  const when = mailTime(startsAt, reader.timeZone);
  return {
    subject: `No longer yours: mock with ${other.name}, ${when}`,
    body: {
      preview: 'Another mentor has it now.',
      blocks: [
        { p: `Another mentor has the mock with ${other.name} now. Nobody expects you at that time.` },
        { facts: facts(mock) },
      ],
    },
    why: 'A mock of yours went to another mentor.',
  };
}

/** They meet at another address than the invitation says. @param place null: it has no link any more */
export function newPlaceMail(mock: InterviewFacts, by: By, place: string | null): Words {
  const { reader, other, startsAt, url } = mock;
  const when = mailTime(startsAt, reader.timeZone);
  const who = by === 'you' ? 'You' : other.name;
  const sentence =
    place === null
      ? `${who} took the link of this mock away. There is no meeting link for it at the moment; its page will show the next one.`
      : `${who} changed where you meet. From now on it is this link, also in your calendar; the time stays.`;
  return {
    subject: `Where you meet: mock with ${other.name}, ${when}`,
    body: {
      preview: place === null ? 'There is no meeting link at the moment.' : 'There is another meeting link now.',
      blocks: [
        { p: sentence },
        { facts: [...facts(mock), ...meetAt(place)] },
        { action: { label: 'Open the mock', url } },
      ],
    },
    why: by === 'you' ? 'You changed where this mock happens.' : 'A mock of yours has another meeting link.',
  };
}

const meetAt = (place: string | null): [string, string][] => (place === null ? [] : [['Meet at', place]]);

export function cancelledMail(mock: InterviewFacts, by: By): Words {
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

/** A booked mock is near. */
export function reminderMail(mock: InterviewFacts, meetingUrl: string | null): Words {
  const { reader, other, startsAt, url, formatTitle } = mock;
  const when = mailTime(startsAt, reader.timeZone);
  return {
    subject: `Reminder: mock with ${other.name}, ${when}`,
    body: {
      preview: `${formatTitle}, ${when}`,
      blocks: [
        { p: `Your mock with ${other.name} comes up.` },
        { facts: [...facts(mock), ...meetAt(meetingUrl)] },
        { action: { label: 'Open the mock', url } },
        { small: 'If you cannot come, say so on its page now: the time may still help somebody else.' },
      ],
    },
    why: 'You asked to be reminded of your mocks.',
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
