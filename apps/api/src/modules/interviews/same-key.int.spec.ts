import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { interviewEndpoints as e, type HoldView } from '@dryrun/contracts/interviews.contract';
import { BATCH_01, confirm, enrolLearners, firstSlot, GOAL, hold } from '../../../test/booking-steps.ts';
import { startWorld, TestClient, type World } from '../../../test/harness.ts';
import { startServerProcess, type ServerProcess } from '../../../test/server-process.ts';

let world: World;
let asha: TestClient;
let batchId: string;
let slot: { startsAt: string; mentorId: string };

beforeEach(async () => {
  world = await startWorld();
  asha = await world.as('asha');
  batchId = await world.batch(BATCH_01);
  slot = await firstSlot(asha, batchId);
});
afterEach(() => world.close());

const bookings = () =>
  world.query<{ state: string }>('select state from booking where held_by = $1 order by created_at', [asha.personId]);

describe('the same idempotency key', () => {
  it('answers what was answered, and does nothing again', async () => {
    const before = await bookings();
    const key = randomUUID();
    const first = await hold(asha, batchId, slot, { key });
    const again = await hold(asha, batchId, slot, { key });
    expect([again.status, again.body, again.headers['idempotency-replayed']]).toEqual([201, first.body, 'true']);
    expect(await bookings()).toHaveLength(before.length + 1);
  });

  it('answers the stored refusal too, even when the time is free again by now', async () => {
    const [racer] = await enrolLearners(world, batchId, 1);
    if (!racer) throw new Error('nobody was enrolled');
    const held = await hold(racer, batchId, slot);
    const key = randomUUID();
    const refusal = await hold(asha, batchId, slot, { key });
    await racer.call(e.release, { params: { holdId: held.body.id } });
    const again = await hold(asha, batchId, slot, { key });
    expect([again.status, again.problem]).toEqual([409, refusal.problem]);
    expect((await hold(asha, batchId, slot)).status).toBe(201);
  });

  it('is refused with another wish, for another endpoint, and stays the actor’s own', async () => {
    const key = randomUUID();
    const held = await hold(asha, batchId, slot, { key });
    const other = await hold(asha, batchId, { ...slot, goal: { ...GOAL, note: 'Something else.' } }, { key });
    expect([other.status, other.problem?.code]).toEqual([422, 'idempotency_key_reused']);
    expect((await confirm(asha, held.body.id, { key })).problem?.code).toBe('idempotency_key_reused');
    expect(
      (await hold(await world.as('neha'), batchId, slot, { key })).headers['idempotency-replayed'],
    ).toBeUndefined();
  });

  it('books once when twenty copies of one request arrive together at two processes', async () => {
    const replica = await world.replica();
    const second = new TestClient(replica.app, asha.cookie, asha.personId);
    const before = await bookings();
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => hold(i % 2 ? asha : second, batchId, slot, { key })),
    );
    await replica.close();
    for (const answer of answers) expect(answer.body).toEqual(answers[0]?.body);
    expect(answers.map((a) => a.status)).toEqual(Array.from({ length: 20 }, () => 201));
    expect(answers.filter((a) => a.headers['idempotency-replayed'] === undefined)).toHaveLength(1);
    expect(await bookings()).toHaveLength(before.length + 1);
  });

  it('forgets what failed validation: the mended request may use it again', async () => {
    const key = randomUUID();
    const bad = await hold(asha, batchId, { ...slot, goal: { ...GOAL, format: 'tea-break' } }, { key });
    expect(bad.status).toBe(400);
    expect((await hold(asha, batchId, slot, { key })).status).toBe(201);
  });
});

/** Sends a request over a bare socket and never reads what comes back. */
async function sendUnread(server: ServerProcess, path: string, key: string, body: unknown): Promise<Socket> {
  const socket = connect(server.port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.pause();
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  const text = JSON.stringify(body);
  const head = [
    `POST ${path} HTTP/1.1`,
    `host: 127.0.0.1:${server.port}`,
    `cookie: ${asha.cookie ?? ''}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(text)}`,
    `idempotency-key: ${key}`,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${text}`);
  return socket;
}

/** Waits until the answer to a key is committed. */
async function committed(key: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const rows = await world.query('select 1 from idempotency_key where key = $1 and status is not null', [key]);
    if (rows.length > 0) return;
    if (Date.now() > deadline) throw new Error('the request was never committed');
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

describe('a server killed between commit and answer', () => {
  it('loses nothing: whoever repeats the key elsewhere gets the answer, and there is one booking', async () => {
    const server = await startServerProcess(world.databaseUrl);
    world.clock.set(new Date());
    slot = await firstSlot(asha, batchId);
    const before = await bookings();
    const key = randomUUID();
    const path = `/api/batches/${batchId}/holds`;
    const socket = await sendUnread(server, path, key, {
      goal: GOAL,
      mentorId: slot.mentorId,
      startsAt: slot.startsAt,
    });
    await committed(key);
    await server.kill();
    socket.destroy();
    expect(socket.bytesRead).toBe(0);

    const again = await hold(asha, batchId, slot, { key });
    expect([again.status, again.headers['idempotency-replayed']]).toEqual([201, 'true']);
    expect(await bookings()).toHaveLength(before.length + 1);
    const kept: HoldView | null = (await asha.call(e.myHold, { params: { batchId } })).body.hold;
    expect(kept).toEqual(again.body);
    expect((await confirm(asha, again.body.id)).status).toBe(201);
  }, 60_000);
});
