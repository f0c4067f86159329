import type { AuditEntryView } from '@dryrun/contracts/privacy.contract';

/** What was done, as one reads it after a name. An action that nobody put into words yet is shown as it is called. */
const DONE: Readonly<Record<string, string>> = {
  'interview.hold': 'kept a time',
  'interview.release_hold': 'gave a kept time back',
  'interview.confirm': 'booked a mock',
  'interview.book_on_behalf': 'booked a mock for a learner',
  'interview.cancel': 'cancelled a mock',
  'interview.move': 'moved a mock',
  'interview.offer_times': 'offered other times',
  'interview.ask_colleague': 'asked a colleague to take a mock over',
  'interview.decline_request': 'declined a request',
  'interview.withdraw_request': 'withdrew a request',
  'interview.set_meeting_link': 'set the link of a mock',
  'interview.start': 'started a mock',
  'interview.mark': 'noted a mark',
  'interview.unmark': 'took a mark back',
  'interview.use_pushback': 'noted a pushback',
  'interview.we_met': 'said that the mock took place',
  'interview.say_late': 'said that they run late',
  'interview.claim': 'said that a mock did not take place',
  'interview.dispute_claim': 'gave another account of a mock',
  'interview.withdraw_claim': 'took back what they said about a mock',
  'interview.ask_about_claim': 'asked again what became of a mock',
  'interview.outcome': 'settled what became of a mock',
  'interview.missed_repeatedly': 'noted that somebody missed mocks again',
  'interview.log': 'wrote down a mock held elsewhere',
  'waitlist.join': 'put a learner on the waitlist',
  'waitlist.change': 'changed what they wait for',
  'waitlist.leave': 'ended the waiting for a time',
  'waitlist.offer': 'kept a free time for somebody who waits',
  'waitlist.offer_accepted': 'took an offered time',
  'waitlist.offer_declined': 'left an offered time to the next',
  'waitlist.offer_expired': 'passed an unanswered time on',
  'waitlist.offer_withdrawn': 'withdrew an offered time',
  'plan.save': 'chose questions for a mock',
  'plan.refresh': 'renewed the questions of a mock',
  'scorecard.begin': 'began a scorecard',
  'scorecard.until_tomorrow': 'took one more day for feedback',
  'feedback.read': 'read feedback',
  'progress.read': 'looked at progress',
  'availability.save_on_behalf': 'changed the hours of a mentor',
  'mentor.qualify': 'changed what a mentor interviews',
  'busy_calendar.connect': 'connected another calendar',
  'busy_calendar.disconnect': 'disconnected another calendar',
  'calendar_feed.renew': 'renewed a calendar address',
  'calendar_feed.revoke': 'withdrew a calendar address',
  'quota.grant': 'granted extra mocks',
  'batch.create': 'created a batch',
  'batch.update': 'changed a batch',
  'batch.change_policy': 'changed the rules of a batch',
  'academy.set_up': 'set the academy up',
  'academy.update': 'changed the academy',
  'account.create': 'made an account',
  'profile.update': 'changed their account',
  'profile.choose_messages': 'chose which messages they get',
  'address.change': 'changed their mail address',
  'password.set': 'set a password',
  'password.reset': 'reset a password',
  'signIn.start': 'signed in',
  'signIn.confirm': 'confirmed that it is them',
  'signIn.second_factor': 'gave the second step of signing in',
  'signIn.let_back_in': 'let somebody back in',
  'signIn.let_in_link': 'made a link that lets somebody in',
  'outbox.retry': 'sent a message again',
  'outbox.retry_all': 'sent messages again',
  'dead_letter.retry': 'tried stuck work again',
  'backup.ask': 'asked for a backup',
  'settings.mail.test': 'tried the mail server',
  'person.erase': 'erased an account',
  'data.export': 'took their data away',
  'audit.export': 'took the log away as a table',
  'grant.given': 'gave a role',
  'grant.taken': 'took a role',
  'enrolment.apply': 'applied for a place',
  'enrolment.accept': 'took a place',
  'enrolment.approve': 'let somebody in',
  'enrolment.decline': 'declined an application',
  'enrolment.promote': 'gave a free seat to the first in line',
  'enrolment.begin': 'began the batch for a learner',
  'enrolment.pause': 'paused a learner',
  'enrolment.resume': 'let a learner go on',
  'enrolment.complete': 'completed a learner',
  'enrolment.withdraw': 'left a batch',
  'enrolment.remove': 'removed a learner',
  'enrolment.reinstate': 'brought a learner back',
  'enrolment.update': 'changed a place',
};

/** "Kavya Rao cancelled a mock" */
export function auditSentence({ actor, action }: AuditEntryView): string {
  return `${actor?.name ?? 'Dryrun'} ${DONE[action] ?? `did ${action.replace('.', ': ').replaceAll('_', ' ')}`}`;
}

/** Names and values of what stood before and after, those that differ first named once. */
export function auditChanges({ before, after }: AuditEntryView): { name: string; before: string; after: string }[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return names
    .map((name) => ({ name, before: inWords(before?.[name]), after: inWords(after?.[name]) }))
    .filter((change) => change.before !== change.after);
}

function inWords(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(inWords).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
