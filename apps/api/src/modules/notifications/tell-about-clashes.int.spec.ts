import { messageChoiceEndpoints } from '@dryrun/contracts/message-choices.contract';
import { BATCH_01, book } from '../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';
import { Database } from '../../platform/db/database.ts';
import { Events } from '../../platform/events/events.ts';

/** Thursday 26 Nov, 19:30 in Kolkata. */
const STARTS_AT = '2026-11-26T14:00:00.000Z';
/** 22:30 in Kolkata, three days and one night before. */
const NIGHT = '2026-11-23T17:00:00Z';
const MORNING = '2026-11-24T02:30:00.000Z';

let world: World;
let asha: TestClient;
let dev: TestClient;
let mockId: string;
beforeEach(async () => {
  world = await startWorld();
  [asha, dev] = await Promise.all([world.as('asha'), world.as('dev')]);
  await world.query(`update outbox_event set handled_at = now()`);
  mockId = (await book(asha, await world.batch(BATCH_01), { startsAt: STARTS_AT, mentorId: dev.personId ?? '' })).id;
  await world.settle();
});
afterEach(() => world.close());

const clash = async () => {
  const events = world.app.get(Events, { strict: false });
  const news = { type: 'scheduling.busy_conflict', subjectId: mockId, payload: {} };
  await world.app.get(Database, { strict: false }).write((tx) => events.announce(tx, news));
  await world.settle();
  return world.query<{ person_id: string; next_at: Date }>(
    `select person_id, next_at from mail_message where kind = 'scheduling.busy_conflict' order by sequence`,
  );
};

describe('something else at the time of a mock', () => {
  it('is told to both in the morning when it is night and the mock is days away', async () => {
    world.clock.set(NIGHT);
    const mails = await clash();
    expect(new Set(mails.map((m) => m.person_id))).toEqual(new Set([asha.personId, dev.personId]));
    expect(mails.map((m) => m.next_at.toISOString())).toEqual([MORNING, MORNING]);
  });

  it('is told at once to who wants no quiet hours, and when the mock is close', async () => {
    world.clock.set(NIGHT);
    await asha.call(messageChoiceEndpoints.choose, { body: { muted: [], hasQuietHours: false } });
    const at = Object.fromEntries((await clash()).map((m) => [m.person_id, m.next_at.toISOString()]));
    expect(at).toEqual({ [asha.personId ?? '']: world.clock.now().toISOString(), [dev.personId ?? '']: MORNING });
  });

  it('does not wait for a morning that would come too late', async () => {
    // 06:00 in Kolkata on the day itself.
    world.clock.set('2026-11-26T00:30:00Z');
    for (const mail of await clash()) expect(mail.next_at).toEqual(world.clock.now());
  });
});
