import { interviewEndpoints as e } from '@dryrun/contracts/interviews.contract';
import { schedulingEndpoints } from '@dryrun/contracts/scheduling.contract';
import { mockOf, refused } from '../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';

const TEMPLATE = 'https://meet.example.org/dryrun-{interview}';
let world: World;
let dev: TestClient;
let neha: TestClient;
let params: { interviewId: string };

beforeEach(async () => {
  world = await startWorld();
  dev = await world.as('dev');
  neha = await world.as('neha');
  params = { interviewId: (await mockOf(world, 'neha', 'scheduled')).id };
});
afterEach(() => world.close());

const seen = async (client: TestClient) => {
  const { meetingUrl, hasOwnMeetingUrl } = (await client.call(e.get, { params })).body;
  return [meetingUrl, hasOwnMeetingUrl];
};
const set = (url: string, client = dev) => client.call(e.setMeetingLink, { params, body: { url } });
const forgetUsual = () => world.query(`update availability set meeting_url = ''`);

describe('where a mock is held', () => {
  it('is where its mentor usually meets, until they give a link for this mock; empty brings the usual one back', async () => {
    const usual = (await dev.call(schedulingEndpoints.myAvailability)).body.meetingUrl;
    expect(await seen(neha)).toEqual([usual, false]);
    const answer = await set('https://meet.example.org/just-today');
    expect([answer.status, answer.body.meetingUrl]).toEqual([200, 'https://meet.example.org/just-today']);
    expect(await seen(neha)).toEqual(['https://meet.example.org/just-today', true]);
    await set('');
    expect(await seen(neha)).toEqual([usual, false]);
  });

  it('is a place of its own by the academy’s template when the mentor gave none; its name says nothing of the id', async () => {
    await forgetUsual();
    expect(await seen(neha)).toEqual([null, false]);
    const replica = await world.replica({ meetingUrlTemplate: TEMPLATE });
    try {
      const url = async (key: string, id: string) =>
        (await (await replica.as(key)).call(e.get, { params: { interviewId: id } })).body.meetingUrl ?? '';
      const mine = await url('neha', params.interviewId);
      expect(mine).toMatch(/^https:\/\/meet\.example\.org\/dryrun-[0-9a-z]{25}$/);
      expect(await url('dev', params.interviewId)).toBe(mine);
      expect(mine).not.toContain(params.interviewId.slice(0, 8));
      const [other] = await world.query<{ id: string }>(
        `select id from interview where state = 'scheduled' and mentor_id = $2 and id <> $1 limit 1`,
        [params.interviewId, dev.personId],
      );
      const theirs = await url('dev', other?.id ?? '');
      expect(theirs).toMatch(/^https:\/\/meet\.example\.org\/dryrun-[0-9a-z]{25}$/);
      expect(theirs).not.toBe(mine);
    } finally {
      await replica.close();
    }
  });

  it('is no place of the former mentor’s once a colleague has taken over', async () => {
    await set('https://meet.example.org/devs-room');
    await world.query('update interview set mentor_id = $2 where id = $1', [
      params.interviewId,
      await world.person('meera'),
    ]);
    expect((await seen(neha))[0]).toBe(
      (await (await world.as('meera')).call(schedulingEndpoints.myAvailability)).body.meetingUrl,
    );
  });

  it('is for its two people’s eyes only', async () => {
    await set('https://meet.example.org/canary-room');
    for (const key of ['meera', 'kavya', 'arjun']) expect(await seen(await world.as(key))).toEqual([null, false]);
    const lines = await world.query<{ text: string }>(
      `select coalesce(before::text, '') || coalesce(after::text, '') as text from audit_entry union all select payload::text from outbox_event`,
    );
    expect(lines.filter((l) => l.text.includes('canary-room'))).toEqual([]);
  });
});

describe('who says where a mock is held', () => {
  it('is its mentor, with a link that can be clicked safely', async () => {
    for (const url of ['http://meet.example.org/x', 'javascript:alert(1)', 'downstairs']) {
      const answer = await refused(world, () => set(url));
      expect([answer.status, answer.problem?.errors?.map((f) => f.pointer)]).toEqual([400, ['/body/url']]);
    }
  });

  it('is nobody else', async () => {
    for (const [key, status] of [
      ['neha', 403],
      ['kavya', 403],
      ['meera', 403],
      ['asha', 404],
      ['claire', 404],
      ['zoya', 404],
    ] as const) {
      const client = await world.as(key);
      const answer = await refused(world, () => set('https://meet.example.org/x', client));
      expect([key, answer.status]).toEqual([key, status]);
    }
  });

  it('is nobody any more once the mock is over', async () => {
    params = { interviewId: (await mockOf(world, 'asha', 'feedback_released')).id };
    const [row] = await world.query<{ key: string }>(
      'select p.demo_key as key from interview i join person p on p.id = i.mentor_id where i.id = $1',
      [params.interviewId],
    );
    const client = await world.as(row?.key ?? '');
    const answer = await refused(world, () => set('https://meet.example.org/x', client));
    expect(answer.problem?.code).toBe('interview_state');
  });
});
