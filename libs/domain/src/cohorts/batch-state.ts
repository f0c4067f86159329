/** States of a batch (`product.md` §3). `enrolling` takes applications and invitations; mocks can be booked while it is `active`. */
export const BATCH_STATES = ['draft', 'enrolling', 'active', 'paused', 'completed', 'archived', 'cancelled'] as const;
export type BatchState = (typeof BATCH_STATES)[number];

export const BATCH_EVENTS = ['open', 'start', 'pause', 'resume', 'complete', 'archive', 'cancel'] as const;
export type BatchEvent = (typeof BATCH_EVENTS)[number];

const NEXT: Record<BatchEvent, Partial<Record<BatchState, BatchState>>> = {
  open: { draft: 'enrolling' },
  start: { enrolling: 'active' },
  pause: { active: 'paused' },
  resume: { paused: 'active' },
  complete: { active: 'completed', paused: 'completed' },
  archive: { completed: 'archived' },
  cancel: { draft: 'cancelled', enrolling: 'cancelled', active: 'cancelled', paused: 'cancelled' },
};

/** What a batch must have before mocks can be booked in it. */
export interface BatchNeeds {
  mentorCount: number;
  isRubricPublished: boolean;
}

export type BatchGap = 'mentor' | 'rubric';

export type BatchMove =
  | { ok: true; state: BatchState }
  | { ok: false; refusal: 'batch_state' }
  | { ok: false; refusal: 'batch_not_ready'; missing: BatchGap[] };

/**
 * The state after an event. Starting and resuming need a mentor and a published rubric (the start date is part of every
 * batch); everything else that a batch lacks is a checklist, not a wall.
 */
export function moveBatch(state: BatchState, event: BatchEvent, needs: BatchNeeds): BatchMove {
  const next = NEXT[event][state];
  if (next === undefined) return { ok: false, refusal: 'batch_state' };
  const missing = next === 'active' ? gaps(needs) : [];
  return missing.length > 0 ? { ok: false, refusal: 'batch_not_ready', missing } : { ok: true, state: next };
}

/** Events that exist in this state, whatever the batch may still lack for them. */
export function batchEvents(state: BatchState): BatchEvent[] {
  return BATCH_EVENTS.filter((event) => NEXT[event][state] !== undefined);
}

export function gaps({ mentorCount, isRubricPublished }: BatchNeeds): BatchGap[] {
  return [...(mentorCount > 0 ? [] : ['mentor' as const]), ...(isRubricPublished ? [] : ['rubric' as const])];
}

/** States in which people may still come in: by invitation, join code or approval. */
export function takesPeople(state: BatchState): boolean {
  return state === 'enrolling' || state === 'active' || state === 'paused';
}

/** Does an enrolling batch start by itself? On its first day, once nothing it needs is missing. Both dates are local to the batch. */
export function startsByItself(batch: {
  state: BatchState;
  startsOn: string;
  today: string;
  needs: BatchNeeds;
}): boolean {
  return batch.state === 'enrolling' && batch.startsOn <= batch.today && gaps(batch.needs).length === 0;
}
