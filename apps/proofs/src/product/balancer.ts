import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';

interface Backend {
  url: URL;
  isReady: boolean;
  agent: Agent;
}

/** What a balancer in front of several servers does, and no more: it asks `/readyz`, spreads requests, and never sends one twice. */
export interface Balancer {
  url: string;
  /** Lets a server in; it gets requests once it says that it is ready. */
  add(url: string): void;
  /** Forgets a server that is gone. */
  remove(url: string): void;
  /** Resolves when this many servers are ready. */
  ready(count: number): Promise<void>;
  /** Requests that no server answered, with what went wrong. */
  lost: readonly string[];
  close(): Promise<void>;
}

/** Milliseconds between two questions to a server. */
export const CHECK_EVERY = 200;

export async function startBalancer(): Promise<Balancer> {
  const backends = new Map<string, Backend>();
  const lost: string[] = [];
  let turn = 0;

  const check = async (backend: Backend) => {
    const answer = await fetch(new URL('/readyz', backend.url), { signal: AbortSignal.timeout(1_000) }).catch(
      () => null,
    );
    await answer?.body?.cancel();
    backend.isReady = answer?.status === 200;
  };
  const timer = setInterval(() => backends.forEach((backend) => void check(backend)), CHECK_EVERY);

  const forward = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const ready = [...backends.values()].filter(({ isReady }) => isReady);
    const backend = ready[turn++ % ready.length];
    const fail = (why: string) => {
      lost.push(`${incoming.method} ${incoming.url}: ${why}`);
      if (!outgoing.headersSent) outgoing.writeHead(502);
      outgoing.end();
    };
    if (!backend) return fail('no server is ready');
    const { connection: _, ...headers } = incoming.headers;
    const { hostname, port } = backend.url;
    const onward = request(
      { agent: backend.agent, hostname, port, method: incoming.method, path: incoming.url, headers },
      (answer) => {
        const { connection: _c, 'keep-alive': _k, ...kept } = answer.headers;
        outgoing.writeHead(answer.statusCode ?? 502, kept);
        answer.on('error', (error) => fail(error.message));
        answer.pipe(outgoing);
      },
    );
    onward.on('error', (error) => fail(error.message));
    incoming.pipe(onward);
  };

  const server = createServer(forward).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the balancer has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    lost,
    add(url) {
      backends.set(url, { url: new URL(url), isReady: false, agent: new Agent({ keepAlive: true, maxSockets: 64 }) });
    },
    remove(url) {
      backends.get(url)?.agent.destroy();
      backends.delete(url);
    },
    async ready(count) {
      for (let waited = 0; [...backends.values()].filter(({ isReady }) => isReady).length < count; waited += 50) {
        if (waited > 60_000) throw new Error(`not ${count} servers ready after a minute`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    async close() {
      clearInterval(timer);
      for (const { agent } of backends.values()) agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
