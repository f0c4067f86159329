import type { Words } from './interview-mails.ts';
import { mailTime, otherTime } from './mail-times.ts';

/** A time that is or was kept for somebody who waits. */
export interface OfferFacts {
  timeZone: string;
  mentor: { name: string; timeZone: string };
  formatTitle: string;
  minutes: number;
  startsAt: Date;
  expiresAt: Date;
  /** The page of the offer. */
  url: string;
}

export function offeredMail(offer: OfferFacts): Words {
  const { timeZone, mentor, startsAt, expiresAt, url } = offer;
  const when = mailTime(startsAt, timeZone);
  const theirs = otherTime(startsAt, timeZone, mentor);
  const until = mailTime(expiresAt, timeZone);
  return {
    subject: `A time for your mock: ${when}`,
    body: {
      preview: `Kept for you until ${until}`,
      blocks: [
        { p: 'You wait for a time, and one is free now. It is kept for you and nobody else sees it.' },
        {
          facts: [
            ['When', when + (theirs === null ? '' : ` (${theirs})`)],
            ['What', `${offer.formatTitle}, ${offer.minutes} minutes`],
            ['Mentor', mentor.name],
            ['Kept until', until],
          ],
        },
        { action: { label: 'Take it, or leave it to the next', url } },
        { small: 'If it does not suit you, say so: the next one who waits is asked at once, and you keep your place.' },
      ],
    },
    why: 'You wait for a time for a mock.',
  };
}

export function offerRanOutMail({ timeZone, startsAt, mentor }: OfferFacts, bookUrl: string): Words {
  const when = mailTime(startsAt, timeZone);
  return {
    subject: `No longer kept for you: ${when}`,
    body: {
      preview: 'The time went on to the next.',
      blocks: [
        {
          p: `The time with ${mentor.name} (${when}) was kept for you, and it is over: it goes to the next one who waits. Nothing was booked.`,
        },
        { p: 'You still wait, and are asked again when another time fits.' },
        { action: { label: 'See open times', url: bookUrl } },
      ],
    },
    why: 'A time that was kept for you went to the next.',
  };
}

/** Why somebody does not wait any more, when it was not their own doing. */
export type EndedForThem = 'passed' | 'unanswered' | 'closed';

const ENDED: Record<EndedForThem, string> = {
  passed: 'The last day on which you could have come has passed, and no time became free for you.',
  unanswered:
    'Three times were kept for you one after the other, and none of them was answered, so they went to others.',
  closed: 'Your batch has no waitlist any more.',
};

export function waitingEndedMail(endedAs: EndedForThem, batchName: string, bookUrl: string): Words {
  const again = endedAs === 'closed' ? '' : ' You can wait again whenever you like.';
  return {
    subject: `You no longer wait for a time in ${batchName}`,
    body: {
      preview: ENDED[endedAs],
      blocks: [{ p: `${ENDED[endedAs]}${again}` }, { action: { label: 'See open times', url: bookUrl } }],
    },
    why: 'You waited for a time for a mock.',
  };
}
