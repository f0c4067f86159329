import {
  applyDecorators,
  createParamDecorator,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
  type ExecutionContext,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { EndpointInput, EndpointResponse, EndpointSpec } from '@dryrun/contracts/endpoint';
import type { Actor } from '@dryrun/domain/policy/decide';
import type { OpenSession } from '../auth/open-session.ts';

/** Metadata key under which a handler carries its row of the endpoint table. */
export const ENDPOINT = 'dryrun:endpoint';

/** What a handler gets besides its validated input. `actor` is null only on public endpoints. */
export interface RequestContext {
  actor: Actor | null;
  /** The sign-in session behind the actor; null on public endpoints. */
  session: OpenSession | null;
  /** What the browser's session cookie holds, its signature checked and nothing else; for endpoints that replace a session. */
  cookieToken: string | null;
  traceId: string;
  /** Address of the client, for audit rows. */
  address: string;
  userAgent: string;
  /** The whole `Cookie` header, for the sign-in library's own short-lived cookies. */
  cookieHeader: string;
  /** Adds a `Set-Cookie` header to the answer. */
  setCookie(value: string): void;
}

/** The same for a handler whose endpoint is not public. */
export interface SignedInContext extends RequestContext {
  actor: Actor;
  session: OpenSession;
}

export type In<E extends EndpointSpec> = EndpointInput<E>;
type ContextOf<E extends EndpointSpec> = E['access'] extends 'public' ? RequestContext : SignedInContext;
type Handler<E extends EndpointSpec> = (input: EndpointInput<E>, context: ContextOf<E>) => Promise<EndpointResponse<E>>;

/** Filled by the guard (context) and the endpoint interceptor (input) before the handler runs. */
export interface DryrunRequest extends FastifyRequest {
  dryrunContext?: RequestContext;
  dryrunInput?: unknown;
}

const InputParam = createParamDecorator(
  (_: unknown, c: ExecutionContext) => c.switchToHttp().getRequest<DryrunRequest>().dryrunInput,
);
const ContextParam = createParamDecorator(
  (_: unknown, c: ExecutionContext) => c.switchToHttp().getRequest<DryrunRequest>().dryrunContext,
);

const METHODS = {
  GET: RequestMethod.GET,
  POST: RequestMethod.POST,
  PUT: RequestMethod.PUT,
  PATCH: RequestMethod.PATCH,
  DELETE: RequestMethod.DELETE,
};

/**
 * Serves one row of the endpoint table. The handler is `(input, context) => Promise<response>`: input is validated,
 * the actor is known, and the response is parsed by the contract (unknown keys vanish; a mismatch is our 500).
 */
export function Endpoint<const E extends EndpointSpec>(spec: E) {
  return <T extends Handler<E>>(target: object, key: string, descriptor: TypedPropertyDescriptor<T>): void => {
    InputParam()(target, key, 0);
    ContextParam()(target, key, 1);
    applyDecorators(
      SetMetadata(ENDPOINT, spec),
      RequestMapping({ path: spec.path, method: METHODS[spec.method] }),
      HttpCode(spec.response === null ? 204 : (spec.status ?? 200)),
    )(target, key, descriptor);
  };
}
