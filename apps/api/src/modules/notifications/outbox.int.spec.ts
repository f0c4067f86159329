import { randomUUID } from 'node:crypto';
import { notificationEndpoints as e } from '@dryrun/contracts/notifications.contract';
import { refused } from '../../../test/booking-steps.ts';
import { startWorld, type World } from '../../../test/harness.ts';
import { Database } from '../../platform/db/database.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';
import { Mail, type OutgoingMail } from '../../platform/mail/mail.ts';

const UNKNOWN = '01890000-0000-7000-8000-000000000000';
let world: World;
let mail: Mail;
let database: Database;
let first: string;
let second: string;

beforeAll(async () => {
  world = await startWorld();
  mail = world.app.get(Mail, { strict: false });
  database = world.app.get(Database, { strict: false });
  first = await world.batch('batch-01');
  second = await world.batch('batch-02');
});
afterAll(() => world.close());
beforeEach(() => world.query('truncate mail_message'));

async function write(key: string, batchId: string | null, change: Partial<OutgoingMail> = {}): Promise<string> {
  const personId = await world.person(key);
  return database.write((tx) =>
    mail.enqueue(tx, {
      to: { personId, address: `${key}@example.org`, name: key },
      kind: 'test.message',
      subject: `To ${key}`,
      body: { preview: '', blocks: [{ p: `Dear ${key}` }] },
      why: `${key} is in a test.`,
      batchId,
      ...change,
    }),
  );
}
const kill = (id: string, state = 'dead') =>
  world.query(`update mail_message set state = $2, sealed = null, last_error = 'no such mailbox' where id = $1`, [
    id,
    state,
  ]);
const stateOf = async (id: string) => (await world.mails()).find((m) => m.id === id)?.state;

describe('my messages', () => {
  it('are mine alone, newest first, with what they say and whether mail can leave', async () => {
    await write('asha', first);
    await write('ravi', first);
    await write('asha', null, { subject: 'A second one' });
    const { body } = await (await world.as('asha')).call(e.mine);
    expect(body).toMatchObject({
      mail: 'off',
      next: null,
      items: [
        { subject: 'A second one', state: 'waiting', blocks: [{ p: 'Dear asha' }] },
        { subject: 'To asha', why: 'asha is in a test.' },
      ],
    });
  });

  it('show of a secret one that it exists, and not a word of what it says', async () => {
    await write('asha', null, {
      isSecret: true,
      subject: 'Code 481516',
      body: { preview: '481516', blocks: [{ code: '481516' }] },
    });
    const answer = await (await world.as('asha')).call(e.mine);
    expect(answer.body.items).toMatchObject([{ subject: null, blocks: [], why: 'asha is in a test.' }]);
    expect(answer.text).not.toContain('481516');
    for (const key of ['kavya', 'arjun'])
      expect((await (await world.as(key)).call(e.outbox)).text).not.toContain('481516');
  });

  it('come in pages that neither lose nor repeat one', async () => {
    for (let i = 0; i < 53; i++) await write('asha', first, { subject: `Message ${i}` });
    const asha = await world.as('asha');
    const page = (await asha.call(e.mine)).body;
    const rest = (await asha.call(e.mine, { query: { before: page.next ?? '' } })).body;
    expect([page.items.length, rest.items.length, rest.next]).toEqual([50, 3, null]);
    expect(new Set([...page.items, ...rest.items].map((m) => m.subject)).size).toBe(53);
  });

  it('need somebody who is signed in', async () => {
    expect((await world.anonymous.call(e.mine)).status).toBe(401);
  });
});

describe('the outbox', () => {
  it('tells a cohort admin that, to whom and why, for their batch only; the academy admin all', async () => {
    await write('asha', first);
    await write('zoya', second);
    await write('arjun', null);
    const names = async (key: string, query = {}) => {
      const answer = await (await world.as(key)).call(e.outbox, { query });
      expect(answer.text).not.toContain('Dear');
      return answer.body.items.map((m) => m.to.name);
    };
    expect(await names('kavya')).toEqual(['asha']);
    expect(await names('imran')).toEqual(['zoya']);
    expect(await names('arjun')).toEqual(['arjun', 'zoya', 'asha']);
    expect(await names('arjun', { batchId: second })).toEqual(['zoya']);
    const { body } = await (await world.as('kavya')).call(e.outbox);
    expect(body.items).toMatchObject([
      { to: { address: 'asha@example.org' }, why: 'asha is in a test.', batch: { id: first }, canRetry: false },
    ]);
  });

  it('is sorted by what became of the messages', async () => {
    await write('asha', first);
    await kill(await write('ravi', first));
    await kill(await write('asha', first), 'withheld');
    const kavya = await world.as('kavya');
    const shown = async (show: 'waiting' | 'stuck' | 'sent') =>
      (await kavya.call(e.outbox, { query: { show } })).body.items.map((m) => m.state);
    expect(await shown('waiting')).toEqual(['waiting']);
    expect(await shown('stuck')).toEqual(['withheld', 'dead']);
    expect(await shown('sent')).toEqual([]);
    expect((await kavya.call(e.outbox)).body.counts).toEqual({ all: 3, waiting: 1, stuck: 2, sent: 0 });
  });

  it('is nobody else’s, and another batch’s does not exist', async () => {
    for (const key of ['asha', 'dev', 'meera', 'leela'])
      expect([key, (await (await world.as(key)).call(e.outbox)).status]).toEqual([key, 403]);
    expect((await (await world.as('imran')).call(e.outbox, { query: { batchId: first } })).status).toBe(404);
  });
});

