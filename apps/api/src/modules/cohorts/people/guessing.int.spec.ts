import { academyEndpoints } from '@dryrun/contracts/academy.contract';
import type { EndpointSpec } from '@dryrun/contracts/endpoint';
import { peopleEndpoints as e } from '@dryrun/contracts/people.contract';
import { BATCH_01 } from '../../../../test/booking-steps.ts';
import { startWorld, type Answer, type TestClient, type World } from '../../../../test/harness.ts';
import { ACCOUNT, inviteOne, tokenOf } from '../../../../test/people-steps.ts';

const WRONG = 'ABCD-EFGH';
const FREE = 41;
const HOUR = 3_600_000;

let world: World;
let kavya: TestClient;
let batchId: string;
let code: string;

beforeAll(async () => {
  world = await startWorld();
  kavya = await world.as('kavya');
  batchId = await world.batch(BATCH_01);
  code = (await kavya.call(e.setJoinCode, { params: { batchId }, body: { to: 'on' } })).body.code ?? '';
});
afterAll(() => world.close());
beforeEach(() => world.query('delete from sign_in_attempt'));

const tooMany = (answer: Answer<unknown>) => [answer.status, answer.problem?.code, answer.headers['retry-after']];
const look = (typed: string) => world.anonymous.call(e.lookUpCode, { body: { code: typed } });
const applyAsNew = (address: string, typed = code) =>
  world.anonymous.call(e.applyAsNew, { body: { code: typed, level: 'mid', targetRole: '', address, ...ACCOUNT } });

/** The same request again and again until it is refused for their number; how often it was answered. */
async function triesOf(send: (i: number) => Promise<Answer<unknown>>): Promise<number> {
  for (let i = 0; i < 200; i++) if ((await send(i)).status === 429) return i;
  throw new Error('nothing stops this');
}

describe('guessing join codes', () => {
  it('has to wait longer each time, and the wait ends', async () => {
    for (let i = 0; i < FREE; i++) expect((await look(WRONG)).problem?.code).toBe('join_code_unknown');
    expect(tooMany(await look(WRONG))).toEqual([429, 'too_many_requests', '1']);
    for (const seconds of ['2', '4', '8']) {
      world.clock.advance(Number(seconds) * 500);
      expect((await look(WRONG)).problem?.code).toBe('join_code_unknown');
      expect(tooMany(await look(WRONG))).toEqual([429, 'too_many_requests', seconds]);
    }
    world.clock.advance(8_000);
    expect((await look(code)).status).toBe(200);
  });

  it('tells nobody while they wait whether a code is right', async () => {
    await triesOf(() => look(WRONG));
    const shape = ({ status, text, headers }: Answer<unknown>) => ({
      status,
      body: text.replace(/"traceId":"[^"]+"/, ''),
      headers: Object.keys(headers).sort(),
    });
    expect(shape(await look(code))).toEqual(shape(await look(WRONG)));
  });

  it('is counted by network, however many addresses it has, and other networks do not wait', async () => {
    const from = (remoteAddress: string) =>
      world.app.inject({ method: 'POST', url: e.lookUpCode.path, remoteAddress, payload: { code: WRONG } });
    const statuses: number[] = [];
    for (let i = 0; i < FREE + 4; i++) statuses.push((await from(`2001:db8:1:2:${i.toString(16)}::1`)).statusCode);
    expect(statuses).toEqual([...Array<number>(FREE).fill(404), 429, 429, 429, 429]);
    expect((await from('2001:db8:1:3::1')).statusCode).toBe(404);
  });

  it('counts guesses sent side by side', async () => {
    const answers = await Promise.all(Array.from({ length: FREE + 9 }, () => look(WRONG)));
    expect(answers.filter((a) => a.status === 429)).toHaveLength(9);
  });

  it('never slows down a class that joins with the right one', async () => {
    for (let i = 0; i < FREE + 20; i++) expect((await look(code)).status).toBe(200);
  });

  it('is counted with an account as well, also where the refusal is kept for repeats', async () => {
    const asha = await world.as('asha');
    const before = await world.fingerprint();
    const apply = () => asha.call(e.apply, { body: { code: WRONG, level: 'mid', targetRole: '' } });
    expect(await triesOf(apply)).toBe(11);
    expect(tooMany(await apply())).toEqual([429, 'too_many_requests', '5']);
    expect(await world.fingerprint()).toBe(before);
    expect((await look(code)).status).toBe(200);
  });

  it('lets somebody who waited apply with the same key', async () => {
    const zoya = await world.as('zoya');
    const apply = (typed: string, key?: string) =>
      zoya.call(e.apply, { body: { code: typed, level: 'mid', targetRole: '' } }, key === undefined ? {} : { key });
    await triesOf(() => apply(WRONG));
    const key = 'the-one-key-of-zoya';
    expect((await apply(code, key)).status).toBe(429);
    world.clock.advance(HOUR);
    expect(
      (await (await world.as('zoya')).call(e.apply, { body: { code, level: 'mid', targetRole: '' } }, { key })).status,
    ).toBe(201);
  });
});

