import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Group, Text } from '@mantine/core';
import { feedbackEndpoints, type FeedbackView } from '@dryrun/contracts/feedback.contract';
import { isProblem } from '../../platform/api-client.ts';
import { endpointKey, endpointQuery, useEndpointMutation } from '../../platform/endpoint-query.ts';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { LevelPicker, type Level4 } from './level-picker.tsx';

/** The learner's own rating before reading: one tap per move, or none at all. */
export function PredictionForm({ feedback }: { feedback: FeedbackView }) {
  const [levels, setLevels] = useState<Readonly<Record<string, Level4>>>({});
  const queryClient = useQueryClient();
  const predict = useEndpointMutation(feedbackEndpoints.predict, {
    invalidates: [feedbackEndpoints.myFeedback, feedbackEndpoints.myNextSteps],
    onSuccess: (answer, { params }) =>
      queryClient.setQueryData(endpointQuery(feedbackEndpoints.feedback, { params }).queryKey, answer),
    onError: (error) => {
      // Given in another tab: show what stands there now.
      if (isProblem(error, 'prediction_given'))
        void queryClient.invalidateQueries({ queryKey: endpointKey(feedbackEndpoints.feedback) });
    },
  });
  const send = (given: Readonly<Record<string, Level4>>) =>
    predict.mutate({
      params: { interviewId: feedback.interviewId },
      body: {
        levels: feedback.dimensions.flatMap(({ id }) => (given[id] ? [{ dimension: id, level: given[id] }] : [])),
      },
    });
  const isReady = feedback.state === 'awaiting_prediction';
  const count = Object.keys(levels).length;
  const sent = predict.variables?.body.levels.length;
  return (
    <Panel title="How would you rate yourself?">
      <Text c="dimmed" mb="md" className="measure">
        {isReady ? 'Your feedback is ready. ' : 'Best done while it is fresh. '}
        One tap per move, before you read; leave out what you cannot tell. Only you and those who may read this feedback
        see it.
      </Text>
      {feedback.dimensions.map((dimension) => (
        <LevelPicker
          key={dimension.id}
          dimension={dimension}
          levelNames={feedback.levelNames}
          value={levels[dimension.id]}
          onChange={(level) => setLevels({ ...levels, [dimension.id]: level })}
        />
      ))}
      {predict.error && <ProblemNotice error={predict.error} />}
      <Group gap="xs" mt="md">
        <Button
          onClick={() => send(levels)}
          disabled={count === 0 || predict.isPending}
          loading={predict.isPending && sent !== 0}
        >
          {isReady ? 'Send and read my feedback' : 'Send my prediction'}
        </Button>
        <Button
          variant="default"
          onClick={() => send({})}
          disabled={predict.isPending}
          loading={predict.isPending && sent === 0}
        >
          {isReady ? 'Show me my feedback' : 'Skip the prediction'}
        </Button>
      </Group>
    </Panel>
  );
}
