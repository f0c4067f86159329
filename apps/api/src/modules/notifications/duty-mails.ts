import type { ClockStep } from '@dryrun/domain/feedback/feedback-clock';
import type { InterviewFacts, Words } from './interview-mails.ts';
import { mailTime } from './mail-times.ts';

/** About what somebody owes or has to look after. No rating and no word of feedback is ever in a message. */

/** To a mentor who owes a scorecard, while it can still come in time. */
export function feedbackDueMail(mock: InterviewFacts, step: ClockStep, dueAt: Date): Words {
  const { other, reader, url, formatTitle, startsAt } = mock;
  const due = mailTime(dueAt, reader.timeZone);
  const isFirst = step === 'first_reminder';
  return {
    subject: isFirst
      ? `Feedback for ${other.name}, while it is fresh`
      : `Feedback for ${other.name} is due soon: ${due}`,
    body: {
      preview: `Due ${due}`,
      blocks: [
        {
          p: `${other.name} waits for your feedback on ${formatTitle} (${mailTime(startsAt, reader.timeZone)}). It is due ${due}.`,
        },
        { action: { label: 'Write the scorecard', url: `${url}/scorecard` } },
        {
          small:
            'About ten minutes. If today does not work, say “until tomorrow” on its page: the learner sees the new time.',
        },
      ],
    },
    why: 'You owe feedback on a mock that you held.',
  };
}

/** Who is told of somebody else's overdue feedback, and what they can do about it. */
export interface OverseenMock {
  reader: { timeZone: string };
  mentorName: string;
  learnerName: string;
  formatTitle: string;
  startsAt: Date;
  batchName: string;
  url: string;
}

const mockOf = ({ formatTitle, startsAt, reader }: OverseenMock) =>
  `${formatTitle}, ${mailTime(startsAt, reader.timeZone)}`;

export function feedbackOverdueMail(mock: OverseenMock, dueAt: Date): Words {
  const { mentorName, learnerName, reader, batchName, url } = mock;
  return {
    subject: `Feedback overdue: ${mentorName} for ${learnerName}`,
    body: {
      preview: `Due since ${mailTime(dueAt, reader.timeZone)}`,
      blocks: [
        {
          p: `${mentorName} owes ${learnerName} the feedback on a mock in ${batchName} (${mockOf(mock)}). It was due ${mailTime(dueAt, reader.timeZone)}.`,
        },
        { p: 'A friendly word usually helps. The mentor was reminded twice.' },
        { action: { label: 'Open the mock', url } },
      ],
    },
    why: 'You look after feedback in this batch.',
  };
}

/** Two accounts of one mock. */
export function decideMail(mock: OverseenMock): Words {
  const { mentorName, learnerName, batchName, url } = mock;
  const sentence = `${learnerName} and ${mentorName} say different things about their mock in ${batchName} (${mockOf(mock)}).`;
  return {
    subject: `To decide: the mock of ${learnerName} and ${mentorName}`,
    body: {
      preview: sentence,
      blocks: [
        { p: sentence },
        { p: 'Its page shows both accounts. Both people read the reason that you give.' },
        { action: { label: 'Decide', url } },
      ],
    },
    why: 'You decide in this batch what becomes of disputed mocks.',
  };
}

/** Somebody missed mocks again; nothing is blocked by it. */
export function missedAgainMail(mock: OverseenMock, name: string, count: number): Words {
  const sentence = `${name} has now missed ${count} mocks in ${mock.batchName}, the last one ${mailTime(mock.startsAt, mock.reader.timeZone)}.`;
  return {
    subject: `${name} missed ${count} mocks`,
    body: {
      preview: sentence,
      blocks: [
        { p: sentence },
        {
          p: 'Nothing is blocked by it. A call often finds the reason: a shift, the network, or the interview date moved.',
        },
        { action: { label: 'Open the last one', url: mock.url } },
      ],
    },
    why: 'The rules of this batch tell you when somebody misses mocks again.',
  };
}
