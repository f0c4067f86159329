import { subscribe } from 'node:diagnostics_channel';

/**
 * Loaded into each server of the proofs before it starts. Fastify announces every instance on a diagnostics channel; we ask
 * that instance for its own routes and tell our parent, so that nothing has to be believed about what is served.
 */
interface Instance {
  addHook(name: 'onRoute', hook: (route: { method: string | string[]; url: string }) => void): unknown;
  addHook(name: 'onListen', hook: (done: () => void) => void): unknown;
  server: { listenerCount(event: string): number };
}

subscribe('fastify.initialization', (message) => {
  const { fastify } = message as { fastify: Instance };
  const routes = new Set<string>();
  fastify.addHook('onRoute', ({ method, url }) => {
    for (const verb of [method].flat()) routes.add(`${verb} ${url}`);
  });
  fastify.addHook('onListen', (done) => {
    if (fastify.server.listenerCount('upgrade') > 0) routes.add('UPGRADE *');
    process.send?.({ type: 'routes', routes: [...routes].sort() });
    done();
  });
});
