import type { InterviewView } from '@dryrun/contracts/interviews.contract';
import { serverNow } from '../../platform/server-clock.ts';
import { TextLink } from '../../ui/links.tsx';
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
      {cancelled.by === 'mentor' && viewerIs === 'mentor' && serverNow() < Date.parse(interview.startsAt) && (
        <p>
          Nobody else can book you at this time. If you are free after all,{' '}
          <TextLink to="/availability">save your hours</TextLink> and it is open again.
        </p>
      )}
    </Notice>
  );
}
