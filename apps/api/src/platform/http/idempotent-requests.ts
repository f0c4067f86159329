import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.ts';
import { Database, type Tx } from '../db/database.ts';
import { ENDPOINT_SUCCESS } from './endpoint-table.ts';
import type { DryrunRequest } from './endpoint.ts';
import { problemOf, refusalOf } from './problem-filter.ts';
import { Refusal } from './refusal.ts';

/** The stored or fresh answer of an idempotent request. */
export interface KeptAnswer {
  status: number;
  answer: unknown;
  isReplay: boolean;
}

/** Whose key it is, and for what it is used: what has to be written down together with the answer. */
export interface KeyClaim {
  actorId: string;
  endpoint: string;
  key: string;
  bodyHash: string;
}

interface StoredRow {
  endpoint: string;
  body_hash: string;
  status: number | null;
  answer: unknown;
}

/** Refusals that say nothing about the business and may turn out differently when the same request is sent again. */
const NOT_KEPT = new Set([
  'invalid_input',
  'malformed_request',
  'unavailable',
  'internal',
  'not_signed_in',
  'recent_sign_in_needed',
  'too_many_requests',
]);

const KEEP = {
  name: 'idempotency-keep',
  text: `insert into idempotency_key (actor_id, key, endpoint, body_hash, created_at, status, answer) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict on constraint idempotency_key_once do nothing returning 1`,
};

/**
 * Runs a request once per (actor, key): the key, the business change and the answer commit together, so whoever repeats
 * the key gets the stored answer even when the process died before it could respond. A concurrent twin waits on the
 * unique key. Answers are kept seven days: 2xx and business refusals, not validation errors or our own failures.
 */
@Injectable()
export class IdempotentRequests {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal `idempotency_key_missing` */
  claimOf(actorId: string, endpoint: string, request: DryrunRequest): KeyClaim {
    return { actorId, endpoint, key: keyOf(request), bodyHash: hashOf(request) };
  }

  async run(call: {
    actorId: string;
    endpoint: string;
    request: DryrunRequest;
    run: () => Promise<unknown>;
  }): Promise<KeptAnswer> {
    const { key, bodyHash } = this.claimOf(call.actorId, call.endpoint, call.request);
    return this.database.write(async (tx) => {
      const isMine = await this.claim(tx, call.actorId, key, call.endpoint, bodyHash);
      if (!isMine) return this.stored(tx, call.actorId, key, call.endpoint, bodyHash);
      const outcome = await this.outcome(call);
      await tx.query('update idempotency_key set status = $3, answer = $4 where actor_id = $1 and key = $2', [
        call.actorId,
        key,
        outcome.status,
        JSON.stringify(outcome.answer ?? null),
      ]);
      return outcome;
    });
  }

  /**
   * Keeps a refusal of a request that changed nothing, in one statement. null, with nothing kept, when the key was used before or
   * the refusal is none to keep.
   */
  async keepRefusal(claim: KeyClaim, refusal: Refusal, requestId: string): Promise<KeptAnswer | null> {
    if (NOT_KEPT.has(refusal.code)) return null;
    const answer = problemOf(refusal, requestId);
    const { status } = answer;
    const { actorId, key, endpoint, bodyHash } = claim;
    const kept = await this.database.ask(KEEP, [
      actorId,
      key,
      endpoint,
      bodyHash,
      this.clock.now(),
      status,
      JSON.stringify(answer),
    ]);
    return kept.length === 1 ? { status, answer, isReplay: false } : null;
  }

  /** The business part, in a savepoint: its refusal is an answer to keep, everything else undoes the key as well. */
  private async outcome(call: {
    endpoint: string;
    request: DryrunRequest;
    run: () => Promise<unknown>;
  }): Promise<KeptAnswer> {
    try {
      const answer = await this.database.write(() => call.run());
      return { status: ENDPOINT_SUCCESS.get(call.endpoint) ?? 200, answer, isReplay: false };
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal || NOT_KEPT.has(refusal.code)) throw error;
      const problem = problemOf(refusal, call.request.id);
      return { status: problem.status, answer: problem, isReplay: false };
    }
  }

  private async claim(tx: Tx, actorId: string, key: string, endpoint: string, bodyHash: string): Promise<boolean> {
    const inserted = await tx.query<unknown[]>(
      `insert into idempotency_key (actor_id, key, endpoint, body_hash, created_at) values ($1, $2, $3, $4, $5)
       on conflict on constraint idempotency_key_once do nothing returning 1`,
      [actorId, key, endpoint, bodyHash, this.clock.now()],
    );
    return inserted.length === 1;
  }

  private async stored(tx: Tx, actorId: string, key: string, endpoint: string, bodyHash: string): Promise<KeptAnswer> {
    const [row] = await tx.query<StoredRow[]>(
      'select endpoint, body_hash, status, answer from idempotency_key where actor_id = $1 and key = $2',
      [actorId, key],
    );
    if (!row || row.status === null)
      throw new Refusal(
        'unavailable',
        'The first request with this key has not finished. Please try again in a moment.',
      );
    if (row.endpoint !== endpoint || row.body_hash !== bodyHash)
      throw new Refusal(
        'idempotency_key_reused',
        'Nothing was changed. Use a new key for a new request, and repeat a key only with the same content.',
      );
    return { status: row.status, answer: row.answer, isReplay: true };
  }
}

function keyOf(request: DryrunRequest): string {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || !/^[\x21-\x7e]{8,128}$/.test(key))
    throw new Refusal(
      'idempotency_key_missing',
      'Send an Idempotency-Key header of 8 to 128 printable characters; a random UUID is a good one.',
    );
  return key;
}

/** Hash of what was asked: the concrete path and the parsed body. */
function hashOf(request: DryrunRequest): string {
  const path = request.url.split('?', 1)[0];
  return createHash('sha256')
    .update(JSON.stringify([path, request.body ?? null]))
    .digest('hex');
}
