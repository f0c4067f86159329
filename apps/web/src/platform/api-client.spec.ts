import { identityEndpoints } from '@dryrun/contracts/identity.contract';
import { interviewEndpoints } from '@dryrun/contracts/interviews.contract';
import { FakeServer, json, problem } from '../../test/fake-server.ts';
import { interviewOf } from '../../test/fixtures.ts';
import { addressOf, call, ConnectionError, ProblemError } from './api-client.ts';
import { callOnce } from './endpoint-query.ts';
import { noteServerDate, serverNow } from './server-clock.ts';

const INSTALLATION = { academyName: 'A', isDemo: false, isSetUp: true, now: '2026-11-21T10:00:00Z' };
const CANCEL = { params: { interviewId: interviewOf().id }, body: { reason: '' } };

describe('a call', () => {
  it('fills path and query and leaves out what is not given', () => {
    expect(addressOf(interviewEndpoints.list, { query: { when: 'past', batchId: undefined } })).toBe(
      '/api/interviews?when=past',
    );
    expect(addressOf(interviewEndpoints.get, { params: { interviewId: 'a/b' } })).toBe('/api/interviews/a%2Fb');
  });

  it('returns only what the contract knows', async () => {
    new FakeServer().on('GET', '/api/installation', () => json(200, { ...INSTALLATION, secret: 1 }));
    expect(await call(identityEndpoints.installation, {})).toEqual(INSTALLATION);
  });

  it('throws the refusal with its code', async () => {
    new FakeServer().on('GET', '/api/installation', () => problem('unavailable', 'Later.'));
    await expect(call(identityEndpoints.installation, {})).rejects.toMatchObject({
      problem: { code: 'unavailable', detail: 'Later.' },
    });
  });

  it.each([
    ['no network', () => Promise.reject(new TypeError('failed'))],
    ['an answer of another shape', () => json(200, { academyName: 3 })],
    ['an answer that is cut off', () => new Response('{"acade', { status: 200 })],
    ['a gateway that answers instead', () => new Response('<h1>Bad gateway</h1>', { status: 502 })],
  ])('tells %s apart from a refusal', async (_, answer) => {
    new FakeServer().on('GET', '/api/installation', answer);
    const error = await call(identityEndpoints.installation, {}).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).not.toBeInstanceOf(ProblemError);
  });
});

describe('an intention', () => {
  it('keeps its key while the outcome is unknown and gets a new one after a definite answer', async () => {
    const server = new FakeServer();
    const answers = [
      () => Promise.reject(new TypeError('lost')),
      () => problem('internal', 'Broken.'),
      () => problem('interview_state', 'No longer.'),
      () => json(200, interviewOf()),
      () => json(200, interviewOf()),
    ];
    server.on('POST', `/api/interviews/${interviewOf().id}/cancel`, () => (answers.shift() ?? (() => json(500, {})))());
    for (let i = 0; i < 5; i += 1) await callOnce(interviewEndpoints.cancel, CANCEL).catch(() => null);
    const keys = server.requests.map((request) => request.headers.get('idempotency-key'));
    expect(new Set(keys.slice(0, 3)).size).toBe(1);
    expect(new Set(keys).size).toBe(3);
  });

  it('is another one when the body differs', async () => {
    const server = new FakeServer();
    await callOnce(interviewEndpoints.cancel, CANCEL).catch(() => null);
    await callOnce(interviewEndpoints.cancel, { ...CANCEL, body: { reason: 'x' } }).catch(() => null);
    const [one, other] = server.requests.map((request) => request.headers.get('idempotency-key'));
    expect(one).not.toBe(other);
  });
});

describe('the server clock', () => {
  afterEach(() => noteServerDate(new Date().toUTCString()));

  it('overrules a wrong clock in the pocket and ignores what a second of rounding explains', () => {
    noteServerDate(new Date(Date.now() + 3_600_000).toUTCString());
    expect(serverNow() - Date.now()).toBeGreaterThan(3_590_000);
    noteServerDate(new Date(Date.now() - 500).toUTCString());
    expect(Math.abs(serverNow() - Date.now())).toBeLessThan(100);
    noteServerDate('not a date');
    noteServerDate(null);
    expect(Math.abs(serverNow() - Date.now())).toBeLessThan(100);
  });
});
