import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PROBLEMS, type ProblemCode, type ProblemView } from '@dryrun/contracts/problem.contract';
import { refusalOfDatabaseError } from '../db/database-errors.ts';
import { Refusal } from './refusal.ts';

/** The only place that knows which status number a refusal has. */
export const STATUS: Record<ProblemCode, number> = {
  invalid_input: 400,
  malformed_request: 400,
  payload_too_large: 413,
  headers_too_large: 431,
  request_timeout: 408,
  not_signed_in: 401,
  wrong_credentials: 401,
  wrong_code: 401,
  proof_over: 409,
  passkey_refused: 401,
  oidc_failed: 401,
  address_taken: 409,
  last_way_in: 409,
  second_factor_required: 409,
  second_factor_needed: 401,
  second_factor_setup_needed: 401,
  recent_sign_in_needed: 403,
  cross_site_request: 403,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  unsupported_media_type: 415,
  too_many_requests: 429,
  idempotency_key_missing: 400,
  idempotency_key_reused: 422,
  stale_version: 409,
  no_backup_folder: 409,
  slot_taken: 409,
  slot_not_open: 409,
  hold_expired: 409,
  waitlist_closed: 409,
  times_open: 409,
  offer_over: 409,
  quota_used: 409,
  interview_state: 409,
  claim_made: 409,
  own_case: 403,
  time_overlaps: 409,
  extension_used: 409,
  late_changes_used: 409,
  request_open: 409,
  request_closed: 409,
  too_early: 409,
  scorecard_incomplete: 422,
  scorecard_submitted: 409,
  prediction_given: 409,
  next_step_state: 409,
  message_state: 409,
  set_in_environment: 409,
  batch_state: 409,
  batch_not_ready: 409,
  enrolment_state: 409,
  invitation_over: 410,
  account_exists: 409,
  setup_link_over: 410,
  join_code_unknown: 404,
  last_academy_admin: 409,
  unavailable: 503,
  internal: 500,
};

/** Problem details of a refusal. `traceId` is the request's id, found again in the log. */
export function problemOf(refusal: Refusal, traceId: string): ProblemView {
  return {
    ...refusal.more.extensions,
    type: `about:blank#${refusal.code}`,
    title: PROBLEMS[refusal.code],
    status: STATUS[refusal.code],
    code: refusal.code,
    detail: refusal.detail,
    ...(refusal.more.retryAfterSeconds !== undefined && { retryAfterSeconds: refusal.more.retryAfterSeconds }),
    ...(refusal.more.errors && { errors: refusal.more.errors }),
    traceId,
  };
}

const FRAMEWORK: Record<number, ProblemCode> = {
  400: 'malformed_request',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'payload_too_large',
  414: 'malformed_request',
  415: 'unsupported_media_type',
  431: 'headers_too_large',
};

/** Turns whatever was thrown into a refusal; null when it is our own fault. */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  const fromDatabase = refusalOfDatabaseError(error);
  if (fromDatabase) return fromDatabase;
  const status =
    error instanceof HttpException
      ? error.getStatus()
      : ((error as { statusCode?: unknown } | null)?.statusCode ?? null);
  const code = typeof status === 'number' ? FRAMEWORK[status] : undefined;
  if (code === undefined) return null;
  return new Refusal(
    code,
    code === 'not_found' ? 'Either this does not exist, or it is not yours to see.' : PROBLEMS[code] + '.',
  );
}

/** The one filter: every 4xx and 5xx leaves as a problem document. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    sendProblem(reply, this.refusal(error, request), request.id);
  }

  private refusal(error: unknown, request: FastifyRequest): Refusal {
    const known = refusalOf(error);
    if (known) return known;
    // The path only, never the query or body: they may hold what a person wrote.
    this.log.error(
      `${request.method} ${request.routeOptions?.url ?? 'unmatched'} failed (${request.id})`,
      error instanceof Error ? error.stack : String(error),
    );
    return new Refusal(
      'internal',
      'Nothing was changed. Please try again; if it happens again, tell your admin the trace id.',
    );
  }
}

export function sendProblem(reply: FastifyReply, refusal: Refusal, traceId: string): void {
  if (reply.sent) return;
  reply.request.problemCode = refusal.code;
  const problem = problemOf(refusal, traceId);
  if (refusal.more.retryAfterSeconds !== undefined)
    void reply.header('retry-after', String(refusal.more.retryAfterSeconds));
  void reply
    .status(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem));
}
