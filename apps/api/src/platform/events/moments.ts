import { channel } from 'node:diagnostics_channel';

/**
 * Moments at which a process may die and nothing that was acknowledged may be lost, each between two writes that do not commit
 * together. Nobody listens in production; the delivery proof does, and ends the process there (docs/decisions/0036).
 */
export type Moment =
  /** News are in the outbox of a business transaction that has not committed. */
  | 'events.announced'
  /** Listeners wrote what they had to; neither that nor "handled" has committed. */
  | 'events.listened'
  /** Both have. */
  | 'events.handled'
  /** A message is marked as being sent; the mail server does not know of it. */
  | 'mail.claimed'
  /** The mail server answered; nobody wrote that down. */
  | 'mail.answered'
  /** Written down in a transaction that has not committed. */
  | 'mail.settling'
  /** It has; the job that asked for it is not done yet. */
  | 'mail.settled';

const moments = channel('dryrun.moment');

/** Says that a moment has come. Costs one comparison when nobody listens. @param about the type of the news, the kind of the message */
export function reached(moment: Moment, about: string): void {
  if (moments.hasSubscribers) moments.publish({ moment, about });
}
