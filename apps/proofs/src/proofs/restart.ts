import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { Proof, Run, Verdict } from '../frame/proof.ts';
import { CHECK_EVERY, startBalancer, type Balancer } from '../product/balancer.ts';
import { HttpClient } from '../product/http-client.ts';
import type { Replica } from '../product/replica.ts';
import type { World } from '../product/world.ts';

/** Five times what the balancer needs to notice. */
const DRAIN_SECONDS = Math.ceil((5 * CHECK_EVERY) / 1000);

/** Longer than the drain: a request that waits this long is in flight when the server has to go. */
const SLOW_MS = (DRAIN_SECONDS + 1.5) * 1000;

interface Load {
  reads: number;
  writes: number;
  /** Keys of acknowledged writes with what they answered. */
  acknowledged: Map<string, string>;
  faults: string[];
  isOver: boolean;
}

const READERS = ['asha', 'ravi', 'zoya', 'dev', 'kavya', 'arjun'];
const PAGES = ['/api/me', '/api/batches', '/api/interviews?when=all', '/api/goal-options', '/', '/sign-in'];
const MARKED = 'said while a server was being replaced';

async function read(run: Run, client: HttpClient, load: Load, name: string): Promise<void> {
  const random = run.random.fork(name);
  while (!load.isOver) {
    const path = random.pick(PAGES);
    const answer = await client.send('GET', path).catch((error: Error) => ({ status: 0, text: error.message }));
    load.reads++;
    if (answer.status !== 200) load.faults.push(`${name} GET ${path}: ${answer.status} ${answer.text.slice(0, 200)}`);
  }
}

/** The mentor of the mock that runs now writes marks; every second request is the repetition of one that was answered. */
async function mark(run: Run, client: HttpClient, load: Load, interviewId: string): Promise<void> {
  const random = run.random.fork('marks');
  while (!load.isOver) {
    const [known] =
      random.chance(0.5) && load.acknowledged.size > 0 ? [random.pick([...load.acknowledged.keys()])] : [];
    const key = known ?? randomUUID();
    const body = { dimension: 'trade-offs', kind: 'unasked', note: MARKED };
    const answer = await client
      .send('POST', `/api/interviews/${interviewId}/marks`, { body, headers: { 'idempotency-key': key } })
      .catch((error: Error) => ({ status: 0, text: error.message }));
    load.writes++;
    if (answer.status >= 300 || answer.status === 0)
      load.faults.push(`mark: ${answer.status} ${answer.text.slice(0, 200)}`);
    else if (known !== undefined && load.acknowledged.get(known) !== answer.text)
      load.faults.push(`the repetition of ${known} was answered differently`);
    else load.acknowledged.set(key, answer.text);
  }
}

