import type { z } from 'zod';
import type { Permission } from '@dryrun/domain/policy/resources';
import type { ProblemCode } from './problem.contract.ts';

/**
 * One row of the endpoint table: everything server, browser, documentation and tests need to know about a request.
 * `path` uses `:name` segments that `params` must describe. `access` is a permission, `signedIn` (any account, own data only)
 * or `public`. `refusals` lists the business codes it may answer with besides the universal ones (invalid input, not signed
 * in, not found, forbidden, rate limits). `isIdempotent` endpoints demand an `Idempotency-Key` header. `needsRecentSignIn`
 * refuses with `recent_sign_in_needed` when the person last proved who they are more than 15 minutes ago; the web app asks
 * and sends the request again; where it is `'sometimes'`, what is asked for decides. `responseType` is that of an answer which is a text and no JSON. `whileSigningIn` opens it to sessions whose second factor is due or has to be set up.
 */
export interface EndpointSpec {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: `/api/${string}` | `/calendar/${string}`;
  summary: string;
  access: Permission | 'signedIn' | 'public';
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodObject;
  /** null: an empty answer (204). */
  response: z.ZodObject | z.ZodDiscriminatedUnion | z.ZodString | null;
  /** For a `response` that is a string. Such answers carry an ETag. */
  responseType?: 'text/calendar';
  /** Success status when it is not 200 (or 204 for an empty answer). */
  status?: 201;
  refusals: readonly ProblemCode[];
  isIdempotent?: boolean;
  needsRecentSignIn?: true | 'sometimes';
  whileSigningIn?: readonly ('secondFactor' | 'setUp')[];
}

/** Declares an endpoint and keeps its exact types. */
export function endpoint<const E extends EndpointSpec>(spec: E): E {
  return spec;
}

type Parsed<T> = T extends z.ZodType ? z.output<T> : Record<never, never>;
type Sent<T> = T extends z.ZodType ? z.input<T> : Record<never, never>;

/** What a handler receives after validation. Parts that the endpoint does not declare are empty objects. */
export interface EndpointInput<E extends EndpointSpec> {
  params: Parsed<E['params']>;
  query: Parsed<E['query']>;
  body: Parsed<E['body']>;
}

/** What a client has to send. */
export interface EndpointRequest<E extends EndpointSpec> {
  params: Sent<E['params']>;
  query: Sent<E['query']>;
  body: Sent<E['body']>;
}

/** What the endpoint answers on success; `undefined` for an empty answer. */
export type EndpointResponse<E extends EndpointSpec> = E['response'] extends z.ZodType
  ? z.output<E['response']>
  : undefined;

/**
 * Fills a path template: `fillPath('/api/interviews/:interviewId', { interviewId })`. Values are percent-encoded.
 * @throws when a segment has no value (a programming error, never user input)
 */
export function fillPath(path: string, params: Readonly<Record<string, unknown>>): string {
  return path.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined || value === null) throw new Error(`path ${path} needs ${name}`);
    return encodeURIComponent(String(value));
  });
}
