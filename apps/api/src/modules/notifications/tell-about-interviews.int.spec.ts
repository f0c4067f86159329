import { interviewEndpoints } from '@dryrun/contracts/interviews.contract';
import { BATCH_01, book } from '../../../test/booking-steps.ts';
import { releasedMock } from '../../../test/held-mock.ts';
import { startWorld, type World } from '../../../test/harness.ts';

const STARTS_AT = '2026-11-26T14:00:00.000Z';
let world: World;
beforeEach(async () => {
  world = await startWorld();
  await world.query(`update outbox_event set handled_at = now()`);
});
afterEach(() => world.close());

const subjects = async () => (await world.mails()).map((m) => [m.address.split('@', 1)[0], m.content?.subject]);

describe('a booked mock', () => {
  it('is told to both people, each by their own clock, and leaves in the order of what happened', async () => {
    const asha = await world.as('asha');
    const dev = await world.as('dev');
    await world.query(`update person set time_zone = 'Europe/Lisbon' where id = $1`, [dev.personId]);
    const mock = await book(asha, await world.batch(BATCH_01), { startsAt: STARTS_AT, mentorId: dev.personId ?? '' });
    await world.settle();
    expect(await subjects()).toEqual([
      [expect.any(String), 'Mock with Dev Malhotra: Thu, 26 Nov, 7:30 pm IST'],
      [expect.any(String), 'Mock with Asha Kulkarni: Thu, 26 Nov, 2:00 pm GMT'],
    ]);
    const [toAsha, toDev] = await world.mails();
    expect(JSON.stringify(toAsha?.content)).toContain('Thu, 26 Nov, 7:30 pm IST (2:00 pm GMT for Dev Malhotra)');
    expect(JSON.stringify(toDev?.content)).toContain('Thu, 26 Nov, 2:00 pm GMT (7:30 pm IST for Asha Kulkarni)');
    expect(JSON.stringify(toAsha?.content)).toContain(`/interviews/${mock.id}"`);

    await asha.call(interviewEndpoints.cancel, { params: { interviewId: mock.id }, body: { reason: 'SECRET-REASON' } });
    await world.settle();
    const mails = await world.mails();
    expect(mails.slice(2).map((m) => m.content?.body.preview)).toEqual([
      'You cancelled your mock with Dev Malhotra. Nobody expects you at that time.',
      'Asha Kulkarni cancelled your mock. The time is free again.',
    ]);
    expect(JSON.stringify(mails)).not.toContain('SECRET-REASON');
    const keys = await world.query<{ order_key: string }>('select order_key from mail_message order by sequence');
    expect([keys[0], keys[1]]).toEqual([keys[2], keys[3]]);
    expect(keys[0]).not.toEqual(keys[1]);
  });

  it('is told to nobody who has left', async () => {
    const asha = await world.as('asha');
    const dev = await world.as('dev');
    await book(asha, await world.batch(BATCH_01), { startsAt: STARTS_AT, mentorId: dev.personId ?? '' });
    await world.query('update person set removed_at = now() where id = $1', [dev.personId]);
    await world.settle();
    expect((await world.mails()).map((m) => m.personId)).toEqual([asha.personId]);
  });
});

describe('released feedback', () => {
  it('is announced to the learner with a link and without a word of it', async () => {
    const mock = await releasedMock(world, { learner: 'asha', mentor: 'dev', at: '2026-11-16T08:00:00Z' });
    await world.settle();
    const mails = (await world.mails()).filter((m) => m.kind === 'feedback.released');
    expect(mails).toMatchObject([
      { personId: await world.person('asha'), content: { subject: 'Your feedback from Dev Malhotra is ready' } },
    ]);
    const text = JSON.stringify(mails);
    expect(text).toContain(`/interviews/${mock.id}/feedback`);
    for (const secret of ['p99', 'rollback trigger', 'A calm start', 'What was said'])
      expect(text).not.toContain(secret);
  });
});
