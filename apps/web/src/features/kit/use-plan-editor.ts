import { useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { interviewEndpoints, type PlanView, type SavePlanBody } from '@dryrun/contracts/interviews.contract';
import type { z } from 'zod';
import { isProblem } from '../../platform/api-client.ts';
import { endpointQuery, useEndpointMutation } from '../../platform/endpoint-query.ts';

/** The questions in the order they are meant to be asked, with the pushbacks planned for each. */
export type WantedPlan = z.infer<typeof SavePlanBody>['items'];

export interface PlanEditor {
  /** What the page shows: the unsaved wish, else what is saved. */
  shown: WantedPlan;
  /** Saves at once; changes made meanwhile follow as one. */
  change: (next: WantedPlan) => void;
  /** Takes the last change back; null when there is none. */
  undo: (() => void) | null;
  isSaving: boolean;
  isSaved: boolean;
  error: Error | null;
  retry: () => void;
  /** The mentor's own version while another one was saved meanwhile; nothing is overwritten until they choose. */
  conflict: { mine: WantedPlan; saveMine: () => void } | null;
  /** Forgets the unsaved wish. */
  discard: () => void;
}

/** Edits a plan: every change is saved by itself, in order, never over a version that the mentor has not seen. */
export function usePlanEditor(plan: PlanView): PlanEditor {
  const queryClient = useQueryClient();
  const [wanted, setWanted] = useState<WantedPlan | null>(null);
  const [before, setBefore] = useState<WantedPlan | null>(null);
  const latest = useRef<WantedPlan | null>(null);
  const isSending = useRef(false);
  const params = { interviewId: plan.interviewId };
  const query = endpointQuery(interviewEndpoints.plan, { params });

  const save = useEndpointMutation(interviewEndpoints.savePlan, {
    onSuccess: (answer, { body }) => {
      isSending.current = false;
      queryClient.setQueryData(query.queryKey, answer);
      const next = latest.current;
      if (next !== null && !isSamePlan(next, body.items)) return send(next, answer.version);
      latest.current = null;
      setWanted(null);
    },
    onError: (error) => {
      isSending.current = false;
      if (isProblem(error, 'stale_version')) void queryClient.invalidateQueries({ queryKey: query.queryKey });
    },
  });

  function send(items: WantedPlan, version: number): void {
    latest.current = items;
    if (isSending.current) return;
    isSending.current = true;
    save.mutate({ params, body: { version, items } });
  }

  const saved = wantedOf(plan);
  // An answer that was lost comes back as a stale version of one's own change: then nothing is left to decide.
  const isUnsaved = wanted !== null && !isSamePlan(wanted, saved);
  const isStale = isUnsaved && isProblem(save.error, 'stale_version');
  const shown = isStale ? saved : (wanted ?? saved);
  const change = (next: WantedPlan) => {
    if (isStale || isSamePlan(next, shown)) return;
    setBefore(shown);
    setWanted(next);
    send(next, plan.version);
  };

  return {
    shown,
    change,
    undo: before === null || isStale ? null : () => change(before),
    isSaving: save.isPending,
    isSaved: !save.isPending && !isUnsaved && (save.isSuccess || wanted !== null),
    error: isUnsaved && !isStale ? save.error : null,
    retry: () => wanted && send(wanted, plan.version),
    conflict: isStale ? { mine: wanted, saveMine: () => send(wanted, plan.version) } : null,
    discard: () => {
      latest.current = null;
      setWanted(null);
      setBefore(null);
      save.reset();
    },
  };
}

/** A saved plan in the form in which it is changed. */
export function wantedOf(plan: PlanView): WantedPlan {
  return plan.items.map((item) => ({
    questionVersionId: item.questionVersionId,
    pushbackIds: item.pushbacks.filter(({ isPlanned }) => isPlanned).map(({ id }) => id),
  }));
}

export function isSamePlan(one: WantedPlan, other: WantedPlan): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
