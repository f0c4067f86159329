import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '../config/settings.ts';
import { problemOf, refusalOf, sendProblem } from './problem-filter.ts';
import { packLargeAnswers } from './packed-answers.ts';
import { notFound, Refusal } from './refusal.ts';

const CSP =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; worker-src 'self' blob:; " +
  "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

/** Nest's Fastify adapter whose fallback for unmatched requests is ours: a page of the web app, or a problem document. */
class DryrunAdapter extends FastifyAdapter {
  constructor(
    private readonly index: Buffer | null,
    trustedProxies: readonly string[],
  ) {
    super({
      // `request.ip` is the connecting address unless that is a proxy we were told to believe.
      trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
      bodyLimit: 512 * 1024,
      genReqId: () => randomUUID(),
      routerOptions: { caseSensitive: true, ignoreTrailingSlash: false, maxParamLength: 200 },
      forceCloseConnections: 'idle',
      // What never reaches a route: an address that cannot be decoded, and bytes that are no request.
      frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
        reply.header('x-content-type-options', 'nosniff');
        sendProblem(
          reply,
          refusalOf(error) ?? new Refusal('malformed_request', 'The address cannot be read.'),
          request.id,
        );
      },
      clientErrorHandler: answerGarbage,
    });
  }

  override setNotFoundHandler(): ReturnType<FastifyAdapter['setNotFoundHandler']> {
    return this.getInstance().setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) => {
      if (this.index && isPage(request)) return reply.status(200).headers(PAGE_HEADERS).send(this.index);
      sendProblem(reply, notFound(), request.id);
      return reply;
    });
  }
}

const PAGE_HEADERS = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' };

/** The browser asks for a page of the app: not an API path, and no file name. */
function isPage(request: FastifyRequest): boolean {
  const path = request.url.split('?', 1)[0] ?? '';
  return request.method === 'GET' && !/^\/+api(\/|$)/i.test(path) && !/\.[a-z0-9]{2,5}$/i.test(path);
}

/** Node's own answer to bytes that are no HTTP, to headers that are too large, and to a request that never ends, as a problem document. */
function answerGarbage(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const code =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? 'headers_too_large'
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? 'request_timeout'
        : 'malformed_request';
  const problem = problemOf(new Refusal(code, 'The connection was closed; nothing was changed.'), randomUUID());
  const body = JSON.stringify(problem);
  const head = `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`;
  socket.end(
    `${head}\r\nContent-Type: application/problem+json; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

/** `settings.webDir` is the folder of the built web app; null serves the API alone. */
export function createAdapter({ webDir, trustedProxies }: Pick<Settings, 'webDir' | 'trustedProxies'>): FastifyAdapter {
  const file = webDir && join(webDir, 'index.html');
  return new DryrunAdapter(file && existsSync(file) ? readFileSync(file) : null, trustedProxies);
}

/** Hooks that hold for every request, before any route. */
export function secureServer(app: FastifyInstance, settings: Settings): void {
  app.addHook('onRequest', async (request, reply) => {
    setHeaders(reply, settings);
    refuseForeign(request, settings);
  });
  app.addHook('onSend', async (request, reply, payload: unknown) => {
    if (reply.statusCode !== 200 || typeof payload !== 'string' || !isCalendar(reply)) return payload;
    const etag = `"${createHash('sha256').update(payload).digest('base64url')}"`;
    reply.header('etag', etag);
    if (!knows(request, etag)) return payload;
    reply.code(304).removeHeader('content-type').removeHeader('content-length');
    return '';
  });
  packLargeAnswers(app);
}

const isCalendar = (reply: FastifyReply) => String(reply.getHeader('content-type') ?? '').startsWith('text/calendar');

/** Does whoever asks have this version already? Calendar programs come again every hour. */
function knows(request: FastifyRequest, etag: string): boolean {
  const known = (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known.includes(etag) || known.includes('*');
}

function setHeaders(reply: FastifyReply, settings: Settings): void {
  reply.header('content-security-policy', CSP);
  reply.header('x-content-type-options', 'nosniff');
  reply.header('referrer-policy', 'same-origin');
  reply.header('cross-origin-opener-policy', 'same-origin');
  reply.header('cross-origin-resource-policy', 'same-origin');
  reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=()');
  if (settings.isHttps) reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains');
  // For every answer, however its address is spelled; what may be kept (pages, files) says so itself.
  reply.header('cache-control', 'no-store');
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Writes must come from our own pages (Origin, Fetch-Metadata) and be JSON: that is the whole CSRF defence, for every route alike. */
function refuseForeign(request: FastifyRequest, settings: Settings): void {
  if (SAFE.has(request.method)) return;
  const origin = request.headers.origin;
  const site = request.headers['sec-fetch-site'];
  const isForeignOrigin =
    origin !== undefined && origin !== settings.publicUrl && !isOwnLoopback(origin, request.headers.host);
  if (isForeignOrigin || site === 'cross-site' || site === 'same-site')
    throw new Refusal(
      'cross_site_request',
      'This request did not come from this site, so it was refused. Open Dryrun itself and try there.',
    );
  const length = request.headers['content-length'];
  const hasBody = request.headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
  if (hasBody && !/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    throw new Refusal('unsupported_media_type', 'Please send JSON (Content-Type: application/json).');
}

/**
 * On this machine Dryrun answers to any loopback name and forwarded port. The name must be a loopback one, or a foreign
 * page whose name was rebound to 127.0.0.1 would pass for ours.
 */
function isOwnLoopback(origin: string, host: string | undefined): boolean {
  return (
    origin === `http://${host}` && /^(localhost|([a-z0-9-]+\.)+localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host ?? '')
  );
}

/** Serves the files of the built web app; hashed ones for ever, pre-compressed where the build made them so. */
export async function serveStatic(app: FastifyInstance, webDir: string | null): Promise<void> {
  if (!webDir || !existsSync(webDir)) return;
  await app.register(fastifyStatic, {
    root: webDir,
    wildcard: false,
    index: false,
    preCompressed: true,
    setHeaders: (response, path) => {
      const isHashed = /[\\/]assets[\\/]/.test(path);
      response.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
