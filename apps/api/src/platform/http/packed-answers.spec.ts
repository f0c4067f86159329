import { gunzipSync } from 'node:zlib';
import Fastify from 'fastify';
import { packLargeAnswers } from './packed-answers.ts';

const LONG = {
  items: Array.from({ length: 3_000 }, (_, n) => ({ startsAt: `2026-12-01T10:00:00.${n}Z`, name: 'Dev Malhotra' })),
};

async function ask(url: string, method: 'GET' | 'POST' = 'GET', accept?: string) {
  const app = Fastify();
  packLargeAnswers(app);
  app.get('/long', () => LONG);
  app.post('/long', () => LONG);
  app.get('/short', () => ({ items: [] }));
  app.get('/text', (_, reply) => reply.type('text/plain').send('x'.repeat(100_000)));
  const answer = await app.inject({ method, url, headers: accept === undefined ? {} : { 'accept-encoding': accept } });
  await app.close();
  return answer;
}

describe('a long answer to a read', () => {
  it('is packed for whoever can unpack it, and says the same', async () => {
    const answer = await ask('/long', 'GET', 'br, gzip;q=0.8');
    expect(answer.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
    expect(JSON.parse(gunzipSync(answer.rawPayload).toString())).toEqual(LONG);
    expect(Number(answer.headers['content-length'] ?? answer.rawPayload.length)).toBe(answer.rawPayload.length);
    expect(answer.rawPayload.length).toBeLessThan(JSON.stringify(LONG).length / 5);
  });

  it('stays as it is for everybody else', async () => {
    for (const accept of [undefined, 'br', 'gzip;q=0', 'identity']) {
      const answer = await ask('/long', 'GET', accept);
      expect([answer.headers['content-encoding'], answer.json()]).toEqual([undefined, LONG]);
    }
  });

  it('is no other answer: short ones, texts, and what a write answers are never packed', async () => {
    for (const [url, method] of [
      ['/short', 'GET'],
      ['/text', 'GET'],
      ['/long', 'POST'],
    ] as const)
      expect((await ask(url, method, 'gzip')).headers['content-encoding']).toBeUndefined();
  });
});
