import { bookingEndpoints as b } from '@dryrun/contracts/bookings.contract';
import type { WhyView } from '@dryrun/contracts/scheduling.contract';
import { BATCH_01, book, GOAL, openSlots } from '../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';

const THURSDAY = '2026-11-26T14:00:00.000Z';
const goal = { format: GOAL.format, track: GOAL.track, level: GOAL.level };

let world: World;
let asha: TestClient;
let dev: TestClient;
let kavya: TestClient;
let batchId: string;

beforeAll(async () => {
  world = await startWorld();
  [asha, dev, kavya] = await Promise.all([world.as('asha'), world.as('dev'), world.as('kavya')]);
  batchId = await world.batch(BATCH_01);
});
afterAll(() => world.close());

const why = async (onDate: string, zone?: string) =>
  (await asha.call(b.why, { params: { batchId }, query: { ...goal, onDate, ...(zone && { zone }) } })).body;
const mine = (view: WhyView, name: string) => view.rows.find((r) => r.name.startsWith(name));
const mentorDay = async (onDate: string) => (await dev.call(b.mentorWhy, { query: { onDate } })).body;

describe('why there is no time on a day', () => {
  it('is told start by start, and the open starts are exactly those of the list', async () => {
    const { items } = await openSlots(asha, batchId);
    for (const onDate of ['2026-11-24', '2026-11-26', '2026-11-28']) {
      const view = await why(onDate, 'Asia/Kolkata');
      const open = new Set(
        view.rows.flatMap((r) => r.times.filter((t) => t.reasons.length === 0).map((t) => t.startsAt)),
      );
      const inList = items
        .filter((s) => new Date(Date.parse(s.startsAt) + 330 * 60_000).toISOString().startsWith(onDate))
        .map((s) => s.startsAt);
      expect([onDate, [...open].sort()]).toEqual([onDate, inList]);
    }
  });

  it('is by the local day of the reader’s zone', async () => {
    const inKolkata = (await why('2026-11-26', 'Asia/Kolkata')).rows.flatMap((r) => r.times.map((t) => t.startsAt));
    const inAuckland = (await why('2026-11-26', 'Pacific/Auckland')).rows.flatMap((r) =>
      r.times.map((t) => t.startsAt),
    );
    expect(inKolkata.every((t) => t >= '2026-11-25T18:30' && t < '2026-11-26T18:30')).toBe(true);
    expect(inAuckland.every((t) => t >= '2026-11-25T11:00' && t < '2026-11-26T11:00')).toBe(true);
    expect(inKolkata).not.toEqual(inAuckland);
  });

  it('names notice today and the horizon far ahead', async () => {
    const today = (await why('2026-11-18')).rows.flatMap((r) => r.times);
    expect(today.length).toBeGreaterThan(0);
    expect(today.every((t) => t.reasons.includes('notice'))).toBe(true);
    const far = await why('2026-12-24');
    expect(far.rows.flatMap((r) => r.times).every((t) => t.reasons.includes('horizon'))).toBe(true);
    expect(far.reasons.some((r) => r.code === 'horizon')).toBe(true);
  });

  it('names what is booked, the room around it, the full day and the used week once the learner has booked', async () => {
    await book(asha, batchId, { startsAt: THURSDAY, mentorId: dev.personId ?? '' });
    const day = await why('2026-11-26', 'Asia/Kolkata');
    const dev26 = mine(day, 'Dev');
    const at = (startsAt: string) => dev26?.times.find((t) => t.startsAt === startsAt)?.reasons;
    expect(at(THURSDAY)).toEqual(expect.arrayContaining(['booked', 'quota', 'you_are_busy']));
    expect(day.rows.flatMap((r) => r.times).every((t) => t.reasons.includes('quota'))).toBe(true);
    expect(day.sentence).toMatch(/^Nothing is open that day\. .*used your one mock\.$/);
    expect(dev26?.sentence).toContain('in a week whose mocks you have used');
  });

  it('says when a mentor offers no hours that day, and when nobody does', async () => {
    const view = await why('2026-11-29', 'Asia/Kolkata');
    for (const row of view.rows.filter((r) => r.availability === 'none'))
      expect(row.sentence).toMatch(/offers no hours that day\.$/);
  });

  it('pauses a mentor with overdue feedback when the batch says so, and only then', async () => {
    await world.query(
      `update interview set state = 'awaiting_feedback', ended_at = $2, minutes = 45 where id = (
      select id from interview where mentor_id = $1 and state = 'feedback_released' order by starts_at desc limit 1)`,
      [dev.personId, '2026-11-10T10:00:00Z'],
    );
    expect(mine(await why('2026-11-26'), 'Dev')?.times.some((t) => t.reasons.includes('overdue_feedback'))).toBe(false);
    await world.query(`update batch set policy = policy || '{"overdueFeedbackPauseHours": 48}' where id = $1`, [
      batchId,
    ]);
    expect(mine(await why('2026-11-26'), 'Dev')?.times.every((t) => t.reasons.includes('overdue_feedback'))).toBe(true);
    expect((await openSlots(asha, batchId)).items.some((s) => s.mentors.some((m) => m.id === dev.personId))).toBe(
      false,
    );
    expect((await mentorDay('2026-11-26')).rows[0]?.sentence).toContain('closed until overdue feedback is given');
    await world.query(`update batch set policy = policy || '{"overdueFeedbackPauseHours": null}' where id = $1`, [
      batchId,
    ]);
  });
});

