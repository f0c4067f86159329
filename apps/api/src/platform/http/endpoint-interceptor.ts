import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import type { z } from 'zod';
import type { EndpointSpec } from '@dryrun/contracts/endpoint';
import type { Actor } from '@dryrun/domain/policy/decide';
import { requestOrigin } from '../events/audit.ts';
import { Beforehand, type BeforehandCall } from './beforehand.ts';
import { ENDPOINT, type DryrunRequest } from './endpoint.ts';
import { IdempotentRequests, type KeptAnswer } from './idempotent-requests.ts';
import { OneTrips } from './one-trip.ts';
import { notFound, Refusal, type FieldError } from './refusal.ts';

/** Validates what came in, keeps the promise of idempotency keys, and holds the answer to the contract. */
@Injectable()
export class EndpointInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly idempotent: IdempotentRequests,
    private readonly short: OneTrips,
    private readonly beforehand: Beforehand,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const spec = this.reflector.get<EndpointSpec>(ENDPOINT, context.getHandler());
    const request = context.switchToHttp().getRequest<DryrunRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const origin = { traceId: request.id, address: request.ip };
    return from(requestOrigin.run(origin, () => this.answer(spec, request, reply, next)));
  }

  private async answer(
    spec: EndpointSpec,
    request: DryrunRequest,
    reply: FastifyReply,
    next: CallHandler,
  ): Promise<unknown> {
    request.dryrunInput = validated(spec, request);
    const handle = async () => {
      const result: unknown = await lastValueFrom(next.handle());
      return spec.response === null ? undefined : spec.response.parse(result);
    };
    const actor = request.dryrunContext?.actor;
    if (!spec.isIdempotent || !actor) {
      const answer = await handle();
      if (spec.responseType) reply.header('content-type', `${spec.responseType}; charset=utf-8`);
      return answer;
    }
    const input = request.dryrunInput as BeforehandCall<EndpointSpec>['input'];
    await this.beforehand.run(spec, { input, actor, address: request.ip });
    const kept =
      (await this.shortAnswer(spec, request, actor)) ??
      (await this.idempotent.run({
        actorId: actor.personId,
        endpoint: `${spec.method} ${spec.path}`,
        request,
        run: handle,
      }));
    reply
      .status(kept.status)
      .header(
        'content-type',
        kept.status >= 400 ? 'application/problem+json; charset=utf-8' : 'application/json; charset=utf-8',
      );
    if (kept.status >= 400) request.problemCode = (kept.answer as { code: string }).code;
    if (kept.isReplay) reply.header('idempotency-replayed', 'true');
    return kept.answer;
  }

  /** The answer of a short way, if this endpoint has one and it led through; null: take the ordinary one. */
  private async shortAnswer(spec: EndpointSpec, request: DryrunRequest, actor: Actor): Promise<KeptAnswer | null> {
    const way = this.short.find(spec);
    if (!way) return null;
    const claim = this.idempotent.claimOf(actor.personId, `${spec.method} ${spec.path}`, request);
    const input = request.dryrunInput as Parameters<typeof way>[0]['input'];
    try {
      const answer = await way({
        input,
        actor,
        claim,
        seal: (answer) => spec.response?.parse(answer) as typeof answer,
      });
      if (answer instanceof Refusal) return await this.idempotent.keepRefusal(claim, answer, request.id);
      return answer === null ? null : { status: spec.status ?? 200, answer, isReplay: false };
    } catch (error) {
      if (error instanceof Refusal) return null;
      throw error;
    }
  }
}

/**
 * Parses params, query and body by the contract.
 * @throws Refusal `not_found` for an unreadable id in the path (it names nothing), `invalid_input` with a pointer per field otherwise
 */
function validated(spec: EndpointSpec, request: DryrunRequest): { params: unknown; query: unknown; body: unknown } {
  const params = spec.params ? spec.params.safeParse(request.params) : null;
  if (params && !params.success) throw notFound();
  const errors: FieldError[] = [];
  const part = (schema: z.ZodObject | undefined, name: 'query' | 'body', value: unknown): unknown => {
    if (!schema) return {};
    const parsed = schema.safeParse(value ?? {});
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) errors.push(...fieldErrors(name, issue));
    return {};
  };
  const query = part(spec.query, 'query', request.query);
  const body = part(spec.body, 'body', request.body);
  if (errors.length > 0)
    throw new Refusal(
      'invalid_input',
      'Nothing was changed. Please look at the fields named below and send it again.',
      { errors: errors.slice(0, 50) },
    );
  return { params: params?.data ?? {}, query, body };
}

function fieldErrors(part: string, issue: z.core.$ZodIssue): FieldError[] {
  const at = (path: readonly PropertyKey[]) =>
    `/${[part, ...path].map((p) => String(p).replace(/~/g, '~0').replace(/\//g, '~1')).join('/')}`;
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      pointer: at([...issue.path, key.slice(0, 80)]),
      message: 'This field is not known here.',
    }));
  return [{ pointer: at(issue.path), message: issue.message }];
}
