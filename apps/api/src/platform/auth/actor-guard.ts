import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import type { EndpointSpec } from '@dryrun/contracts/endpoint';
import { mayAnywhere, type Actor } from '@dryrun/domain/policy/decide';
import { ENDPOINT, type DryrunRequest } from '../http/endpoint.ts';
import { Refusal } from '../http/refusal.ts';
import { SessionCookie } from './session-cookie.ts';

/** Answers who a sign-in session belongs to, with the grants of this very moment. Implemented by the identity module. */
export abstract class ActorSource {
  /** null for an unknown, expired or revoked session, and for a person who was removed. */
  abstract actorOf(sessionToken: string): Promise<Actor | null>;
}

/**
 * Lets a request through when its endpoint is public or somebody is signed in. An endpoint that names no row in its path
 * is refused here when no role of the actor has its permission; rows are decided by the policy of their module, because
 * only it knows whose they are.
 */
@Injectable()
export class ActorGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly cookie: SessionCookie,
    private readonly actors: ActorSource,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<DryrunRequest>();
    const spec = this.reflector.get<EndpointSpec | undefined>(ENDPOINT, context.getHandler());
    if (!spec) throw new Refusal('forbidden', 'This address has no permission declared.');
    const token = this.cookie.read(request.headers.cookie);
    const actor = spec.access === 'public' || token === null ? null : await this.actors.actorOf(token);
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    request.dryrunContext = { actor, traceId: request.id, address: request.ip, setCookie: (value) => void reply.header('set-cookie', value) };
    if (spec.access === 'public') return true;
    if (!actor) throw new Refusal('not_signed_in', 'You are not signed in, or your sign-in ended. Sign in and you will return here.');
    if (spec.access !== 'signedIn' && !spec.params && !mayAnywhere(actor, spec.access))
      throw new Refusal('forbidden', 'None of your roles allows this. A cohort admin of your batch can grant roles.');
    return true;
  }
}
