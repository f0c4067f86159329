import { isDeepStrictEqual } from 'node:util';
import type { Attempt } from './attempt.ts';

/** An answer as it is kept under its key. */
export interface KeptAnswer {
  actorId: string;
  key: string;
  status: number | null;
  answer: unknown;
}

/** Answers that say nothing about the business and are not kept. */
const NOT_KEPT = new Set([400, 401, 429, 500, 503]);

/** What was answered under a key stands there, word for word. */
export function answersKept(history: readonly Attempt[], kept: readonly KeptAnswer[]): string[] {
  const faults: string[] = [];
  const byKey = new Map(kept.map((row) => [`${row.actorId} ${row.key}`, row]));
  for (const a of history) {
    if (a.key === null || NOT_KEPT.has(a.status)) continue;
    const row = byKey.get(`${a.actorId} ${a.key}`);
    if (!row) faults.push(`lost: the answer to the key ${a.key} of a ${a.deed} (${a.status})`);
    else if (row.status !== a.status || !isDeepStrictEqual(row.answer, a.json))
      faults.push(`duplicate: the key ${a.key} of a ${a.deed} was answered ${a.status} and is kept as ${row.status}`);
  }
  return faults;
}
