import type { InterviewView } from '@dryrun/contracts/interviews.contract';
import { Notice } from '../../ui/notice.tsx';
import { TimeText } from '../../ui/time-text.tsx';

/** Who cancelled, when, why, and whether it was late. */
export function CancelledNote({ interview }: { interview: InterviewView }) {
  const { cancelled, viewerIs } = interview;
  if (!cancelled) return null;
  const who =
    cancelled.by === viewerIs
      ? 'You'
      : { learner: interview.learner.name, mentor: interview.mentor.name, admin: 'An admin of the batch' }[
          cancelled.by
        ];
  return (
    <Notice
      tone={cancelled.isLate ? 'warning' : 'info'}
      title={`${who} cancelled this mock${cancelled.isLate ? ', late' : ''}`}
    >
      <TimeText at={cancelled.at} />
      {cancelled.reason !== '' && <p>“{cancelled.reason}”</p>}
    </Notice>
  );
}
