import { bookingEndpoints as b } from '@dryrun/contracts/bookings.contract';
import { interviewEndpoints, type InterviewView } from '@dryrun/contracts/interviews.contract';
import { messageChoiceEndpoints as m } from '@dryrun/contracts/message-choices.contract';
import { BATCH_01, book, refused } from '../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';
import { REMINDER } from './message-names.ts';
import { REMIND_TIMER } from './remind-of-mocks.ts';

const HOUR = 3_600_000;
/** Thursday 26 Nov, 19:30 in Kolkata. */
const AT = '2026-11-26T14:00:00.000Z';
const LATER = '2026-11-26T14:30:00.000Z';

let world: World;
let asha: TestClient;
let dev: TestClient;
let mock: InterviewView;

beforeEach(async () => {
  world = await startWorld();
  [asha, dev] = await Promise.all([world.as('asha'), world.as('dev')]);
  // Nothing but the mock of the test is coming.
  await world.query(`update interview set state = 'void' where state = 'scheduled'`);
  mock = await book(asha, await world.batch(BATCH_01), { startsAt: AT, mentorId: dev.personId ?? '' });
  await world.settle();
});
afterEach(() => world.close());

/** One turn of the timer, so long before the mock. */
const turn = async (hoursBefore: number, startsAt = AT) => {
  world.clock.set(new Date(Date.parse(startsAt) - hoursBefore * HOUR));
  await world.app.get(Jobs, { strict: false }).runTimer(REMIND_TIMER);
};
const reminders = async () => (await world.mails({ kind: REMINDER })).map((mail) => mail.personId);
const live = async () => (await world.mails({ kind: REMINDER })).filter((mail) => mail.state !== 'dead');
const choose = (client: TestClient, muted: string[], hasQuietHours = true) =>
  client.call(m.choose, { body: { muted: muted as [], hasQuietHours } });

describe('a reminder', () => {
  it('comes a day and an hour before, to both, once', async () => {
    await turn(24.1);
    expect(await reminders()).toEqual([]);
    await turn(24);
    await turn(23.9);
    expect((await reminders()).sort()).toEqual([asha.personId, dev.personId].sort());
    await turn(1.1);
    expect(await reminders()).toHaveLength(2);
    await turn(1);
    await turn(0.5);
    expect(await reminders()).toHaveLength(4);
  });

  it('does not come for a mock that was cancelled, nor for the time it had before it was moved', async () => {
    await turn(24.1);
    const move = {
      mentorId: dev.personId ?? '',
      startsAt: LATER,
      from: AT,
      reasonCode: 'work' as const,
      reason: 'On call.',
    };
    expect((await asha.call(b.move, { params: { interviewId: mock.id }, body: move })).status).toBe(200);
    await world.settle();
    await turn(24);
    expect(await reminders()).toEqual([]);
    await turn(24, LATER);
    expect(await reminders()).toHaveLength(2);
    await asha.call(interviewEndpoints.cancel, { params: { interviewId: mock.id }, body: { reason: '' } });
    await world.settle();
    await turn(1, LATER);
    expect(await reminders()).toHaveLength(2);
  });

  it('that is written and has not left is withdrawn when the mock is cancelled', async () => {
    await turn(24);
    expect(await live()).toHaveLength(2);
    await asha.call(interviewEndpoints.cancel, { params: { interviewId: mock.id }, body: { reason: '' } });
    await world.settle();
    expect(await live()).toEqual([]);
  });

  it('is not for those who booked after its moment, and is caught up by a server that was away', async () => {
    await turn(5);
    expect(await reminders()).toHaveLength(2);
    await world.query(`delete from mock_reminder`);
    await world.query(`delete from mail_message where kind = $1`, [REMINDER]);
    await world.query('update interview set calendar_changed_at = $2 where id = $1', [
      mock.id,
      new Date(Date.parse(AT) - 6 * HOUR),
    ]);
    await turn(5);
    expect(await reminders()).toEqual([]);
    await turn(0.4);
    expect(await reminders()).toHaveLength(2);
  });

  it('a day before waits as long as the batch is quiet, for whoever has not said that they want no quiet hours', async () => {
    const quiet = { quietFromHour: 19, quietUntilHour: 11 };
    await world.query('update batch set policy = policy || $1', [JSON.stringify(quiet)]);
    await choose(dev, [], false);
    await turn(24);
    expect(await reminders()).toEqual([dev.personId]);
    // 10:59 and 11:00 in Kolkata.
    await turn(8.5 + 1 / 60);
    expect(await reminders()).toEqual([dev.personId]);
    await turn(8.5);
    expect(await reminders()).toEqual([dev.personId, asha.personId]);
  });

  it('a day before waits for the morning, an hour before does not', async () => {
    // 19:30 in Kolkata is 02:00 at night here.
    await world.query(`update person set time_zone = 'Pacific/Auckland' where id = $1`, [dev.personId]);
    await turn(24);
    expect(await reminders()).toEqual([asha.personId]);
    await turn(17);
    expect(await reminders()).toEqual([asha.personId, dev.personId]);
    await turn(1);
    expect(await reminders()).toHaveLength(4);
  });

  it('comes to those only who want it', async () => {
    expect((await choose(asha, ['day_before'])).body).toEqual({ muted: ['day_before'], hasQuietHours: true });
    await turn(24);
    expect(await reminders()).toEqual([dev.personId]);
    await turn(1);
    expect((await reminders()).filter((id) => id === asha.personId)).toHaveLength(1);
  });
});

describe('choosing messages', () => {
  it('is each person’s own, starts with everything, and refuses what there is not', async () => {
    await choose(asha, ['feedback', 'requests'], false);
    expect((await asha.call(m.choices)).body).toEqual({ muted: ['feedback', 'requests'], hasQuietHours: false });
    expect((await dev.call(m.choices)).body).toEqual({ muted: [], hasQuietHours: true });
    const answer = await refused(world, () => choose(asha, ['bookings']));
    expect(answer.problem).toMatchObject({ code: 'invalid_input', errors: [{ pointer: '/body/muted/0' }] });
    expect((await world.anonymous.call(m.choices)).status).toBe(401);
  });
});