describe('asking for accounts', () => {
  it('again and again for one address has to wait, whether it has an account or not', async () => {
    for (const address of ['zoya.khan@people.example.org', 'nobody.yet@example.org']) {
      await world.query('delete from sign_in_attempt');
      expect([address, await triesOf(() => applyAsNew(address))]).toEqual([address, 4]);
      expect([address, ...tooMany(await applyAsNew(address))]).toEqual([address, 429, 'too_many_requests', '30']);
    }
  });

  it('for many addresses from one network is slowed down, before any account is made', async () => {
    // Codes are right, so only the number of accounts stops this; a hundred hashes of passwords would take a minute.
    await world.query('delete from sign_in_attempt');
    await applyAsNew('crowd@example.org');
    await world.query(`update sign_in_attempt set count = count + 79 where key like 'network:newAccount:%'`);
    expect(await triesOf((i) => applyAsNew(`crowd${i}@example.org`))).toBe(1);
    const before = await world.fingerprint();
    expect((await applyAsNew('one.more@example.org')).status).toBe(429);
    expect(await world.fingerprint()).toBe(before);
  });
});

describe('guessing links', () => {
  const ways: [string, EndpointSpec, (token: string) => object][] = [
    ['of an invitation, to look', e.offer, (token) => ({ token })],
    ['of an invitation, to accept', e.acceptAsNew, (token) => ({ token, ...ACCOUNT })],
    ['of the set-up, to look', academyEndpoints.lookAtSetup, (token) => ({ token })],
    [
      'of the set-up, to use it',
      academyEndpoints.setUp,
      (token) => ({ token, academyName: 'Mine', address: 'me@example.org', ...ACCOUNT }),
    ],
  ];

  it.each(ways)('%s has to wait', async (_, endpoint, bodyOf) => {
    const before = await world.fingerprint();
    const send = (i: number) => world.anonymous.send(endpoint.method, endpoint.path, bodyOf(`never-was-${i}`));
    expect(await triesOf(send)).toBe(FREE);
    expect(tooMany(await send(0))).toEqual([429, 'too_many_requests', '1']);
    expect(await world.fingerprint()).toBe(before);
  });

  it('does not slow down those who open theirs, and locks nobody out for good', async () => {
    const token = tokenOf(await inviteOne(kavya, batchId, 'nila@example.org'));
    const open = () => world.anonymous.call(e.offer, { body: { token } });
    for (let i = 0; i < FREE + 9; i++) expect((await open()).status).toBe(200);
    await triesOf(() => world.anonymous.call(e.offer, { body: { token: 'never-was' } }));
    expect((await open()).status).toBe(429);
    world.clock.advance(1_000);
    expect((await open()).status).toBe(200);
  });
});
