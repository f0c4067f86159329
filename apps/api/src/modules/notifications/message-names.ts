/** The kind of reminders in the outbox. */
export const REMINDER = 'interview.reminder';

/** Of a question about a mock, and of the answer no. */
export const REQUEST_ASKED = 'interview.request_asked';
export const REQUEST_DECLINED = 'interview.request_declined';

/** All messages about a mock to one person leave in order, so that a cancellation never overtakes the invitation it cancels. */
export function orderKeyOf(interviewId: string, personId: string): string {
  return `interview:${interviewId}:${personId}`;
}

/** All messages about a mock to one person are one conversation in their inbox. */
export function threadOf(interviewId: string, personId: string): string {
  return `mock-${interviewId}-${personId}`;
}
