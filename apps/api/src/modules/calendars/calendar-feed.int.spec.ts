import { calendarFeedEndpoints as e } from '@dryrun/contracts/calendar-feed.contract';
import { interviewEndpoints, type InterviewView } from '@dryrun/contracts/interviews.contract';
import { outcomeEndpoints } from '@dryrun/contracts/outcomes.contract';
import { BATCH_01, book } from '../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';
import { readCalendar } from '../../../test/small-calendar.ts';

const AT = '2026-11-26T14:00:00.000Z';
const UNKNOWN = `/calendar/${'A'.repeat(43)}.ics`;

let world: World;
let asha: TestClient;
let dev: TestClient;
let mock: InterviewView;

beforeEach(async () => {
  world = await startWorld();
  [asha, dev] = await Promise.all([world.as('asha'), world.as('dev')]);
  mock = await book(asha, await world.batch(BATCH_01), { startsAt: AT, mentorId: dev.personId ?? '' });
});
afterEach(() => world.close());

const renew = async (client: TestClient) => {
  const answer = await client.call(e.renewFeed);
  expect(answer.status).toBe(201);
  return new URL(answer.body.url).pathname;
};
/** As a calendar program: nobody is signed in. */
const read = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  world.anonymous.send(method, path, undefined, headers);
const uids = async (path: string) => readCalendar((await read(path)).text).events.map((event) => event.uid);
const seen = ({ status, headers, text }: Awaited<ReturnType<typeof read>>) => ({
  status,
  headers: Object.fromEntries(
    Object.entries(headers).filter(([name]) => !['date', 'content-length', 'x-request-id'].includes(name)),
  ),
  text: text.replace(/"traceId":"[^"]+"/, ''),
});

describe('a secret calendar address', () => {
  it('shows a person’s live mocks in both roles, under the names that invitations give them', async () => {
    const uid = `interview-${mock.id}@dryrun`;
    const paths = [await renew(asha), await renew(dev)];
    for (const path of paths) {
      const { events } = readCalendar((await read(path)).text);
      expect(events.find((event) => event.uid === uid)).toMatchObject({ sequence: 0, startsAt: AT, attendees: [] });
    }
    await asha.call(interviewEndpoints.cancel, { params: { interviewId: mock.id }, body: { reason: '' } });
    for (const path of paths) expect(await uids(path)).not.toContain(uid);
  });

  it('keeps a mock about which one side said that nobody came, until that is settled', async () => {
    const path = await renew(asha);
    world.clock.set('2026-11-26T14:12:00Z');
    const on = { params: { interviewId: mock.id } };
    await dev.call(outcomeEndpoints.claim, { ...on, body: { kind: 'did_not_come', note: '' } });
    expect(await uids(path)).toContain(`interview-${mock.id}@dryrun`);
    await asha.call(outcomeEndpoints.answerClaim, { ...on, body: { answer: 'agreed', note: '' } });
    expect(await uids(path)).not.toContain(`interview-${mock.id}@dryrun`);
  });

  it('is known by its hash only, shown once, and dies when it is renewed or revoked', async () => {
    const first = await renew(asha);
    const token = first.slice('/calendar/'.length, -'.ics'.length);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const rows = await world.query<{ t: string }>(
      `select t::text as t from calendar_feed t union all select t::text from audit_entry t where action like 'calendar_feed.%'`,
    );
    expect(JSON.stringify(rows)).not.toContain(token);
    expect((await asha.call(e.feed)).text).not.toContain(token);
    const second = await renew(asha);
    expect((await read(first)).status).toBe(404);
    expect((await read(second)).status).toBe(200);
    expect((await asha.call(e.feed)).body.feed?.lastReadAt).toBe(world.clock.now().toISOString());
    expect((await asha.call(e.revokeFeed)).body).toEqual({ feed: null });
    expect((await read(second)).status).toBe(404);
    const actions = await world.query<{ action: string }>(
      `select action from audit_entry where action like 'calendar_feed.%' order by id`,
    );
    expect(actions.map((a) => a.action)).toEqual([
      'calendar_feed.renew',
      'calendar_feed.renew',
      'calendar_feed.revoke',
    ]);
  });

  it('that is wrong, former, cut short or of somebody who left answers like any unknown one', async () => {
    const path = await renew(asha);
    const former = await renew(dev);
    await renew(dev);
    await world.query('update person set removed_at = now() where id = $1', [asha.personId]);
    const wrong = seen(await read(UNKNOWN));
    expect(wrong.status).toBe(404);
    for (const other of [path, former, path.slice(0, -5) + '.ics', `${path}x`, '/calendar/x.ics', '/calendar/%00.ics'])
      expect(seen(await read(other))).toEqual(wrong);
  });

  it('no longer shows mocks of a batch that its owner left', async () => {
    const path = await renew(asha);
    expect(await uids(path)).not.toEqual([]);
    await world.query('delete from role_grant where person_id = $1', [asha.personId]);
    expect(await uids(path)).toEqual([]);
  });

  it('is cheap to ask again and never kept by anybody between', async () => {
    const path = await renew(asha);
    const first = await read(path);
    expect(first.headers).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    const etag = String(first.headers['etag']);
    world.clock.advance(120_000);
    const again = await read(path, { 'if-none-match': etag });
    expect([again.status, again.text, again.headers['etag']]).toEqual([304, '', etag]);
    expect((await read(path, { 'if-none-match': '"other"' })).status).toBe(200);
    const head = await read(path, {}, 'HEAD');
    expect([head.status, head.text, head.headers['etag']]).toEqual([200, '', etag]);
    await asha.call(interviewEndpoints.cancel, { params: { interviewId: mock.id }, body: { reason: '' } });
    expect((await read(path, { 'if-none-match': etag })).status).toBe(200);
  });

  it('is slowed down when it is asked for all the time, and so is guessing', async () => {
    const path = await renew(asha);
    const answers = [];
    for (let i = 0; i < 31; i++) answers.push((await read(path)).status, (await read(UNKNOWN)).status);
    expect(answers.slice(0, 60)).toEqual(Array.from({ length: 30 }, () => [200, 404]).flat());
    expect(answers.slice(60)).toEqual([429, 429]);
    world.clock.advance(61_000);
    expect((await read(path)).status).toBe(200);
  });
});

describe('one mock as a file', () => {
  it('is for its two people, and does not exist for anybody else, staff included', async () => {
    const file = (client: TestClient) => client.call(e.mockFile, { params: { interviewId: mock.id } });
    for (const client of [asha, dev])
      expect(readCalendar((await file(client)).text).events).toMatchObject([{ uid: `interview-${mock.id}@dryrun` }]);
    const unknown = await asha.call(e.mockFile, { params: { interviewId: '01890000-0000-7000-8000-000000000000' } });
    for (const key of ['kavya', 'rohan']) {
      const answer = await file(await world.as(key).catch(() => world.as('kavya')));
      expect([answer.status, answer.problem?.code]).toEqual([unknown.status, 'not_found']);
    }
    expect((await world.anonymous.call(e.mockFile, { params: { interviewId: mock.id } })).status).toBe(401);
  });
});
