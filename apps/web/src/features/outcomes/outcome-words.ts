import type { InterviewView } from '@dryrun/contracts/interviews.contract';
import type { ClaimView, OutcomeView } from '@dryrun/contracts/outcomes.contract';

type People = Pick<InterviewView, 'learner' | 'mentor' | 'viewerIs'>;
type Side = ClaimView['by'];

export const otherOf = (side: Side): Side => (side === 'learner' ? 'mentor' : 'learner');

/** Somebody's name, or "You" when it is the reader. */
export function nameOf(people: People, side: Side): string {
  return people.viewerIs === side ? 'You' : people[side].name;
}

/** What was claimed, as its reader reads it: "Dev says that you did not join". */
export function claimSentence(people: People, { kind, by }: Pick<ClaimView, 'kind' | 'by'>): string {
  const who = nameOf(people, by);
  const says = who === 'You' ? 'You said' : `${who} says`;
  if (kind === 'technical_failure') return `${says} that power, network or the call failed.`;
  const other = nameOf(people, otherOf(by));
  return `${says} that ${other === 'You' ? 'you' : other} did not join.`;
}

/** What the other side says to it; null while they said nothing. */
export function answerSentence(people: People, { by, answer }: Pick<ClaimView, 'by' | 'answer'>): string | null {
  const who = nameOf(people, otherOf(by));
  const [says, they, them] = who === 'You' ? ['You said', 'you', 'them'] : [`${who} says`, 'they', nameOf(people, by)];
  switch (answer) {
    case null:
      return null;
    case 'agreed':
      return `${who} agreed.`;
    case 'was_there':
      return `${says} that ${they} were there.`;
    case 'technical_failure':
      return `${says} that power, network or the call failed.`;
    case 'did_not_come':
      return `${says} that ${them === 'You' ? 'you' : them} did not join.`;
  }
}

const HOW = {
  agreement: 'You both said so.',
  silence: 'Nobody said otherwise within 48 hours.',
  staff: 'The people who run the batch decided it.',
};

/** What a mock came to, with who says so. */
export function outcomeSentence(people: People, found: NonNullable<OutcomeView['outcome']>): string {
  const how = people.viewerIs === 'overseer' && found.decided === 'agreement' ? 'Both said so.' : HOW[found.decided];
  const missed = (side: Side) => `${nameOf(people, side)} did not join.`;
  switch (found.outcome) {
    case 'missed_by_learner':
      return `${missed('learner')} ${how}`;
    case 'missed_by_mentor':
      return `${missed('mentor')} ${how}`;
    case 'technical_failure':
      return `It failed for technical reasons, through nobody’s fault. ${how}`;
    case 'met':
      return `The two met. ${how}`;
  }
}

/** What follows for the learner's account. */
export function consequenceSentence({ viewerIs }: People, outcome: string): string {
  if (outcome === 'missed_by_mentor' || outcome === 'technical_failure')
    return viewerIs === 'learner'
      ? 'You have an extra mock for any week.'
      : 'The learner has an extra mock for any week.';
  if (outcome === 'missed_by_learner') return 'The mock stays counted for its week.';
  return '';
}
