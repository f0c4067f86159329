import type { Words } from './interview-mails.ts';
import { mailTime, otherTime } from './mail-times.ts';

interface Named {
  name: string;
  timeZone: string;
}

/** A mock about which somebody asks something, as one person reads about it. */
export interface AskedMock {
  reader: { timeZone: string };
  learner: Named;
  mentor: Named;
  formatTitle: string;
  minutes: number;
  startsAt: Date;
  /** Where it is answered, or seen. */
  url: string;
}

const what = ({ formatTitle, minutes }: AskedMock): [string, string] => ['What', `${formatTitle}, ${minutes} minutes`];

function whenWith(mock: AskedMock, other: Named): string {
  const theirs = otherTime(mock.startsAt, mock.reader.timeZone, other);
  return mailTime(mock.startsAt, mock.reader.timeZone) + (theirs === null ? '' : ` (${theirs})`);
}

/** To the learner: their mentor asks for another time. @param times to choose from, soonest first */
export function timesOfferedMail(mock: AskedMock, times: readonly Date[]): Words {
  const { mentor, reader, startsAt, url } = mock;
  return {
    subject: `${mentor.name} asks for another time: mock of ${mailTime(startsAt, reader.timeZone)}`,
    body: {
      preview: `Choose one of ${times.length === 1 ? 'the offered time' : `${times.length} times`}, or say no.`,
      blocks: [
        { p: `${mentor.name} would like to hold your mock at another time. Until you choose one, it stays as it is.` },
        {
          facts: [
            ['Now', whenWith(mock, mentor)],
            what(mock),
            ...times.map((time, i): [string, string] => [i === 0 ? 'Offered' : 'Or', mailTime(time, reader.timeZone)]),
          ],
        },
        { action: { label: 'Choose or say no', url } },
        { small: 'A move that your mentor asks for costs you none of your free changes.' },
      ],
    },
    why: 'Your mentor asked you for another time.',
  };
}

/** To a colleague: whether they take a mock over. @param askedBy who asks */
export function swapAskedMail(mock: AskedMock, askedBy: { name: string; isMentor: boolean }): Words {
  const { learner, mentor, reader, startsAt, url } = mock;
  const sentence = askedBy.isMentor
    ? `${mentor.name} asks whether you can take over their mock with ${learner.name}.`
    : `${askedBy.name} asks whether you can take over a mock with ${learner.name}, which is with ${mentor.name} now.`;
  return {
    subject: `Can you take over a mock? ${mailTime(startsAt, reader.timeZone)}`,
    body: {
      preview: sentence,
      blocks: [
        { p: sentence },
        { facts: [['When', whenWith(mock, learner)], what(mock), ['Learner', learner.name]] },
        { action: { label: 'Say yes or no', url } },
        { small: `Until you say yes it stays with ${mentor.name}. A no needs no reason.` },
      ],
    },
    why: 'Somebody asked you to take over a mock.',
  };
}

/** To whoever asked: the answer is no. */
export function requestDeclinedMail(mock: AskedMock, kind: 'move' | 'swap', answeredBy: string): Words {
  const { learner, reader, startsAt, url } = mock;
  const when = mailTime(startsAt, reader.timeZone);
  const sentence =
    kind === 'move'
      ? `${learner.name} would rather keep the time: none of the times you offered suits them.`
      : `${answeredBy} cannot take over the mock with ${learner.name}.`;
  return {
    subject: `Not this time: mock with ${learner.name}, ${when}`,
    body: {
      preview: sentence,
      blocks: [
        { p: `${sentence} The mock stays as it is: ${when}.` },
        { action: { label: kind === 'move' ? 'Open the mock' : 'Ask somebody else', url } },
        { small: 'If it cannot take place, change or cancel it there, the earlier the better.' },
      ],
    },
    why: 'Your question about a mock was answered.',
  };
}
