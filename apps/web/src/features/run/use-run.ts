import { useQueryClient } from '@tanstack/react-query';
import {
  interviewEndpoints,
  type PlanItemView,
  type PlanView,
  type StageView,
} from '@dryrun/contracts/interviews.contract';
import { endpointQuery, useEndpointMutation } from '../../platform/endpoint-query.ts';
import { serverNow } from '../../platform/server-clock.ts';

export interface Run {
  /** The item whose prompt the learner sees right now; null: none. */
  shownItemId: string | null;
  show: (itemId: string | null) => void;
  isShowing: boolean;
  usePushback: (itemId: string, pushbackId: string) => void;
  error: Error | null;
}

/** What the mentor does to a running mock besides marking: showing prompts and noting pushbacks. */
export function useRun(plan: PlanView, stage: StageView | undefined): Run {
  const queryClient = useQueryClient();
  const params = { interviewId: plan.interviewId };
  const planKey = endpointQuery(interviewEndpoints.plan, { params }).queryKey;
  const stageKey = endpointQuery(interviewEndpoints.stage, { params }).queryKey;

  // Marks travel on their own: an answer made before the newest of them must not hide it.
  const take = (answer: PlanView) =>
    queryClient.setQueryData(planKey, (old) => (old ? { ...answer, marks: old.marks } : answer));

  const show = useEndpointMutation(interviewEndpoints.show, {
    onSuccess: (answer, { body }) => {
      take(answer);
      const item = answer.items.find(({ id }) => id === body.planItemId);
      queryClient.setQueryData(stageKey, (old) => (old ? { ...old, shown: stagePart(item) } : old));
    },
  });
  const push = useEndpointMutation(interviewEndpoints.usePushback, {
    onSuccess: take,
    onError: (_, { body }) => patchPushback(body.planItemId, body.pushbackId, null),
  });

  function patchPushback(itemId: string, pushbackId: string, usedAt: string | null): void {
    queryClient.setQueryData(planKey, (old) => (old ? withPushback(old, itemId, pushbackId, usedAt) : old));
  }

  return {
    // The first time a prompt was shown tells which one the stage holds.
    shownItemId: plan.items.find(({ shownAt }) => shownAt !== null && shownAt === stage?.shown?.shownAt)?.id ?? null,
    show: (planItemId) => {
      if (!show.isPending) show.mutate({ params, body: { planItemId } });
    },
    isShowing: show.isPending,
    usePushback: (planItemId, pushbackId) => {
      patchPushback(planItemId, pushbackId, new Date(serverNow()).toISOString());
      push.mutate({ params, body: { planItemId, pushbackId } });
    },
    error: show.error ?? push.error,
  };
}

/** The pushback to use next: planned ones in their order; null when none is left. */
export function nextPushback(item: PlanItemView): PlanItemView['pushbacks'][number] | null {
  return item.pushbacks.find(({ isPlanned, usedAt }) => isPlanned && usedAt === null) ?? null;
}

function stagePart(item: PlanItemView | undefined): StageView['shown'] {
  if (!item?.shownAt) return null;
  return { title: item.question.title, prompt: item.question.prompt, shownAt: item.shownAt };
}

function withPushback(plan: PlanView, itemId: string, pushbackId: string, usedAt: string | null): PlanView {
  return {
    ...plan,
    items: plan.items.map((item) =>
      item.id === itemId
        ? { ...item, pushbacks: item.pushbacks.map((p) => (p.id === pushbackId ? { ...p, usedAt } : p)) }
        : item,
    ),
  };
}
