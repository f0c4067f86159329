import type { EnrolmentEvent, EnrolmentState } from '@dryrun/domain/cohorts/enrolment-state';
import type { Words } from './interview-mails.ts';

/** A step of a learner's place in a batch, as the learner reads about it. */
export interface PlaceFacts {
  event: EnrolmentEvent;
  before: EnrolmentState | null;
  state: EnrolmentState;
  batchName: string;
  /** The batch has not begun: the day on which it does, in words; null when it runs. */
  beginsOn: string | null;
  publicUrl: string;
}

interface Told {
  subject: string;
  sentence: string;
  small: string;
}

/** What is told of a step; null for what its reader did themselves, or has just seen on the screen. */
export function placeMail(facts: PlaceFacts): Words | null {
  const { batchName, beginsOn, publicUrl, state } = facts;
  const told = hasSeat(state) ? seat(facts) : state === 'waitlisted' ? line(facts) : ended(facts);
  if (!told) return null;
  const isIn = hasSeat(state);
  return {
    subject: told.subject,
    body: {
      preview: told.sentence,
      blocks: [
        { p: told.sentence },
        ...(isIn && beginsOn !== null ? [{ facts: [['Begins', beginsOn]] as [string, string][] }] : []),
        isIn
          ? { action: { label: 'Open your page', url: `${publicUrl}/today` } }
          : { action: { label: 'Open Dryrun', url: `${publicUrl}/` } },
        { small: told.small },
      ],
    },
    why: `Your place in ${batchName} changed.`,
  };
}

const hasSeat = (state: EnrolmentState) => state === 'enrolled' || state === 'active';

function seat({ event, batchName }: PlaceFacts): Told | null {
  const small = 'Sign in with this address whenever you come back; your page always shows what comes next.';
  switch (event) {
    case 'accept':
      return { subject: `Welcome to ${batchName}`, sentence: `You are in: ${batchName} has a seat for you.`, small };
    case 'approve':
      return {
        subject: `You are in: ${batchName}`,
        sentence: `Your application for ${batchName} was accepted.`,
        small,
      };
    case 'promote':
      return {
        subject: `A seat for you: ${batchName}`,
        sentence: `A seat in ${batchName} became free, and you were next in line. It is yours from now on.`,
        small: 'If you do not need it any more, give it up on your page, so that somebody else can have it.',
      };
    case 'reinstate':
      return {
        subject: `You are in again: ${batchName}`,
        sentence: `You have your place in ${batchName} again.`,
        small,
      };
    default:
      return null;
  }
}

function line({ event, batchName }: PlaceFacts): Told | null {
  if (event !== 'approve' && event !== 'accept' && event !== 'reinstate') return null;
  return {
    subject: `In line for a seat: ${batchName}`,
    sentence: `You are accepted for ${batchName}, but all its seats are taken. You stand in line for the next one.`,
    small: 'Seats go out in order, and you are told at once. You need not do anything.',
  };
}

function ended({ event, before, batchName }: PlaceFacts): Told | null {
  if (event !== 'decline' && event !== 'remove') return null;
  if (before === 'applied')
    return {
      subject: `Your application for ${batchName}`,
      sentence: `${batchName} cannot take you in this time. Whoever runs it has looked at your application and said no.`,
      small:
        'Dryrun does not know the reason; the people who run it may tell you. You can apply again, there or elsewhere.',
    };
  return {
    subject: `Your place in ${batchName} has ended`,
    sentence: `The people who run ${batchName} ended your place in it. Mocks that were booked do not take place.`,
    small: 'Your account stays, and you can take all your data with you: sign in and open “My data”.',
  };
}

/** To somebody who accepted to help run a batch or the academy. @param roles in words, e.g. `a mentor` */
export function staffWelcomeMail(roles: string, where: string, isMentor: boolean, publicUrl: string): Words {
  return {
    subject: `Welcome to ${where}`,
    body: {
      preview: `You are ${roles} there now.`,
      blocks: [
        { p: `You are ${roles} in ${where} now.` },
        isMentor
          ? { p: 'Learners can book you as soon as you have said when you have time. That takes a minute.' }
          : { p: 'Your page shows what waits for you.' },
        isMentor
          ? { action: { label: 'Say when you have time', url: `${publicUrl}/availability` } }
          : { action: { label: 'Open your page', url: `${publicUrl}/today` } },
        { small: 'Sign in with this address whenever you come back.' },
      ],
    },
    why: 'You accepted an invitation.',
  };
}

/** To those who run a batch: somebody wants to join. Sent once a day, however many ask. */
export function applicationsMail(batchName: string, url: string): Words {
  return {
    subject: `Somebody asks to join ${batchName}`,
    body: {
      preview: 'Say yes or no on the page of its people.',
      blocks: [
        { p: `There is a new application for ${batchName}. It waits for your yes or no.` },
        { action: { label: 'Look at the applications', url } },
        { small: 'You get this once a day at most, however many people ask.' },
      ],
    },
    why: 'Somebody applied to a batch that you run.',
  };
}
