import type { InterviewView } from '@dryrun/contracts/interviews.contract';
import { formatDateTime } from '../../platform/time.ts';
import { useZone } from '../../platform/zone.ts';
import { ShareButton } from '../../ui/share-button.tsx';

/** Tells the other person of a booked mock where people talk anyway; for whoever runs the batch, both of them. */
export function ShareMock({ interview }: { interview: InterviewView }) {
  const { timeZone } = useZone();
  const { viewerIs, learner, mentor, goal, startsAt } = interview;
  const what = `${goal.format.title} (${goal.track.title}), ${formatDateTime(startsAt, timeZone)}`;
  const who = viewerIs === 'overseer' ? ` of ${learner.name} with ${mentor.name}` : '';
  return <ShareButton text={`Mock interview${who}: ${what}.`} path={`/interviews/${interview.id}`} />;
}
