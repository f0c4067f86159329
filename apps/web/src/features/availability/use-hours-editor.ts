import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { calendarEndpoints } from '@dryrun/contracts/calendar.contract';
import { interviewEndpoints } from '@dryrun/contracts/interviews.contract';
import {
  schedulingEndpoints,
  type AvailabilityBody,
  type AvailabilityView,
} from '@dryrun/contracts/scheduling.contract';
import { isProblem, ProblemError } from '../../platform/api-client.ts';
import { callOnce, endpointKey, endpointQuery } from '../../platform/endpoint-query.ts';
import type { HoursOwner } from './hours-batch.ts';
import {
  bodyOf,
  faultsFromServer,
  faultsOf,
  formOf,
  isSameHours,
  type FieldFaults,
  type HoursForm,
} from './hours-form.ts';

interface Editing {
  version: number;
  /** What is saved under `version`. */
  saved: HoursForm;
  form: HoursForm;
  /** Earlier forms, oldest first, for undo. */
  past: readonly HoursForm[];
  /** What the last change was to; the next one to the same thing is the same step of undo. */
  changed: string | null;
}

const begin = (view: AvailabilityView): Editing => {
  const form = formOf(view);
  return { version: view.version, saved: form, form, past: [], changed: null };
};

const STALE = [
  interviewEndpoints.list,
  interviewEndpoints.get,
  interviewEndpoints.slots,
  calendarEndpoints.myCalendar,
  calendarEndpoints.freeBusy,
];

/** Where hours are read from: one's own, or those of a mentor of a batch. */
export function hoursQuery(owner: HoursOwner) {
  return owner.isMe
    ? endpointQuery(schedulingEndpoints.myAvailability, {})
    : endpointQuery(schedulingEndpoints.mentorAvailability, {
        params: { batchId: owner.batchId, personId: owner.personId },
      });
}

function save(owner: HoursOwner, body: AvailabilityBody): Promise<AvailabilityView> {
  if (owner.isMe) return callOnce(schedulingEndpoints.saveMyAvailability, { body });
  const { meetingUrl: _, ...theirs } = body;
  const { batchId, personId } = owner;
  return callOnce(schedulingEndpoints.saveMentorAvailability, { params: { batchId, personId }, body: theirs });
}

/**
 * A mentor's hours while they are edited. Nothing is saved before `save`; changes made elsewhere meanwhile are never
 * overwritten: they become a `conflict` to be settled with `settle`.
 */
export function useHoursEditor(view: AvailabilityView, owner: HoursOwner) {
  const queryClient = useQueryClient();
  const query = hoursQuery(owner);
  const [editing, setEditing] = useState(() => begin(view));
  const [conflict, setConflict] = useState<AvailabilityView | null>(null);
  const [refused, setRefused] = useState<FieldFaults>(new Map());
  const { form, saved, version } = editing;
  const isDirty = !isSameHours(form, saved);
  // Saved from another tab while nothing was changed here: simply show it.
  if (view.version !== version && !isDirty && conflict === null) setEditing(begin(view));

  const load = useMutation({
    mutationFn: () => queryClient.fetchQuery({ ...query, staleTime: 0 }),
    onSuccess: setConflict,
  });
  const mutation = useMutation({
    mutationFn: (body: AvailabilityBody) => save(owner, body),
    onSuccess: (answer) => {
      queryClient.setQueryData(query.queryKey, answer);
      setEditing(begin(answer));
      for (const stale of STALE) void queryClient.invalidateQueries({ queryKey: endpointKey(stale) });
    },
    onError: (error) => {
      if (isProblem(error, 'stale_version')) load.mutate();
      else if (error instanceof ProblemError) setRefused(faultsFromServer(form, error.problem.errors ?? []));
    },
  });
  const own = faultsOf(form);

  const change = (what: string, next: HoursForm) => {
    setRefused(new Map());
    if (mutation.isError) mutation.reset();
    setEditing((now) => ({
      ...now,
      form: next,
      past: now.changed === what ? now.past : [...now.past, now.form],
      changed: what,
    }));
  };

  return {
    form,
    /** The hours of whoever edits them; else a mentor's, edited by staff. */
    isMine: owner.isMe,
    isDirty,
    isSaving: mutation.isPending || load.isPending,
    hasSaved: mutation.isSuccess && !isDirty,
    /** What went wrong with the last save; a conflict is not among it. */
    error: load.error ?? (isProblem(mutation.error, 'stale_version') ? null : mutation.error),
    /** What cannot be saved, by field. */
    faults: new Map([...refused, ...own]) as FieldFaults,
    conflict,
    /** `what` names the field or the deed; several changes to one field are one step of undo. */
    change,
    canUndo: editing.past.length > 0,
    undo: () =>
      setEditing((now) => ({ ...now, form: now.past.at(-1) ?? now.form, past: now.past.slice(0, -1), changed: null })),
    discard: () => change('discard', saved),
    /** Sends the form. False: something on the screen has to be mended first. */
    save: (): boolean => {
      if (own.size > 0) return false;
      mutation.mutate(bodyOf(form, version));
      return true;
    },
    /** Goes on with a form built from both versions; saving it is the next step. */
    settle: (next: HoursForm) => {
      if (conflict === null) return;
      setEditing({ ...begin(conflict), form: next, past: [form], changed: null });
      setConflict(null);
      mutation.reset();
    },
  };
}

export type HoursEditor = ReturnType<typeof useHoursEditor>;
