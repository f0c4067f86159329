import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { feedbackEndpoints, type ScorecardView } from '@dryrun/contracts/feedback.contract';
import { interviewEndpoints, type InterviewView } from '@dryrun/contracts/interviews.contract';
import { ReleasedFeedback } from '../features/feedback/released-feedback.tsx';
import { ScorecardEditor } from '../features/scorecard/scorecard-editor.tsx';
import { UntilTomorrow } from '../features/scorecard/until-tomorrow.tsx';
import { previewOf } from '../features/scorecard/scorecard-preview.ts';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { useMe } from '../platform/session.ts';
import { relativeTime } from '../platform/time.ts';
import { useNow } from '../platform/use-now.ts';
import { useZone } from '../platform/zone.ts';
import { TextLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { TimeText } from '../ui/time-text.tsx';

/** The mentor's scorecard for one held mock. */
export function MentorScorecardPage() {
  const { interviewId } = useParams({ from: '/signed-in/interviews/$interviewId/scorecard' });
  const params = { interviewId };
  const interview = useQuery(endpointQuery(interviewEndpoints.get, { params }));
  const scorecard = useQuery(endpointQuery(feedbackEndpoints.scorecard, { params }));
  // Nothing of one mock's card may survive into another's: the key starts everything below anew.
  return (
    <Loaded query={scorecard}>
      {(view) => <Scorecard key={view.interviewId} view={view} interview={interview.data} />}
    </Loaded>
  );
}

function Scorecard({ view, interview }: { view: ScorecardView; interview: InterviewView | undefined }) {
  const { person } = useMe();
  return (
    <>
      <PageHeader
        eyebrow={
          <TextLink to="/interviews/$interviewId" params={{ interviewId: view.interviewId }}>
            {interview ? (
              <>
                {interview.goal.format.title} · {interview.goal.track.title} ·{' '}
                <TimeText at={interview.startsAt} show="day" />
              </>
            ) : (
              'The mock'
            )}
          </TextLink>
        }
        title={`Scorecard for ${view.learner.name}`}
        lead={view.state === 'draft' ? <DueLine dueAt={view.dueAt} /> : undefined}
        actions={view.canExtend && <UntilTomorrow interviewId={view.interviewId} />}
      />
      <ScorecardEditor
        view={view}
        raterId={person.id}
        preview={(card, form) => (
          <ReleasedFeedback
            released={previewOf(card, form, person.name)}
            levelNames={card.levelNames}
            mentorName={person.name}
            isLearner={false}
          />
        )}
      />
    </>
  );
}

function DueLine({ dueAt }: { dueAt: string }) {
  const now = useNow(60_000);
  const { timeZone } = useZone();
  const isOverdue = Date.parse(dueAt) < now;
  return (
    <>
      {isOverdue ? 'Overdue since' : 'Due'} <TimeText at={dueAt} />
      {!isOverdue && ` (${relativeTime(dueAt, now, timeZone)})`}. About ten minutes.
    </>
  );
}
