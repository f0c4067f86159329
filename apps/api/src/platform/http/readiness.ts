import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import type { DataSource } from 'typeorm';
import { sendProblem } from './problem-filter.ts';
import { Refusal } from './refusal.ts';

/** Whether this process still wants new requests. Asked by whoever balances them, and by the last answers it gives. */
@Injectable()
export class Readiness {
  private leaving = false;

  get isDraining(): boolean {
    return this.leaving;
  }

  /** From now on `/readyz` says 503 and every answer ends its connection; requests are still served. There is no way back. */
  drain(): void {
    this.leaving = true;
  }
}

/** How long `/readyz` waits for the database, in milliseconds: below the patience of any balancer. */
const DATABASE_PATIENCE = 2_000;

/**
 * `/livez`: the process runs its event loop. `/readyz`: it can do work, that is, the database answers and nobody asked it to leave.
 * Both are open to everybody and say nothing else.
 */
export function serveHealth(app: FastifyInstance, readiness: Readiness, source: DataSource): void {
  app.addHook('onSend', async (_request, reply) => {
    if (readiness.isDraining) reply.header('connection', 'close');
  });
  app.get('/livez', (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'alive' }));
  app.get('/readyz', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    if (!readiness.isDraining && (await answers(source))) return reply.send({ status: 'ready' });
    const why = readiness.isDraining
      ? 'This server is being stopped; another one answers.'
      : 'The database does not answer.';
    sendProblem(reply, new Refusal('unavailable', why), request.id);
    return reply;
  });
}

async function answers(source: DataSource): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), DATABASE_PATIENCE);
  });
  const asked = source.query('select 1').then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
