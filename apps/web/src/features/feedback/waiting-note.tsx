import type { FeedbackView } from '@dryrun/contracts/feedback.contract';
import { relativeTime } from '../../platform/time.ts';
import { useNow } from '../../platform/use-now.ts';
import { useZone } from '../../platform/zone.ts';
import { Notice } from '../../ui/notice.tsx';
import { TimeText } from '../../ui/time-text.tsx';

/** The mentor still owes the feedback: until when, and that it is being looked after. */
export function WaitingNote({ feedback }: { feedback: FeedbackView }) {
  const { timeZone } = useZone();
  const now = useNow(30_000);
  const isOverdue = Date.parse(feedback.dueAt) < now;
  return (
    <Notice
      tone={isOverdue ? 'warning' : 'info'}
      title={isOverdue ? 'The feedback is late' : `Feedback is due ${relativeTime(feedback.dueAt, now, timeZone)}`}
    >
      {isOverdue ? 'It was due ' : `${feedback.mentor.name} writes it by `}
      <TimeText at={feedback.dueAt} />
      {isOverdue ? '. Your cohort admin sees that it is late.' : '.'}
      {feedback.prediction === 'given' && <p>Your prediction is kept; the feedback opens as soon as it is there.</p>}
    </Notice>
  );
}
