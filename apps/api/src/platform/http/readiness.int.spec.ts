import { startWorld, type World } from '../../../test/harness.ts';
import { Readiness } from './readiness.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('a server that is asked to leave', () => {
  it('is ready and alive before', async () => {
    for (const url of ['/readyz', '/livez']) {
      const { status, headers } = await world.anonymous.send('GET', url);
      expect([url, status, headers['connection']]).toEqual([url, 200, 'keep-alive']);
    }
  });

  it('says so to its balancer, still answers everybody else, and ends their connections', async () => {
    world.app.get(Readiness).drain();
    const ready = await world.anonymous.send('GET', '/readyz');
    expect([ready.status, ready.problem?.code]).toEqual([503, 'unavailable']);
    for (const url of ['/livez', '/api/installation']) {
      const { status, headers } = await world.anonymous.send('GET', url);
      expect([url, status, headers['connection']]).toEqual([url, 200, 'close']);
    }
  });
});

describe('a server whose database is gone', () => {
  it('is alive but not ready', async () => {
    const cut = await world.replica();
    await cut.source.destroy();
    expect((await cut.anonymous.send('GET', '/livez')).status).toBe(200);
    expect((await cut.anonymous.send('GET', '/readyz')).status).toBe(503);
    await cut.app.close();
  });
});
