import type { CalendarEntry } from '../calendar/calendar-text.ts';

/** The purpose under which secret messages are sealed. */
export const MAIL_SEAL = 'mail_message.content';

/** The queue whose jobs wake a message up. */
export const DELIVER_QUEUE = 'mail.deliver';

/** The timer that finds what no job wakes: messages that waited for a mail server, and those of a worker that died. */
export const SWEEP_TIMER = 'mail.sweep';

/** One piece of a mail's body, in the order in which it is read. */
export type MailBlock =
  | { p: string }
  | { code: string }
  | { action: { label: string; url: string } }
  | { facts: [string, string][] }
  | { small: string };

/** What a mail says. Plain words only: the template decides how they look, as text and as HTML. */
export interface MailBody {
  /** The line that inboxes show beside the subject. */
  preview: string;
  blocks: MailBlock[];
}

/** What is kept of a message until it is sent: readable in `content`, or as JSON inside `sealed`. */
export interface MailContent {
  subject: string;
  body: MailBody;
  /** What its reader's calendar should keep, or take out. Written out when the letter leaves: only then the organizer's address is known. */
  calendar: CalendarEntry | null;
}

/** Only web links become links. @throws on any other, which is a fault of the use-case that wrote the mail */
export function webAddress(url: string): string {
  const { protocol, href } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') throw new Error(`a mail may not link to ${protocol}`);
  return href;
}
