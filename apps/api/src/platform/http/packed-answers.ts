import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

const packed = promisify(gzip);

/** In characters. What is smaller travels as quickly unpacked. */
const LEAST_PACKED = 32 * 1024;

/** Long lists are made to be packed: the open times of many mentors shrink to a fifteenth. Only answers to reads, never to what somebody else could have sent. */
export function packLargeAnswers(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload: unknown) => {
    if (typeof payload !== 'string' || payload.length < LEAST_PACKED || request.method !== 'GET') return payload;
    if (!String(reply.getHeader('content-type') ?? '').startsWith('application/json')) return payload;
    reply.header('vary', 'accept-encoding');
    if (!/\bgzip\b(?!\s*;\s*q=0(\.0*)?(,|$))/.test(request.headers['accept-encoding'] ?? '')) return payload;
    reply.header('content-encoding', 'gzip').removeHeader('content-length');
    return packed(payload, { level: 5 });
  });
}
