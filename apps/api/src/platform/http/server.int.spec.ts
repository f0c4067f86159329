import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { startWorld, type World } from '../../../test/harness.ts';
import { PlatformModule } from '../platform.module.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
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
    @Module({ imports: [PlatformModule.with({ settings, source: world.source, clock: world.clock })], controllers: [Stray] })
    class Careless {}
    const app = await NestFactory.create(Careless, createAdapter({ webDir: null, trustedProxies: [] }), { logger: false, abortOnError: false });
    await expect(app.init()).rejects.toThrow('Stray.stray is a route without a permission');
    await app.close();
  });
});