/** A write that waits for a row while its server is asked to leave. */
async function slowWrite(
  world: World,
  client: HttpClient,
  load: Load,
): Promise<{ isSent: Promise<unknown>; isAnswered: Promise<void> }> {
  const holder = new Client({ connectionString: world.databaseUrl });
  holder.on('error', () => undefined);
  await holder.connect();
  await holder.query('begin');
  await holder.query(`select 1 from person where demo_key = 'meenal' for update`);
  const answer = client
    .send('PATCH', '/api/me', { body: { timeZone: 'Asia/Dubai' } })
    .catch((error: Error) => ({ status: 0, text: error.message }));
  const isAnswered = answer.then(async ({ status, text }) => {
    await released;
    if (status !== 200)
      load.faults.push(`the write that was in flight when its server was stopped: ${status} ${text.slice(0, 200)}`);
  });
  const released = pause(SLOW_MS).then(() => holder.end());
  const waits = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  const isSent = (async () => {
    for (let tries = 0; tries < 100 && (await world.query(waits)).length === 0; tries++) await pause(10);
  })();
  return { isSent, isAnswered };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Replaces one server by a new one, with a write of its own in flight on the old. */
async function replace(world: World, balancer: Balancer, old: Replica, load: Load): Promise<Replica> {
  const next = await world.replica({ env: { DRAIN_SECONDS: String(DRAIN_SECONDS) } });
  balancer.add(next.url);
  await balancer.ready(3);
  const direct = await world.as('meenal', old.url);
  const { isSent, isAnswered } = await slowWrite(world, direct, load);
  const kept = new HttpClient(old.url, { maxSockets: 1 });
  await kept.send('GET', '/livez');
  await isSent;
  const gone = old.stop();
  await pause(CHECK_EVERY);
  for (const [path, wanted] of [
    ['/readyz', 503],
    ['/livez', 200],
    ['/api/installation', 200],
  ] as const) {
    const answer = await kept
      .send('GET', path)
      .catch((error: Error) => ({ status: 0, text: error.message, headers: {} as Record<string, unknown> }));
    if (answer.status !== wanted || answer.headers['connection'] !== 'close')
      load.faults.push(
        `${path} of a server that leaves: ${answer.status}, connection ${String(answer.headers['connection'])} ${answer.text.slice(0, 100)}`,
      );
  }
  await isAnswered;
  const code = await gone;
  if (code !== 0) load.faults.push(`a server that was asked to leave ended with ${code}: ${old.log().slice(-500)}`);
  balancer.remove(old.url);
  for (const client of [direct, kept]) client.close();
  return next;
}

/** Every acknowledged mark is there once, and nothing that was not acknowledged. */
async function count(world: World, load: Load): Promise<void> {
  const [row] = await world.query<{ n: number }>('select count(*)::int as n from mark where note = $1', [MARKED]);
  if (row?.n !== load.acknowledged.size)
    load.faults.push(`${load.acknowledged.size} marks were acknowledged, ${row?.n} are in the database`);
}

async function prove(run: Run): Promise<Verdict> {
  const world = await run.world({ replicas: 2, env: { DRAIN_SECONDS: String(DRAIN_SECONDS) } });
  const balancer = await startBalancer();
  run.onEnd(() => balancer.close());
  for (const { url } of world.replicas) balancer.add(url);
  await balancer.ready(2);
  const load: Load = { reads: 0, writes: 0, acknowledged: new Map(), faults: [], isOver: false };
  const mentor = await world.as('dev', balancer.url);
  const [mock] = await world.query<{ id: string }>(
    `select i.id from interview i join person p on p.id = i.mentor_id where p.demo_key = 'dev' and i.state in ('scheduled', 'running') order by i.starts_at limit 1`,
  );
  if (!mock) throw new Error('the seeded world has no mock of Dev that could run now');
  const started = await mentor.send('POST', `/api/interviews/${mock.id}/start`);
  if (started.status >= 300) throw new Error(`the mock could not be started: ${started.status} ${started.text}`);
  const people = await Promise.all(READERS.map((key) => world.as(key, balancer.url)));
  const work = [
    ...people.map((client, i) => read(run, client, load, READERS[i] ?? '')),
    mark(run, mentor, load, mock.id),
  ];
  let fleet = [...world.replicas];
  const rounds = run.isLong ? 25 : 2;
  for (let round = 0; round < rounds; round++)
    for (const old of fleet) fleet = [...fleet.filter((one) => one !== old), await replace(world, balancer, old, load)];
  load.isOver = true;
  await Promise.all(work);
  await count(world, load);
  for (const client of [...people, mentor]) client.close();
  return {
    figures: { restarts: rounds * 2, reads: load.reads, writes: load.writes, lost: balancer.lost.length },
    faults: [...balancer.lost.map((line) => `lost: ${line}`), ...load.faults],
  };
}

const MAIN = 'apps/api/src/main.ts';

export const proof: Proof = {
  name: 'restart',
  claim: 'servers are replaced one after another under load, and no request fails or is done twice',
  prove,
  mutants: [
    {
      name: 'leaves without telling the balancer',
      patches: [
        {
          file: MAIN,
          search: 'if (readiness.isDraining || settings.drainSeconds === 0) return void stop();',
          replace: 'if (settings.drainSeconds >= 0) return void stop();',
        },
      ],
    },
    {
      name: 'cuts what is in flight',
      patches: [{ file: MAIN, search: '    await app.close();\n', replace: '' }],
      caughtBy: /in flight/,
    },
    {
      name: 'says that it is ready to the last',
      patches: [
        {
          file: 'apps/api/src/platform/http/readiness.ts',
          search: 'if (!readiness.isDraining && (await answers(source)))',
          replace: 'if (await answers(source))',
        },
      ],
      caughtBy: /readyz/,
    },
    {
      name: 'keeps its connections',
      patches: [
        {
          file: 'apps/api/src/platform/http/readiness.ts',
          search: "if (readiness.isDraining) reply.header('connection', 'close');",
          replace: '',
        },
      ],
      caughtBy: /connection (undefined|keep-alive)/,
    },
  ],
};
