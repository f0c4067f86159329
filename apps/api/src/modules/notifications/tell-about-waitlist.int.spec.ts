import { interviewEndpoints, type InterviewView } from '@dryrun/contracts/interviews.contract';
import { messageChoiceEndpoints } from '@dryrun/contracts/message-choices.contract';
import { BATCH_01, book, enrolLearners, GOAL } from '../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';
import {
  accept,
  decline,
  offered,
  oneTimeAWeek,
  SECOND_TIME,
  setHours,
  waits,
  WISH,
} from '../../../test/waitlist-steps.ts';
import { Events } from '../../platform/events/events.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';

const MINUTE = 60_000;

let world: World;
let batchId: string;
let asha: TestClient;
let ann: TestClient;
let mock: InterviewView;

beforeEach(async () => {
  world = await startWorld();
  batchId = await world.batch(BATCH_01);
  await oneTimeAWeek(world, batchId);
  asha = await world.as('asha');
  ann = (await enrolLearners(world, batchId, 1))[0] ?? asha;
  mock = await book(asha, batchId, { startsAt: SECOND_TIME, mentorId: await world.person('dev') });
  await world.settle();
});
afterEach(() => world.close());

const free = async () => {
  await asha.call(interviewEndpoints.cancel, { params: { interviewId: mock.id }, body: { reason: '' } });
  await world.settle();
};
const told = async () =>
  (await world.mails({ personId: ann.personId ?? '' })).map((m) => [m.kind, m.content?.subject, m.state] as const);

describe('a time that is offered', () => {
  it('is mailed at once with until when it is kept, on both clocks, and without what the learner noted', async () => {
    await world.query(`update person set time_zone = 'Europe/Lisbon' where demo_key = 'dev'`);
    await waits(ann, batchId);
    await free();
    const offer = await offered(ann);
    const [mail] = await world.mails({ personId: ann.personId ?? '' });
    expect(mail).toMatchObject({
      kind: 'waitlist.offered',
      content: { subject: 'A time for your mock: Thu, 26 Nov, 7:30 pm IST' },
    });
    const text = JSON.stringify(mail?.content);
    expect(text).toContain('Wed, 18 Nov, 4:30 pm IST');
    expect(text).toContain('2:00 pm GMT for Dev Malhotra');
    expect(text).toContain(`/waitlist/${offer.id}"`);
    expect(text).not.toContain(GOAL.note);
    expect(await world.mails({ kind: 'waitlist.offered' })).toHaveLength(1);
  });

  it('and not answered is told of when it is over; taken or declined it is not', async () => {
    await waits(ann, batchId);
    await setHours(world, 'dev', [{ weekday: 4, start: '17:00', end: '20:15' }]);
    await world.app.get(Jobs).runTimer('waitlist.look');
    await world.settle();
    world.clock.advance(30 * MINUTE);
    await world.settle();
    await decline(ann, (await offered(ann)).id);
    await world.settle();
    expect((await told()).map(([kind, subject]) => [kind, subject])).toEqual([
      ['waitlist.offered', 'A time for your mock: Thu, 26 Nov, 5:00 pm IST'],
      ['waitlist.offer_ended', 'No longer kept for you: Thu, 26 Nov, 5:00 pm IST'],
      ['waitlist.offered', 'A time for your mock: Thu, 26 Nov, 5:30 pm IST'],
      ['waitlist.offered', 'A time for your mock: Thu, 26 Nov, 6:00 pm IST'],
    ]);
  });

  it('is not mailed any more when it ended before anybody could hear of it', async () => {
    await waits(ann, batchId);
    await asha.call(interviewEndpoints.cancel, { params: { interviewId: mock.id }, body: { reason: '' } });
    await world.app.get(Events).deliver();
    // The job makes the offer; its news are not handed out yet.
    await world.app.get(Jobs).runDue();
    await accept(ann, (await offered(ann)).id);
    await world.settle();
    expect((await told()).map(([kind]) => kind)).toEqual(['interview.confirmed']);
  });

  it('is not mailed to somebody who wants no such messages', async () => {
    await ann.call(messageChoiceEndpoints.choose, { body: { muted: ['requests'], hasQuietHours: true } });
    await waits(ann, batchId);
    await free();
    expect(await told()).toEqual([]);
    expect(await offered(ann)).toMatchObject({ startsAt: SECOND_TIME });
  });
});

describe('waiting that ends', () => {
  it('without the learner is told with the reason; what they did themself is not', async () => {
    await waits(ann, batchId, { ...WISH, parts: ['morning'] });
    world.clock.set('2026-11-26T18:30:00Z');
    await world.app.get(Jobs).runTimer('waitlist.look');
    await world.settle();
    const [mail] = await world.mails({ personId: ann.personId ?? '' });
    expect(mail?.kind).toBe('waitlist.ended');
    expect(JSON.stringify(mail?.content)).toContain('The last day on which you could have come has passed');
    expect(JSON.stringify(mail?.content)).toContain(`/book?batch=${batchId}`);
  });
});
