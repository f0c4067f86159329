import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { startWorld, type World } from '../../../test/harness.ts';
import { PlatformModule } from '../platform.module.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { ALL_ENDPOINTS } from './endpoint-table.ts';
import { createAdapter } from './server.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('every answer', () => {
  it('carries the security headers, refusals included', async () => {
    for (const url of ['/api/installation', '/api/me', '/api/nothing', '/anything']) {
      const { headers } = await world.anonymous.send('GET', url);
      expect(String(headers['content-security-policy'])).toContain("default-src 'self'");
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });

  it('is a problem document with a trace id when it is a refusal', async () => {
    const cases: [string, string, unknown, Record<string, string>, number][] = [
      ['GET', '/api/me', undefined, {}, 401],
      ['GET', '/api/nothing/at/all', undefined, {}, 404],
      ['GET', '/API/me', undefined, {}, 404],
      ['GET', '/api/me/', undefined, {}, 404],
      ['GET', '//api/me', undefined, {}, 404],
      ['GET', '/api/%6de', undefined, {}, 401],
      ['PUT', '/api/installation', {}, {}, 404],
      ['POST', '/api/demo/sign-in', '{"key":', {}, 400],
      ['POST', '/api/demo/sign-in', { key: 'asha', extra: 1 }, {}, 400],
      ['POST', '/api/demo/sign-in', { key: 'asha' }, { origin: 'https://evil.example' }, 403],
      ['POST', '/api/demo/sign-in', { key: 'asha' }, { 'sec-fetch-site': 'cross-site' }, 403],
      ['POST', '/api/demo/sign-in', 'key=asha', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
      ['POST', '/api/demo/sign-in', `{"key":"${'x'.repeat(600_000)}"}`, {}, 413],
    ];
    for (const [method, url, body, headers, status] of cases) {
      const answer = await world.anonymous.send(method, url, body, headers);
      expect([method, url, answer.status]).toEqual([method, url, status]);
      expect(String(answer.headers['content-type'])).toContain('application/problem+json');
      expect(answer.problem?.traceId).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('names an unknown field by a pointer', async () => {
    const { problem } = await world.anonymous.send('POST', '/api/demo/sign-in', { key: 'asha', 'a/b': 1 });
    expect(problem?.errors).toEqual([{ pointer: '/body/a~1b', message: 'This field is not known here.' }]);
  });

  it('survives text that a database could not store', async () => {
    const client = await world.as('asha');
    for (const key of ['\u0000', '\ud800', '__proto__', '‮', 'a'.repeat(41)])
      expect((await client.send('POST', '/api/demo/sign-in', { key })).status).toBeLessThan(500);
  });
});

describe('a write', () => {
  const url = '/api/demo/sign-in';
  const post = (headers: Record<string, string>, payload = '{"key":"asha"}') =>
    world.app.inject({ method: 'POST', url, headers, payload });
  const json = { 'content-type': 'application/json' };

  it('is taken from our own pages and from programs, which send no origin', async () => {
    const own: Record<string, string>[] = [
      {},
      { origin: 'http://127.0.0.1:3000' },
      { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-origin' },
    ];
    for (const headers of own) expect((await post({ ...json, ...headers })).statusCode).toBe(204);
    // Another loopback name of this machine, as a browser on it would send.
    expect((await post({ ...json, host: 'localhost:8080', origin: 'http://localhost:8080' })).statusCode).toBe(204);
  });

  it.each([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ origin: 'http://127.0.0.1:3000.evil.example' }],
    [{ origin: 'https://127.0.0.1:3000' }],
    [{ origin: 'http://evil.example:3000', host: 'evil.example:3000' }],
    [{ origin: 'http://127.0.0.1.evil.example', host: '127.0.0.1.evil.example' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
  ] as [Record<string, string>][])('is refused from elsewhere: %j', async (headers) => {
    const answer = await post({ ...json, ...headers });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([403, 'cross_site_request']);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/json',
    'application/jsonx',
    '',
  ])('is refused as anything but JSON: %s', async (type) => {
    expect((await post({ 'content-type': type })).statusCode).toBe(415);
  });
});

describe('an address spelled otherwise', () => {
  const protectedReads = ALL_ENDPOINTS.filter((e) => e.method === 'GET' && e.access !== 'public');
  const variants = (path: string) => [
    `${path}/`,
    `/${path}`,
    path.replace('/api/', '/api//'),
    path.replace('/api/', '/api%2f'),
    path.replace('/api/', '/API/'),
    path.replace('/api/', '/./api/'),
    path.replace('/api/', '/api/../api/'),
    path.replace('/api/', '/api/;/'),
    path.toUpperCase(),
    `${path}%00`,
    `${path}?`,
    path.replace(/.$/, (c) => `%${c.charCodeAt(0).toString(16)}`),
  ];

  it.each(protectedReads.map((e) => e.path))('opens nothing to a stranger, by GET or HEAD: %s', async (path) => {
    const address = path.replace(/:[A-Za-z]+/g, '01890000-0000-7000-8000-000000000000');
    for (const url of [address, ...variants(address)])
      for (const method of ['GET', 'HEAD']) {
        const { status, headers } = await world.anonymous.send(method, url);
        expect([method, url, [400, 401, 404].includes(status)]).toEqual([method, url, true]);
        expect(headers['cache-control']).toBe('no-store');
      }
  });

  it('opens nothing to somebody without the role either', async () => {
    const learner = await world.as('asha');
    for (const url of ['/api/settings/sign-in', ...variants('/api/settings/sign-in')])
      for (const method of ['GET', 'HEAD'])
        expect([url, [400, 403, 404].includes((await learner.send(method, url)).status)]).toEqual([url, true]);
  });
});

describe('an application with an undeclared route', () => {
  @Controller()
  class Stray {
    @Get('/api/stray')
    stray(): string {
      return 'open to everybody';
    }
  }

  it('refuses to start', async () => {
    const settings = world.app.get<Settings>(SETTINGS);
    @Module({
      imports: [PlatformModule.with({ settings, source: world.source, clock: world.clock })],
      controllers: [Stray],
    })
    class Careless {}
    const app = await NestFactory.create(Careless, createAdapter({ webDir: null, trustedProxies: [] }), {
      logger: false,
      abortOnError: false,
    });
    await expect(app.init()).rejects.toThrow('Stray.stray is a route without a permission');
    await app.close();
  });
});
