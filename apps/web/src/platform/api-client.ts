import type { z } from 'zod';
import { fillPath, type EndpointResponse, type EndpointSpec } from '@dryrun/contracts/endpoint';
import { ProblemView, type ProblemCode } from '@dryrun/contracts/problem.contract';
import { confirmItIsYou } from './recent-sign-in.ts';
import { noteServerDate } from './server-clock.ts';

/** The server refused with problem details. Branch on `problem.code`, show `problem.detail`. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: ProblemView;

  constructor(problem: ProblemView) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** No usable answer arrived: the network failed, or something between us and the server answered instead of it. Nothing is known about the outcome. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
}

/** Does this error carry that refusal? */
export function isProblem(error: unknown, code: ProblemCode): error is ProblemError {
  return error instanceof ProblemError && error.problem.code === code;
}

type Part<E extends EndpointSpec, K extends 'params' | 'query' | 'body'> = E[K] extends z.ZodObject
  ? Record<never, never> extends z.input<E[K]>
    ? Partial<Record<K, z.input<E[K]>>>
    : Record<K, z.input<E[K]>>
  : Partial<Record<K, undefined>>;

/** The parts of a request that an endpoint declares; parts that it does not declare are left out. */
export type RequestOf<E extends EndpointSpec> = Part<E, 'params'> & Part<E, 'query'> & Part<E, 'body'>;

export interface CallOptions {
  /** Required by endpoints marked `isIdempotent`; see `intention-keys.ts`. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/**
 * Sends one request of the endpoint table and returns its parsed answer (unknown keys vanish).
 *
 * @throws ProblemError when the server refuses, ConnectionError when there is no usable answer
 */
export async function call<E extends EndpointSpec>(
  endpoint: E,
  request: RequestOf<E>,
  options: CallOptions = {},
): Promise<EndpointResponse<E>> {
  const attempt = () => send(endpoint.method, addressOf(endpoint, request), request.body, options);
  const response = await attempt().catch(async (error: unknown) => {
    if (isProblem(error, 'recent_sign_in_needed') && (await confirmItIsYou())) return attempt();
    throw error;
  });
  if (endpoint.response === null) return undefined as EndpointResponse<E>;
  const parsed = endpoint.response.safeParse(await readJson(response));
  if (!parsed.success)
    throw new ConnectionError(
      'The server answered in a way this page does not understand. Reload to get its newest version.',
    );
  return parsed.data as EndpointResponse<E>;
}

/** One request to this origin; resolves for 2xx answers only. */
async function send(method: string, address: string, body: unknown, options: CallOptions = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(options.idempotencyKey !== undefined && { 'idempotency-key': options.idempotencyKey }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(options.signal && { signal: options.signal }),
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ConnectionError('The server cannot be reached. Check your connection.');
  }
  noteServerDate(response.headers.get('date'));
  if (response.ok) return response;
  throw await refusalOf(response);
}

async function refusalOf(response: Response): Promise<Error> {
  const problem = ProblemView.safeParse(await readJson(response).catch(() => null));
  if (problem.success) return new ProblemError(problem.data);
  return new ConnectionError(`The server cannot answer right now (${response.status}).`);
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    throw new ConnectionError('The answer of the server was cut off.');
  }
}

/** Path and query string of a request, e.g. `/api/interviews?when=past`. */
export function addressOf<E extends EndpointSpec>(endpoint: E, request: RequestOf<E>): string {
  const path = fillPath(endpoint.path, request.params ?? {});
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(request.query ?? {}))
    if (value !== undefined && value !== null) search.set(name, String(value));
  return search.size === 0 ? path : `${path}?${search}`;
}
