import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Stack } from '@mantine/core';
import { feedbackEndpoints, type FeedbackView } from '@dryrun/contracts/feedback.contract';
import { PredictionForm } from '../features/feedback/prediction-form.tsx';
import { ReleasedFeedback } from '../features/feedback/released-feedback.tsx';
import { WaitingNote } from '../features/feedback/waiting-note.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { useMe } from '../platform/session.ts';
import { TextLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { TimeText } from '../ui/time-text.tsx';

/** Feedback of one mock, in whatever state it is: waiting, to be predicted, or there to read. */
export function FeedbackPage() {
  const { interviewId } = useParams({ from: '/signed-in/interviews/$interviewId/feedback' });
  const feedback = useQuery({
    ...endpointQuery(feedbackEndpoints.feedback, { params: { interviewId } }),
    // Somebody who waits for it sees it come.
    refetchInterval: (query) => (query.state.data?.state === 'awaiting_scorecard' ? 30_000 : false),
  });
  return <Loaded query={feedback}>{(view) => <Feedback feedback={view} />}</Loaded>;
}

function Feedback({ feedback }: { feedback: FeedbackView }) {
  const isLearner = useMe().person.id === feedback.learner.id;
  return (
    <>
      <PageHeader
        eyebrow={
          <TextLink to="/interviews/$interviewId" params={{ interviewId: feedback.interviewId }}>
            Mock of <TimeText at={feedback.heldAt} show="day" />
          </TextLink>
        }
        title={isLearner ? `Feedback from ${feedback.mentor.name}` : `Feedback for ${feedback.learner.name}`}
      />
      <Stack gap="lg">
        {feedback.state === 'awaiting_scorecard' && <WaitingNote feedback={feedback} />}
        {feedback.state === 'awaiting_prediction' && !feedback.canPredict && (
          <Notice title="Not released yet">The learner has a day to predict it first; then it opens by itself.</Notice>
        )}
        {feedback.canPredict && feedback.released === null && <PredictionForm feedback={feedback} />}
        {feedback.isWithheld && (
          <Notice title="Kept from you for now">
            You will interview {feedback.learner.name} again, or owe them a scorecard. Earlier ratings open once that
            one is submitted, so that they do not colour yours.
          </Notice>
        )}
        {feedback.released && (
          <ReleasedFeedback
            released={feedback.released}
            levelNames={feedback.levelNames}
            mentorName={feedback.mentor.name}
            isLearner={isLearner}
          />
        )}
      </Stack>
    </>
  );
}
