import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { feedbackEndpoints, type FeedbackView, type NextStepView } from '@dryrun/contracts/feedback.contract';
import { call } from '../../platform/api-client.ts';
import { endpointKey } from '../../platform/endpoint-query.ts';

interface StepChange {
  step: NextStepView;
  state: 'accepted' | 'done' | 'declined';
}

/** Takes on, ticks off or declines a next step: shown at once, taken back when the server does not agree. */
export function useNextStep() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ step, state }: StepChange) =>
      call(feedbackEndpoints.updateNextStep, { params: { nextStepId: step.id }, body: { state, dueOn: null } }),
    onMutate: async ({ step, state }) => {
      await Promise.all(SHOWN_IN.map((endpoint) => queryClient.cancelQueries({ queryKey: endpointKey(endpoint) })));
      replaceStep(queryClient, { ...step, state });
    },
    onSuccess: (answer) => replaceStep(queryClient, answer),
    onError: (_, { step }) => replaceStep(queryClient, step),
    onSettled: () => queryClient.invalidateQueries({ queryKey: endpointKey(feedbackEndpoints.myNextSteps) }),
  });
}

/** The reads that show next steps. */
const SHOWN_IN = [feedbackEndpoints.myNextSteps, feedbackEndpoints.feedback] as const;

function replaceStep(queryClient: QueryClient, step: NextStepView): void {
  const replaced = (steps: NextStepView[]) => steps.map((old) => (old.id === step.id ? step : old));
  queryClient.setQueriesData<{ items: NextStepView[] }>(
    { queryKey: endpointKey(feedbackEndpoints.myNextSteps) },
    (old) => (old ? { items: replaced(old.items) } : old),
  );
  queryClient.setQueriesData<FeedbackView>({ queryKey: endpointKey(feedbackEndpoints.feedback) }, (old) =>
    old?.released ? { ...old, released: { ...old.released, nextSteps: replaced(old.released.nextSteps) } } : old,
  );
}
