import { connect } from 'node:net';
import { interviewEndpoints } from '@dryrun/contracts/interviews.contract';
import { PROBLEM_CODES, type ProblemView } from '@dryrun/contracts/problem.contract';
import { startWorld, type World } from '../../../test/harness.ts';
import { traceOf } from './serve-metrics.ts';

let world: World;
let guarded: World;
const lines: string[] = [];
const written = process.stdout.write.bind(process.stdout);

beforeAll(async () => {
  process.stdout.write = ((chunk: string | Uint8Array) => (
    lines.push(String(chunk)),
    true
  )) as typeof process.stdout.write;
  world = await startWorld();
  guarded = await world.replica({ metricsToken: 'a token for scrapers', logLevel: 'debug' });
});
afterAll(async () => {
  process.stdout.write = written;
  await guarded.close();
  await world.close();
});

const TOKEN = { authorization: 'Bearer a token for scrapers' };
const scrape = async () => (await guarded.anonymous.send<string>('GET', '/metrics', undefined, TOKEN)).text;
const valueOf = (text: string, line: string) =>
  Number(
    text
      .split('\n')
      .find((l) => l.startsWith(`${line} `))
      ?.split(' ')[1] ?? 0,
  );

/** Bytes on a socket of the listening server, and the whole answer. */
async function raw(bytes: string): Promise<string> {
  if (!guarded.app.getHttpServer().listening) await guarded.app.listen(0, '127.0.0.1');
  const { port } = guarded.app.getHttpServer().address() as { port: number };
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let answer = '';
    socket.on('data', (chunk) => (answer += String(chunk)));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

describe('/metrics', () => {
  it('answers this machine only when no token is set, and never through a proxy', async () => {
    expect((await world.anonymous.send('GET', '/metrics')).status).toBe(200);
    expect((await world.anonymous.send('GET', '/metrics', undefined, { 'x-forwarded-for': '127.0.0.1' })).status).toBe(
      404,
    );
  });

  it('does not exist for whoever lacks the token', async () => {
    for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: 'Basic a token for scrapers' }]) {
      const { status, problem } = await guarded.anonymous.send(
        'GET',
        '/metrics',
        undefined,
        headers as Record<string, string>,
      );
      expect([status, problem?.code]).toEqual([404, 'not_found']);
    }
  });

  it('counts requests by route template and outcome, never by id', async () => {
    const asha = await guarded.as('asha');
    const unknown = '01890000-0000-7000-8000-00000000abcd';
    await asha.call(interviewEndpoints.get, { params: { interviewId: unknown } });
    const text = await scrape();
    expect(
      valueOf(text, 'dryrun_results_total{method="GET",route="/api/interviews/:interviewId",outcome="not_found"}'),
    ).toBe(1);
    expect(text).toContain(
      'dryrun_http_request_seconds_bucket{le="0.25",method="GET",route="/api/interviews/:interviewId",status="4xx"}',
    );
    expect(text).not.toContain(unknown);
    await guarded.anonymous.send('GET', '/api/nothing/secret-address');
    expect(await scrape()).not.toContain('secret-address');
  });

  it('tells of backlogs as they are in the database', async () => {
    const before = valueOf(await scrape(), 'dryrun_outbox_waiting');
    await world.query(
      `insert into outbox_event (id, type, subject_id, payload, at, attempts) values (gen_random_uuid(), 'test.told', gen_random_uuid(), '{}', $1, 0), (gen_random_uuid(), 'test.dead', gen_random_uuid(), '{}', $1, 8)`,
      [new Date(world.clock.now().getTime() - 90_000)],
    );
    const text = await scrape();
    expect(valueOf(text, 'dryrun_outbox_waiting')).toBe(before + 1);
    expect(valueOf(text, 'dryrun_outbox_oldest_seconds')).toBeGreaterThanOrEqual(90);
    expect(valueOf(text, 'dryrun_outbox_dead')).toBe(1);
    expect(text).toContain('dryrun_nodejs_eventloop_lag_seconds');
    expect(valueOf(text, 'dryrun_database_pool_connections')).toBeGreaterThan(0);
    await world.query(`delete from outbox_event where type like 'test.%'`);
  });
});

describe('the log', () => {
  it('has one line for each request, with ids and a template, and nothing that a person wrote', async () => {
    const asha = await guarded.as('asha');
    lines.length = 0;
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    const answer = await asha.send('GET', '/api/interviews?when=canary-query', undefined, {
      traceparent: `00-${trace}-00f067aa0ba902b7-01`,
      'user-agent': 'canary-agent\nforged line',
    });
    const told = lines
      .map((l) => JSON.parse(l) as { context?: string; message: Record<string, unknown> })
      .filter((l) => l.context === 'request');
    expect(told).toHaveLength(1);
    expect(told[0]?.message).toMatchObject({
      method: 'GET',
      route: '/api/interviews',
      status: 400,
      code: 'invalid_input',
      actorId: asha.personId,
      traceId: trace,
      requestId: answer.problem?.traceId,
    });
    expect(answer.headers['x-request-id']).toBe(answer.problem?.traceId);
    expect(lines.join('')).not.toMatch(/canary|forged|Asha|dryrun\.session_token/);
  });

  it('files what matched no route under one name, whatever the address says', async () => {
    lines.length = 0;
    await guarded.anonymous.send('GET', '/api/%0a{"level":"fatal"}');
    expect(lines.join('')).toContain('"route":"unmatched"');
    expect(lines.join('')).not.toContain('fatal"}');
  });
});

describe('what never becomes a request', () => {
  it.each([
    ['bytes that are no HTTP', 'hello there\r\n\r\n', 400],
    ['an address that cannot be decoded', 'GET /api/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 400],
    ['headers that are too large', `GET /livez HTTP/1.1\r\nHost: x\r\nX-Big: ${'a'.repeat(40_000)}\r\n\r\n`, 431],
    [
      'two different lengths',
      'POST /api/demo/sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd',
      400,
    ],
    ['a method nobody knows', 'BREW /api/me HTTP/1.1\r\nHost: x\r\n\r\n', 400],
  ])('is answered with a problem document: %s', async (_what, bytes, status) => {
    const answer = await raw(bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer.toLowerCase()).toContain('application/problem+json');
    const problem = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4)) as ProblemView;
    expect(PROBLEM_CODES).toContain(problem.code);
    expect(problem.status).toBe(status);
  });
});

describe('traceOf', () => {
  it('takes a trace id from a well-formed header only', () => {
    expect(traceOf('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01')).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
    for (const bad of [
      undefined,
      '',
      '00-xyz',
      ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'],
      `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    ])
      expect(traceOf(bad)).toBeNull();
  });
});
