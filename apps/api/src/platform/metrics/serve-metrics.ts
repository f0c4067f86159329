import { timingSafeEqual } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Settings } from '../config/settings.ts';
import { sendProblem } from '../http/problem-filter.ts';
import { notFound, Refusal } from '../http/refusal.ts';
import type { Metrics } from './metrics.ts';

/** Addresses of probes; they would drown the log. */
const PROBES = new Set(['/livez', '/readyz', '/metrics']);
/** What a request is filed under when no route of ours matched it: its address is the sender's text and stays out of log and labels. */
const UNMATCHED = 'unmatched';

declare module 'fastify' {
  interface FastifyRequest {
    /** The problem code that the answer carries; absent when it is no refusal. */
    problemCode?: string;
    /** Whose request it is, once that is known. */
    actorId?: string;
  }
}

/**
 * Counts every request and writes one log line about it: verb, route template, status, milliseconds, ids. Never an address,
 * a query, a body, a name or a token. `traceparent` (W3C) of a caller is carried into the line.
 */
export function watchRequests(app: FastifyInstance, metrics: Metrics): void {
  const log = new Logger('request');
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? UNMATCHED;
    const { method, id: requestId } = request;
    const { statusCode: status, elapsedTime } = reply;
    const outcome = request.problemCode ?? 'ok';
    metrics.finished({ method, route, status, outcome, seconds: elapsedTime / 1000 });
    const traceId = traceOf(request.headers.traceparent);
    const line = {
      method,
      route,
      status,
      ms: Math.round(elapsedTime * 10) / 10,
      requestId,
      ...(request.problemCode && { code: request.problemCode }),
      ...(request.actorId && { actorId: request.actorId }),
      ...(traceId && { traceId }),
    };
    if (PROBES.has(route)) log.debug(line);
    else log.log(line);
  });
}

/** The trace id of a `traceparent` header; null when it is not one. */
export function traceOf(header: unknown): string | null {
  const parts =
    typeof header === 'string' ? /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(header) : null;
  return parts?.[1] && !/^0+$/.test(parts[1]) ? parts[1] : null;
}

/** `/metrics`: with `METRICS_TOKEN` for whoever bears it, without for this machine only. For everybody else there is nothing. */
export function serveMetrics(app: FastifyInstance, metrics: Metrics, settings: Settings): void {
  app.get('/metrics', async (request, reply) => {
    if (!mayScrape(request, settings.metricsToken)) {
      sendProblem(reply, notFound(), request.id);
      return reply;
    }
    try {
      const text = await metrics.text();
      return await reply.header('cache-control', 'no-store').header('content-type', metrics.contentType).send(text);
    } catch {
      sendProblem(
        reply,
        new Refusal('unavailable', 'The database does not answer, so its backlogs cannot be told.'),
        request.id,
      );
      return reply;
    }
  });
}

function mayScrape(request: FastifyRequest, token: string | null): boolean {
  // The peer itself, not what a proxy says of it: a proxy on this machine must not open the door to the world.
  if (token === null)
    return (
      isLoopback(request.socket.remoteAddress) &&
      request.headers['x-forwarded-for'] === undefined &&
      request.headers.forwarded === undefined
    );
  const given = Buffer.from(/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '');
  const wanted = Buffer.from(token);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function isLoopback(address: string | undefined): boolean {
  return address !== undefined && (address === '::1' || /^(::ffff:)?127\./.test(address));
}
