import type { z } from 'zod';
import { fillPath, type EndpointSpec } from '@dryrun/contracts/endpoint';
import { PROBLEMS, type ProblemCode } from '@dryrun/contracts/problem.contract';

/** One request as the fake server saw it. `address` is path and query string. */
export interface SeenRequest {
  method: string;
  address: string;
  body: unknown;
  headers: Headers;
}

type Answer = Response | Promise<Response>;
type Handler = (request: SeenRequest) => Answer;
type Sent<E extends EndpointSpec> = E['response'] extends z.ZodType ? z.input<E['response']> : undefined;

/**
 * Stands in for the network: nothing else of the app is faked. Replies are parsed by the contract before they leave, so a
 * test whose reply drifts from the wire fails; a request nobody prepared for is answered 404 and listed in `unexpected`.
 */
export class FakeServer {
  readonly requests: SeenRequest[] = [];
  readonly unexpected: string[] = [];
  private readonly handlers = new Map<string, Handler>();

  constructor() {
    globalThis.fetch = (input, init) => this.answer(String(input), init ?? {});
  }

  /** Answers every such request from now on; the function is asked each time and may refuse with `problem(…)`. */
  reply<E extends EndpointSpec>(
    endpoint: E,
    params: Readonly<Record<string, string>>,
    answer: (request: SeenRequest) => Sent<E> | Response | Promise<Sent<E> | Response>,
  ): void {
    this.on(endpoint.method, fillPath(endpoint.path, params), async (request) => {
      const made: unknown = await answer(request);
      if (made instanceof Response) return made;
      if (endpoint.response === null) return new Response(null, { status: 204 });
      return json(endpoint.status ?? 200, endpoint.response.parse(made));
    });
  }

  /** For addresses outside the endpoint table. */
  on(method: string, path: string, handler: Handler): void {
    this.handlers.set(`${method} ${path}`, handler);
  }

  /** The requests that reached one endpoint, oldest first. */
  seen(endpoint: EndpointSpec, params: Readonly<Record<string, string>> = {}): SeenRequest[] {
    const path = fillPath(endpoint.path, params);
    return this.requests.filter((r) => r.method === endpoint.method && r.address.split('?', 1)[0] === path);
  }

  private async answer(address: string, init: RequestInit): Promise<Response> {
    const method = init.method ?? 'GET';
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
    const request = { method, address, body, headers: new Headers(init.headers) };
    this.requests.push(request);
    const handler = this.handlers.get(`${method} ${address.split('?', 1)[0]}`);
    if (handler) return handler(request);
    this.unexpected.push(`${method} ${address}`);
    return problem('not_found', 'The fake server was told nothing about this.');
  }
}

const STATUS: Partial<Record<ProblemCode, number>> = {
  not_signed_in: 401,
  second_factor_needed: 401,
  second_factor_setup_needed: 401,
  recent_sign_in_needed: 403,
  not_found: 404,
  internal: 500,
  unavailable: 503,
};

/** A refusal as the server words it; `more` are endpoint-specific members. */
export function problem(code: ProblemCode, detail: string, more: Record<string, unknown> = {}): Response {
  const status = STATUS[code] ?? 409;
  return json(status, {
    ...more,
    type: `about:blank#${code}`,
    title: PROBLEMS[code],
    status,
    code,
    detail,
    traceId: 'trace-1',
  });
}

export function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
}
