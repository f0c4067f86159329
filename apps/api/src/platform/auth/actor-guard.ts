import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import type { EndpointSpec } from '@dryrun/contracts/endpoint';
import { mayAnywhere } from '@dryrun/domain/policy/decide';
import { ENDPOINT, type DryrunRequest, type RequestContext } from '../http/endpoint.ts';
import { Refusal } from '../http/refusal.ts';
import { SessionSource, type OpenSession } from './open-session.ts';
import { RecentSignIn } from './recent-sign-in.ts';
import { SessionCookie } from './session-cookie.ts';

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
    private readonly sessions: SessionSource,
    private readonly recentSignIn: RecentSignIn,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<DryrunRequest>();
    const spec = this.reflector.get<EndpointSpec | undefined>(ENDPOINT, context.getHandler());
    if (!spec) throw new Refusal('forbidden', 'This address has no permission declared.');
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const of = contextOf(request, reply, this.cookie.read(request.headers.cookie));
    request.dryrunContext = of;
    if (spec.access === 'public') return true;
    const session = of.cookieToken === null ? null : await this.sessions.sessionOf(of.cookieToken, of);
    if (!session)
      throw new Refusal(
        'not_signed_in',
        'You are not signed in, or your sign-in ended. Sign in and you will return here.',
      );
    if (session.rotated) of.setCookie(this.cookie.write(session.rotated.token, session.rotated.expiresAt));
    request.dryrunContext = { ...of, actor: session.actor, session };
    request.actorId = session.actor.personId;
    this.refuseHalfSignedIn(spec, session);
    if (spec.access !== 'signedIn' && !spec.params && !mayAnywhere(session.actor, spec.access))
      throw new Refusal('forbidden', 'None of your roles allows this. A cohort admin of your batch can grant roles.');
    if (spec.needsRecentSignIn === true) this.recentSignIn.demand(session);
    return true;
  }

  private refuseHalfSignedIn(spec: EndpointSpec, { standing }: OpenSession): void {
    if (standing === 'open' || spec.whileSigningIn?.includes(standing)) return;
    if (standing === 'secondFactor')
      throw new Refusal(
        'second_factor_needed',
        'Your sign-in is not complete yet. Give the code of your authenticator app, a recovery code, or use your passkey.',
      );
    throw new Refusal(
      'second_factor_setup_needed',
      'Your academy asks its admins for a second factor. Set up an authenticator app or a passkey, which takes two minutes, and you are in.',
    );
  }
}

function contextOf(request: DryrunRequest, reply: FastifyReply, cookieToken: string | null): RequestContext {
  return {
    actor: null,
    session: null,
    cookieToken,
    traceId: request.id,
    address: request.ip,
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 400),
    cookieHeader: request.headers.cookie ?? '',
    setCookie: (value) => void reply.header('set-cookie', value),
  };
}
