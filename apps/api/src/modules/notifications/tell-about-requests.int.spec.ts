import { bookingEndpoints as b } from '@dryrun/contracts/bookings.contract';
import type { InterviewView } from '@dryrun/contracts/interviews.contract';
import { interviewEndpoints } from '@dryrun/contracts/interviews.contract';
import { messageChoiceEndpoints } from '@dryrun/contracts/message-choices.contract';
import { BATCH_01, book } from '../../../test/booking-steps.ts';
import { startWorld, type SeenMail, type TestClient, type World } from '../../../test/harness.ts';
import { REQUEST_ASKED, REQUEST_DECLINED } from './message-names.ts';

/** Thursday 26 Nov, 19:30 in Kolkata; half an hour later Dev is free too. */
const STARTS_AT = '2026-11-26T14:00:00.000Z';
const LATER = '2026-11-26T14:30:00.000Z';

let world: World;
let asha: TestClient;
let dev: TestClient;
let mock: InterviewView;
beforeEach(async () => {
  world = await startWorld();
  [asha, dev] = await Promise.all([world.as('asha'), world.as('dev')]);
  await world.query(`update outbox_event set handled_at = now()`);
  mock = await book(asha, await world.batch(BATCH_01), { startsAt: STARTS_AT, mentorId: dev.personId ?? '' });
});
afterEach(() => world.close());

const params = () => ({ interviewId: mock.id });
const offer = () => dev.call(b.offerTimes, { params: params(), body: { startsAt: [LATER], note: 'SECRET-NOTE' } });
const requestOf = async (client: TestClient) => (await client.call(b.myRequests)).body.items[0]?.id ?? '';
const answerNo = async (client: TestClient) => {
  const requestId = await requestOf(client);
  await client.call(b.answerRequest, { params: { requestId }, body: { accept: false, startsAt: null } });
  await world.settle();
};
const asked = async () => {
  await world.settle();
  return world.mails({ kind: REQUEST_ASKED });
};
const factsOf = (mail: SeenMail | undefined) =>
  mail?.content?.body.blocks.flatMap((block) => ('facts' in block ? block.facts : [])) ?? [];
/** Dev asks the first colleague who is free; answers who that is. */
const askColleague = async (): Promise<TestClient> => {
  const { items } = (await dev.call(b.colleagues, { params: params() })).body;
  const mentorId = items.find((c) => c.isFree)?.person.id ?? '';
  await dev.call(b.swap, { params: params(), body: { mentorId, note: 'SECRET-NOTE' } });
  const [row] = await world.query<{ key: string }>('select demo_key as key from person where id = $1', [mentorId]);
  return world.as(row?.key ?? '');
};

describe('a mentor who asks for another time', () => {
  it('is heard of by the learner alone, with the offered times by their clock and no word of the note', async () => {
    await offer();
    const mails = await asked();
    expect(mails.map((m) => [m.personId, m.content?.subject])).toEqual([
      [asha.personId, 'Dev Malhotra asks for another time: mock of Thu, 26 Nov, 7:30 pm IST'],
    ]);
    expect(factsOf(mails[0])).toEqual([
      ['Now', 'Thu, 26 Nov, 7:30 pm IST'],
      ['What', 'System design, 45 minutes'],
      ['Offered', 'Thu, 26 Nov, 8:00 pm IST'],
    ]);
    expect(JSON.stringify(mails)).not.toContain('SECRET-NOTE');
  });

  it('hears of a no', async () => {
    await offer();
    await answerNo(asha);
    expect((await world.mails({ kind: REQUEST_DECLINED })).map((m) => [m.personId, m.content?.body.preview])).toEqual([
      [dev.personId, 'Asha Kulkarni would rather keep the time: none of the times you offered suits them.'],
    ]);
  });

  it('is not heard of by who does not want such messages', async () => {
    await asha.call(messageChoiceEndpoints.choose, { body: { muted: ['requests'], hasQuietHours: true } });
    await offer();
    expect(await asked()).toEqual([]);
  });
});

describe('a question that is over before its mail left', () => {
  // 22:30 in Kolkata: what is days away waits for the morning.
  beforeEach(() => world.clock.set('2026-11-23T17:00:00Z'));
  const left = async () => {
    world.clock.set('2026-11-24T04:00:00Z');
    return (await asked()).map((m) => [m.state, m.lastError]);
  };

  it('is asked of nobody when it was taken back', async () => {
    await offer();
    await world.settle();
    await dev.call(b.withdrawRequest, { params: { requestId: await requestOf(asha) } });
    expect(await left()).toEqual([['dead', 'The question was taken back.']]);
  });

  it('nor when the mock was cancelled', async () => {
    await offer();
    await world.settle();
    await asha.call(interviewEndpoints.cancel, { params: params(), body: { reason: '' } });
    expect(await left()).toEqual([['dead', 'The mock was changed before this could be sent.']]);
  });
});

describe('a colleague who is asked to take a mock over', () => {
  it('hears of it by their own clock, and whoever asked hears of a no', async () => {
    const colleague = await askColleague();
    await world.query(`update person set time_zone = 'America/New_York' where id = $1`, [colleague.personId]);
    const mails = await asked();
    expect(mails.map((m) => [m.personId, m.content?.subject])).toEqual([
      [colleague.personId, 'Can you take over a mock? Thu, 26 Nov, 9:00 am EST'],
    ]);
    expect(factsOf(mails[0])).toEqual([
      ['When', 'Thu, 26 Nov, 9:00 am EST (7:30 pm IST for Asha Kulkarni)'],
      ['What', 'System design, 45 minutes'],
      ['Learner', 'Asha Kulkarni'],
    ]);
    expect(mails[0]?.content?.body.preview).toBe(
      'Dev Malhotra asks whether you can take over their mock with Asha Kulkarni.',
    );
    expect(JSON.stringify(mails)).not.toContain('SECRET-NOTE');

    await answerNo(colleague);
    const [no] = await world.mails({ kind: REQUEST_DECLINED });
    expect([no?.personId, no?.content?.body.preview]).toEqual([
      dev.personId,
      expect.stringMatching(/^[A-Z]\w+ \w+ cannot take over the mock with Asha Kulkarni\.$/),
    ]);
  });
});