describe('sending a stuck message again', () => {
  it('puts one back, and all of a batch, and leaves the rest', async () => {
    const [one, two, other] = [await write('asha', first), await write('ravi', first), await write('zoya', second)];
    for (const id of [one, two, other]) await kill(id);
    const kavya = await world.as('kavya');
    expect((await kavya.call(e.retryMessage, { params: { messageId: one } })).status).toBe(204);
    expect([await stateOf(one), await stateOf(two)]).toEqual(['waiting', 'dead']);
    expect((await kavya.call(e.retryMessages, { body: { batchId: null } })).body).toEqual({ retried: 1 });
    expect((await kavya.call(e.retryMessages, { body: { batchId: null } })).body).toEqual({ retried: 0 });
    expect([await stateOf(two), await stateOf(other)]).toEqual(['waiting', 'dead']);
    expect((await (await world.as('arjun')).call(e.retryMessages, { body: { batchId: null } })).body).toEqual({
      retried: 1,
    });
    expect(await world.query(`select action from audit_entry where action like 'outbox.%' order by at, id`)).toEqual([
      { action: 'outbox.retry' },
      { action: 'outbox.retry_all' },
      { action: 'outbox.retry_all' },
    ]);
  });

  it('does nothing for one that is on its way, was secret, or has been overtaken', async () => {
    const waiting = await write('asha', first);
    const secret = await write('asha', first, { isSecret: true });
    await kill(secret);
    const request = await write('asha', first, { orderKey: 'k' });
    await kill(request);
    const cancellation = await write('asha', first, { orderKey: 'k' });
    await world.query(`update mail_message set state = 'sent', sent_at = now() where id = $1`, [cancellation]);
    const kavya = await world.as('kavya');
    for (const messageId of [waiting, secret, request, cancellation]) {
      const answer = await refused(world, () => kavya.call(e.retryMessage, { params: { messageId } }));
      expect([answer.status, answer.problem?.code]).toEqual([409, 'message_state']);
    }
    expect((await kavya.call(e.retryMessages, { body: { batchId: null } })).body).toEqual({ retried: 0 });
  });

  it('is refused to others, for whom the message does not exist', async () => {
    const id = await write('asha', first);
    await kill(id);
    for (const key of ['asha', 'dev', 'meera', 'imran', 'zoya']) {
      const client = await world.as(key);
      const answer = await refused(world, () => client.call(e.retryMessage, { params: { messageId: id } }));
      const unknown = await client.call(e.retryMessage, { params: { messageId: UNKNOWN } });
      expect([key, answer.status, { ...answer.problem, traceId: '' }]).toEqual([
        key,
        404,
        { ...unknown.problem, traceId: '' },
      ]);
    }
    expect(
      (await refused(world, async () => (await world.as('asha')).call(e.retryMessages, { body: { batchId: null } })))
        .status,
    ).toBe(403);
    expect(
      (await refused(world, async () => (await world.as('imran')).call(e.retryMessages, { body: { batchId: first } })))
        .status,
    ).toBe(404);
  });
});

describe('dead letters', () => {
  beforeEach(async () => {
    await world.query('delete from outbox_event');
    await world.query(
      `insert into outbox_event (id, type, subject_id, payload, at, attempts, last_error) values ($1, 'feedback.released', $2, '{}', $3, 8, 'it broke')`,
      [randomUUID(), UNKNOWN, world.clock.now()],
    );
    await world.query('delete from pgboss.job');
    await database.write((tx) => world.app.get(Jobs, { strict: false }).enqueue(tx, 'mail.deliver', { id: UNKNOWN }));
    await world.query(`update pgboss.job set state = 'failed', completed_on = now(), output = '{"message":"no disk"}'`);
  });

  it('are listed for the academy admin, who can try one or all again', async () => {
    const arjun = await world.as('arjun');
    const { items } = (await arjun.call(e.deadLetters)).body;
    expect(items.map((i) => [i.kind, i.name, i.error]).toSorted()).toEqual([
      ['event', 'feedback.released', 'it broke'],
      ['job', 'mail.deliver', 'no disk'],
    ]);
    const event = items.find((i) => i.kind === 'event')?.id ?? null;
    expect((await arjun.call(e.retryDeadLetters, { body: { kind: 'event', id: event } })).body).toEqual({ retried: 1 });
    expect((await arjun.call(e.retryDeadLetters, { body: { kind: 'event', id: event } })).body).toEqual({ retried: 0 });
    expect((await arjun.call(e.retryDeadLetters, { body: { kind: 'job', id: null } })).body).toEqual({ retried: 1 });
    expect((await arjun.call(e.deadLetters)).body.items).toEqual([]);
    expect(await world.app.get(Jobs, { strict: false }).runDue()).toBe(1);
  });

  it('are nobody else’s', async () => {
    for (const key of ['asha', 'dev', 'meera', 'kavya', 'leela']) {
      const client = await world.as(key);
      expect([key, (await client.call(e.deadLetters)).status]).toEqual([key, 403]);
      const answer = await refused(world, () => client.call(e.retryDeadLetters, { body: { kind: 'event', id: null } }));
      expect([key, answer.status]).toEqual([key, 403]);
    }
  });
});