describe('the same for others', () => {
  it('an admin asks about a learner and reads about them, not about themself', async () => {
    const view = (
      await kavya.call(b.learnerWhy, {
        params: { batchId, personId: asha.personId ?? '' },
        query: { ...goal, onDate: '2026-11-26' },
      })
    ).body;
    expect(view.sentence).toContain('the learner has used the one mock');
    const slots = (
      await kavya.call(b.learnerSlots, { params: { batchId, personId: asha.personId ?? '' }, query: goal })
    ).body;
    expect(slots.items).toEqual((await openSlots(asha, batchId)).items);
  });

  it('a mentor asks about their own day and reads about themself', async () => {
    const view = await mentorDay('2026-11-26');
    expect(view.rows[0]?.sentence).toMatch(/^You have \d+ times that day/);
    expect(view.rows[0]?.times.some((t) => t.reasons.includes('booked'))).toBe(true);
    expect(view.rows[0]?.times.some((t) => t.reasons.includes('quota') || t.reasons.includes('you_are_busy'))).toBe(
      false,
    );
  });

  it('a mentor without hours is told to add them', async () => {
    await world.query(`update availability set rules = '[]', exceptions = '[]' where person_id = $1`, [dev.personId]);
    const view = await mentorDay('2026-11-26');
    expect([view.sentence, view.rows[0]?.sentence]).toEqual([
      'No hours are offered that day.',
      'You offer no hours that day.',
    ]);
  });

  it('is nobody else’s to ask: learners about others, outsiders about anything', async () => {
    const about = { params: { batchId, personId: asha.personId ?? '' }, query: { ...goal, onDate: '2026-11-26' } };
    for (const [key, status] of [
      ['ravi', 403],
      ['dev', 403],
      ['zoya', 404],
      ['imran', 404],
    ] as const)
      expect([key, (await (await world.as(key)).call(b.learnerWhy, about)).status]).toEqual([key, status]);
    expect((await asha.call(b.mentorWhy, { query: { onDate: '2026-11-26' } })).status).toBe(403);
  });

  it('answers a zone that does not exist with its pointer', async () => {
    const answer = await asha.call(b.why, {
      params: { batchId },
      query: { ...goal, onDate: '2026-11-26', zone: 'Mars/Olympus' },
    });
    expect([answer.status, answer.problem?.errors?.[0]?.pointer]).toEqual([400, '/query/zone']);
  });
});
