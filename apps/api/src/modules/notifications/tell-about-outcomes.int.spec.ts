import { interviewEndpoints, type InterviewView } from '@dryrun/contracts/interviews.contract';
import { messageChoiceEndpoints } from '@dryrun/contracts/message-choices.contract';
import { outcomeEndpoints as e } from '@dryrun/contracts/outcomes.contract';
import { BATCH_01, book } from '../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const STARTS_AT = '2026-11-26T14:00:00.000Z';

let world: World;
let asha: TestClient;
let dev: TestClient;
let mock: InterviewView;

beforeEach(async () => {
  world = await startWorld();
  asha = await world.as('asha');
  dev = await world.as('dev');
  mock = await book(asha, await world.batch(BATCH_01), { startsAt: STARTS_AT, mentorId: dev.personId ?? '' });
  await world.settle();
  at(12);
});
afterEach(() => world.close());

const at = (minutes: number) => world.clock.set(new Date(Date.parse(STARTS_AT) + minutes * MINUTE));
const params = () => ({ interviewId: mock.id });
const claim = (client: TestClient) =>
  client.call(e.claim, { params: params(), body: { kind: 'did_not_come', note: 'SECRET-NOTE' } });
const met = () => dev.call(interviewEndpoints.weMet, { params: params(), body: { minutes: 45, askedPlanItemIds: [] } });
/** Whom each message of a kind went to, with its subject. */
const told = async (kind: string) => {
  await world.settle();
  const people = await world.query<{ id: string; key: string }>('select id, demo_key as key from person');
  const keyOf = new Map(people.map((p) => [p.id, p.key]));
  return (await world.mails({ kind })).map((m) => [keyOf.get(m.personId ?? ''), m.content?.subject]);
};

describe('a claim', () => {
  it('is told to the other side alone, again after a day, and to both when silence settled it', async () => {
    await claim(dev);
    expect(await told('interview.outcome_claimed')).toEqual([['asha', 'What became of your mock with Dev Malhotra?']]);
    const [mail] = await world.mails({ kind: 'interview.outcome_claimed' });
    expect(JSON.stringify(mail?.content)).toContain('Dev Malhotra says that you did not join your mock');
    expect(JSON.stringify(mail?.content)).toContain('Sat, 28 Nov, 7:42 pm IST');
    world.clock.advance(24 * HOUR);
    expect(await told('interview.answer_due')).toEqual([
      ['asha', 'Still open: what became of your mock with Dev Malhotra?'],
    ]);
    world.clock.advance(24 * HOUR);
    expect(await told('interview.missed')).toEqual([
      ['asha', 'Settled: your mock with Dev Malhotra'],
      ['dev', 'Settled: your mock with Asha Kulkarni'],
    ]);
    const [toAsha] = await world.mails({ kind: 'interview.missed' });
    expect(JSON.stringify(toAsha?.content)).toContain('Nobody said otherwise in 48 hours.');
    expect(JSON.stringify(await world.mails())).not.toContain('SECRET-NOTE');
  });

  it('that is disputed goes to the cohort admin to decide, and their reason stays on the page', async () => {
    await claim(dev);
    await asha.call(e.answerClaim, { params: params(), body: { answer: 'was_there', note: '' } });
    expect(await told('interview.claim_disputed')).toEqual([
      ['dev', 'Asha Kulkarni sees your mock differently'],
      ['kavya', 'To decide: the mock of Asha Kulkarni and Dev Malhotra'],
    ]);
    const body = { outcome: 'met' as const, minutes: 30, reason: 'SECRET-REASON' };
    await (await world.as('kavya')).call(e.decideOutcome, { params: params(), body });
    expect((await told('interview.met')).map(([key]) => key)).toEqual(['asha', 'dev']);
    expect(JSON.stringify(await world.mails())).not.toContain('SECRET-REASON');
  });

  it('that is taken back says so to whoever was asked', async () => {
    await claim(asha);
    await asha.call(e.withdrawClaim, { params: params() });
    expect(await told('interview.claim_withdrawn')).toEqual([['dev', 'Taken back: your mock with Asha Kulkarni']]);
  });
});

describe('running late', () => {
  it('is told to the other at once, even in their quiet hours', async () => {
    await world.query(`update person set time_zone = 'Pacific/Auckland' where id = $1`, [dev.personId]);
    at(-10);
    await asha.call(e.sayLate, { params: params(), body: { minutes: 10 } });
    expect(await told('interview.late')).toEqual([['dev', 'Asha Kulkarni is 10 minutes late']]);
    const [row] = await world.query<{ isNow: boolean }>(
      `select next_at <= $1 as "isNow" from mail_message where kind = 'interview.late'`,
      [world.clock.now()],
    );
    expect(row?.isNow).toBe(true);
  });
});

describe('the feedback clock', () => {
  it('reminds the mentor twice, then tells the lead mentor, then the cohort admin, never a word of feedback', async () => {
    at(45);
    await met();
    const hoursAfter = (hours: number) => at(45 + hours * 60);
    await world.settle();
    hoursAfter(1);
    expect(await told('feedback.due')).toEqual([['dev', 'Feedback for Asha Kulkarni, while it is fresh']]);
    hoursAfter(20);
    expect((await told('feedback.due'))[1]).toEqual([
      'dev',
      expect.stringContaining('is due soon: Fri, 27 Nov, 8:15 pm IST'),
    ]);
    hoursAfter(24);
    expect(await told('feedback.overdue')).toEqual([['meera', 'Feedback overdue: Dev Malhotra for Asha Kulkarni']]);
    hoursAfter(48);
    expect((await told('feedback.overdue')).slice(1)).toEqual([
      ['kavya', 'Feedback overdue: Dev Malhotra for Asha Kulkarni'],
    ]);
  });

  it('tells the cohort admin at once where there is no lead mentor', async () => {
    await world.query(`delete from role_grant where role = 'leadMentor'`);
    at(45);
    await met();
    await world.settle();
    at(45 + 24 * 60);
    expect((await told('feedback.overdue')).map(([key]) => key)).toEqual(['kavya']);
  });

  it('keeps still for a mentor who does not want such messages', async () => {
    await dev.call(messageChoiceEndpoints.choose, { body: { muted: ['duties'], hasQuietHours: true } });
    at(45);
    await met();
    await world.settle();
    at(45 + 60);
    expect(await told('feedback.due')).toEqual([]);
  });
});

describe('missing mocks again', () => {
  it('is told to the cohort admin with the number, and that nothing is blocked', async () => {
    await world.query(
      `insert into interview_outcome (interview_id, outcome, decided, at)
       select id, 'missed_by_learner', 'agreement', now() from interview where learner_id = $1 and state = 'feedback_released' limit 1`,
      [asha.personId],
    );
    await claim(dev);
    await asha.call(e.answerClaim, { params: params(), body: { answer: 'agreed', note: '' } });
    expect(await told('interview.missed_repeatedly')).toEqual([['kavya', 'Asha Kulkarni missed 2 mocks']]);
  });
});
