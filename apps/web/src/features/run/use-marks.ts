import { useCallback, useEffect, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { interviewEndpoints, type MarkView, type PlanView } from '@dryrun/contracts/interviews.contract';
import { minuteOf, type MarkKind } from '@dryrun/domain/interviews/marks';
import { call, ProblemError } from '../../platform/api-client.ts';
import { endpointQuery } from '../../platform/endpoint-query.ts';
import { endIntention, intentionKey } from '../../platform/intention-keys.ts';
import { serverNow } from '../../platform/server-clock.ts';

/** A mark as the page shows it. `isSaved` false: the server has not confirmed it yet. */
export interface ShownMark {
  id: string;
  dimension: string;
  kind: MarkKind;
  minute: number;
  note: string;
  isSaved: boolean;
}

interface UnsentMark extends ShownMark {
  /** Nothing came back: sent again, with the same idempotency key, until the server answers. */
  isWaiting: boolean;
  /** How often it was sent. */
  attempts: number;
  isTakenBack: boolean;
}

export interface Marks {
  /** Oldest first. */
  shown: readonly ShownMark[];
  add: (dimension: string, kind: MarkKind, note: string) => void;
  takeBack: (mark: ShownMark) => void;
  /** How many marks the server does not know yet. */
  unsent: number;
  /** A refusal: what was marked is not there. */
  error: Error | null;
}

const RETRY_MS = 3_000;
let counter = 0;

/**
 * Marks of a running mock: each is shown at once with its minute and sent in the background; without a connection it waits
 * and is sent again. `startedAt` in epoch milliseconds.
 */
export function useMarks(plan: PlanView, startedAt: number): Marks {
  const queryClient = useQueryClient();
  const { interviewId } = plan;
  const [unsent, setUnsent] = useState<readonly UnsentMark[]>([]);
  const [error, setError] = useState<Error | null>(null);
  /** Undone before the server answered: removed as soon as they have an id there. */
  const takenBack = useRef(new Set<string>());
  /** On their way or answered: sending one of these again would make a second mark. */
  const sent = useRef(new Set<string>());

  const changeSaved = useCallback(
    async (change: (marks: MarkView[]) => MarkView[]) => {
      const { queryKey } = endpointQuery(interviewEndpoints.plan, { params: { interviewId } });
      await queryClient.cancelQueries({ queryKey });
      queryClient.setQueryData(queryKey, (old) => (old ? { ...old, marks: change(old.marks) } : old));
    },
    [queryClient, interviewId],
  );

  const remove = useCallback(
    async (saved: MarkView) => {
      await changeSaved((marks) => marks.filter(({ id }) => id !== saved.id));
      try {
        await call(interviewEndpoints.unmark, { params: { interviewId, markId: saved.id } });
      } catch (failure) {
        if (failure instanceof ProblemError && failure.problem.code === 'not_found') return;
        await changeSaved((marks) => inOrder([...marks, saved]));
        setError(asError(failure));
      }
    },
    [changeSaved, interviewId],
  );

  const send = useCallback(
    async (mark: UnsentMark) => {
      const { id, dimension, kind, note } = mark;
      if (sent.current.has(id)) return;
      sent.current.add(id);
      const intention = `mark ${interviewId} ${id}`;
      const patch = (part: Partial<UnsentMark>) =>
        setUnsent((marks) => marks.map((m) => (m.id === id ? { ...m, ...part } : m)));
      patch({ isWaiting: false, attempts: mark.attempts + 1 });
      try {
        const saved = await call(
          interviewEndpoints.mark,
          { params: { interviewId }, body: { dimension, kind, note } },
          { idempotencyKey: intentionKey(intention) },
        );
        endIntention(intention);
        await changeSaved((marks) => (marks.some((m) => m.id === saved.id) ? marks : inOrder([...marks, saved])));
        setUnsent((marks) => marks.filter((m) => m.id !== id));
        if (takenBack.current.delete(id)) await remove(saved);
      } catch (failure) {
        if (!(failure instanceof ProblemError) || failure.problem.status >= 500) {
          sent.current.delete(id);
          return patch({ isWaiting: true });
        }
        endIntention(intention);
        setUnsent((marks) => marks.filter((m) => m.id !== id));
        setError(failure);
      }
    },
    [changeSaved, interviewId, remove],
  );

  /** Changes whenever one more attempt failed. */
  const waiting = unsent.flatMap((m) => (m.isWaiting ? [`${m.id} ${m.attempts}`] : [])).join();
  const queue = useRef(unsent);
  useEffect(() => {
    queue.current = unsent;
  });
  useEffect(() => {
    if (waiting === '') return;
    const again = () => {
      for (const mark of queue.current) if (mark.isWaiting) void send(mark);
    };
    const timer = setTimeout(again, RETRY_MS);
    window.addEventListener('online', again);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('online', again);
    };
  }, [waiting, send]);

  const add = (dimension: string, kind: MarkKind, note: string) => {
    setError(null);
    const minute = minuteOf(startedAt, serverNow());
    const id = `unsent-${(counter += 1)}`;
    const mark = {
      id,
      dimension,
      kind,
      note,
      minute,
      isSaved: false,
      isWaiting: false,
      attempts: 0,
      isTakenBack: false,
    };
    setUnsent((marks) => [...marks, mark]);
    void send(mark);
  };

  const takeBack = ({ id }: ShownMark) => {
    setError(null);
    const saved = plan.marks.find((mark) => mark.id === id);
    if (saved) void remove(saved);
    else if (unsent.some((mark) => mark.id === id)) {
      takenBack.current.add(id);
      setUnsent((marks) => marks.map((m) => (m.id === id ? { ...m, isTakenBack: true } : m)));
    }
  };

  return {
    shown: [
      ...plan.marks.map((mark) => ({ ...mark, isSaved: true })),
      ...unsent.filter(({ isTakenBack }) => !isTakenBack),
    ],
    add,
    takeBack,
    unsent: unsent.length,
    error,
  };
}

function inOrder(marks: MarkView[]): MarkView[] {
  return marks.toSorted((one, other) => one.at.localeCompare(other.at));
}

function asError(failure: unknown): Error {
  return failure instanceof Error ? failure : new Error('That did not work.');
}
