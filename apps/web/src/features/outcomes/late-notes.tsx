import type { InterviewView } from '@dryrun/contracts/interviews.contract';
import type { OutcomeView } from '@dryrun/contracts/outcomes.contract';
import { Notice } from '../../ui/notice.tsx';
import { TimeText } from '../../ui/time-text.tsx';

interface LateNotesProps {
  interview: Pick<InterviewView, 'learner' | 'mentor' | 'viewerIs' | 'state'>;
  outcome: OutcomeView | undefined;
}

/** Who runs late and when to expect them; gone once the mock began. */
export function LateNotes({ interview, outcome }: LateNotesProps) {
  if (interview.state !== 'scheduled' || !outcome) return null;
  return outcome.late.map(({ by, minutes, expectedAt }) => {
    const isMine = interview.viewerIs === by;
    return (
      <Notice
        key={by}
        tone={isMine ? 'info' : 'warning'}
        isLive
        title={
          isMine ? `You said that you are ${minutes} minutes late` : `${interview[by].name} is ${minutes} minutes late`
        }
      >
        {isMine ? 'They expect you at ' : 'Expect them at '}
        <TimeText at={expectedAt} show="time" />.
      </Notice>
    );
  });
}
