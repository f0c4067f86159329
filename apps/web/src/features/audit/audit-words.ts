import type { AuditEntryView } from '@dryrun/contracts/privacy.contract';

/** What was done, as one reads it after a name. An action that nobody put into words yet is shown as it is called. */
const DONE: Readonly<Record<string, string>> = {
  'interview.hold': 'kept a time',
  'interview.confirm': 'booked a mock',
  'interview.cancel': 'cancelled a mock',
  'interview.move': 'moved a mock',
  'interview.swap': 'handed a mock to another mentor',
  'interview.start': 'started a mock',
  'interview.we_met': 'said that the mock took place',
  'interview.release_hold': 'gave a kept time back',
  'plan.save': 'chose questions for a mock',
  'scorecard.submit': 'submitted a scorecard',
  'feedback.release': 'released feedback',
  'feedback.read': 'read feedback',
  'feedback.predict': 'predicted their ratings',
  'availability.save': 'changed hours',
  'policy.save': 'changed the rules of the batch',
  'person.update': 'changed their account',
  'person.erase': 'erased an account',
  'data.export': 'took their data away',
  'audit.export': 'took the audit away as a table',
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
  return typeof value === 'string' ? value : JSON.stringify(value);
}
