import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PROBLEMS, type ProblemCode } from '@dryrun/contracts/problem.contract';
import { sendProblem } from '../http/problem-filter.ts';
import { Refusal } from '../http/refusal.ts';
import { CLIENT_ADDRESS_HEADER, type Auth } from './better-auth.ts';

/** The only paths of better-auth that exist here; anything else below `/api/auth` is 404. */
const OPEN = new Set(['POST /api/auth/sign-in/email', 'POST /api/auth/sign-out']);

const REFUSED: Record<number, [ProblemCode, string]> = {
  400: ['invalid_input', 'Nothing was changed. Check what was sent and try again.'],
  401: ['wrong_credentials', 'Address or password do not match. Check both; passwords are case-sensitive.'],
  403: ['cross_site_request', 'This request did not come from this site, so it was refused.'],
  422: ['invalid_input', 'Nothing was changed. Check what was sent and try again.'],
  429: ['too_many_requests', 'Too many attempts from here. Wait a minute and try again; nothing is locked.'],
};

/** Mounts sign-in on Fastify, in a scope of its own so that the body arrives whole. Every refusal leaves as a problem document. */
export function mountAuth(app: FastifyInstance, auth: Auth): void {
  void app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 16 * 1024 }, (_request, body, parsed) => parsed(null, body));
    scope.route({
      method: ['GET', 'POST'],
      url: '/api/auth/*',
      handler: (request, reply) => answer(auth, request, reply),
    });
    done();
  });
}

async function answer(auth: Auth, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const path = request.url.split('?', 1)[0];
  if (!OPEN.has(`${request.method} ${path}`)) return refuse(reply, request, 'not_found', 'Either this does not exist, or it is not yours to see.');
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) return refuse(reply, request, 'unsupported_media_type', 'Please send JSON.');
  const body = request.body as Buffer;
  if (!isJsonObject(body)) return refuse(reply, request, 'malformed_request', 'The body is not a JSON object.');
  const headers = new Headers();
  for (const name of ['content-type', 'cookie', 'origin', 'user-agent', 'accept-language', 'referer']) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  headers.set(CLIENT_ADDRESS_HEADER, request.ip);
  const host = request.headers.host ?? 'localhost';
  const response = await auth.handler(new Request(new URL(request.url, `http://${host}`), { method: request.method, headers, body: new Uint8Array(body) }));
  for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie);
  if (response.ok) return reply.status(204).send();
  const [code, detail] = REFUSED[response.status] ?? ['internal', 'Nothing was changed. Please try again.'];
  return refuse(reply, request, code, detail);
}

function isJsonObject(body: Buffer): boolean {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function refuse(reply: FastifyReply, request: FastifyRequest, code: ProblemCode, detail: string): FastifyReply {
  sendProblem(reply, new Refusal(code, detail || PROBLEMS[code]), request.id);
  return reply;
}
