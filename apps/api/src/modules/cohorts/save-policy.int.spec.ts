import { cohortEndpoints as e, type BatchPolicy } from '@dryrun/contracts/cohorts.contract';
import { DEFAULT_POLICY } from '@dryrun/domain/cohorts/batch-policy';
import { BATCH_01, book, firstSlot, refused } from '../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';

let world: World;
let kavya: TestClient;
let batchId: string;

beforeEach(async () => {
  world = await startWorld();
  kavya = await world.as('kavya');
  batchId = await world.batch(BATCH_01);
});
afterEach(() => world.close());

const save = (client: TestClient, changes: Partial<BatchPolicy>, version = 1) =>
  client.call(e.savePolicy, { params: { batchId }, body: { version, policy: { ...DEFAULT_POLICY, ...changes } } });
const read = async (client: TestClient) => (await client.call(e.policy, { params: { batchId } })).body;

describe('the rules of a batch', () => {
  it('are changed by its cohort admin, and everybody in the batch reads the new ones', async () => {
    const saved = await save(kavya, { lateChanges: 3, noticeMinutes: 60, overdueFeedbackPauseHours: 48 });
    expect(saved.body).toMatchObject({
      version: 2,
      canChange: true,
      policy: { lateChanges: 3, noticeMinutes: 60, overdueFeedbackPauseHours: 48 },
    });
    for (const key of ['asha', 'dev', 'meera'])
      expect([key, await read(await world.as(key))]).toMatchObject([
        key,
        { version: 2, canChange: false, policy: { lateChanges: 3 } },
      ]);
  });

  it('leave booked mocks under the rules that were pinned', async () => {
    const asha = await world.as('asha');
    const mock = await book(asha, batchId, await firstSlot(asha, batchId));
    const before = await world.query('select policy from interview where id = $1', [mock.id]);
    await save(kavya, { freeChangeMinutes: 0, lateChanges: 0 });
    expect(await world.query('select policy from interview where id = $1', [mock.id])).toEqual(before);
  });

  it('are audited and announced with exactly what changed', async () => {
    await save(kavya, { holdMinutes: 20, hasWaitlist: true });
    const change = { before: { holdMinutes: 10, hasWaitlist: false }, after: { holdMinutes: 20, hasWaitlist: true } };
    expect(
      await world.query(
        `select actor_id, batch_id, before, after from audit_entry where action = 'batch.change_policy'`,
      ),
    ).toEqual([{ actor_id: kavya.personId, batch_id: batchId, ...change }]);
    expect(await world.query(`select payload from outbox_event where type = 'batch.policy_changed'`)).toEqual([
      { payload: change },
    ]);
  });

  it('stay as they are when the same ones are saved again', async () => {
    const before = await world.fingerprint();
    expect((await save(kavya, {})).body.version).toBe(1);
    expect(await world.fingerprint()).toBe(before);
  });

  it('are never saved over somebody else’s change', async () => {
    await save(kavya, { holdMinutes: 20 });
    const stale = await refused(world, () => save(kavya, { holdMinutes: 30 }, 1));
    expect([stale.status, stale.problem?.code]).toEqual([409, 'stale_version']);
  });

  it('are saved once when two admins save at the same moment', async () => {
    const arjun = await world.as('arjun');
    const answers = await Promise.all([save(kavya, { holdMinutes: 20 }), save(arjun, { holdMinutes: 30 })]);
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409]);
  });

  it('are refused with the field when a number is out of bounds or they contradict each other', async () => {
    const cases: [Partial<BatchPolicy>, string][] = [
      [{ mocksPerWeek: 8 }, '/body/policy/mocksPerWeek'],
      [{ holdMinutes: 1.5 }, '/body/policy/holdMinutes'],
      [{ horizonDays: 1, noticeMinutes: 24 * 60 }, '/body/policy/noticeMinutes'],
      [{ mentorMaxPerDay: 6, mentorMaxPerWeek: 4 }, '/body/policy/mentorMaxPerWeek'],
    ];
    for (const [changes, pointer] of cases) {
      const answer = await refused(world, () => save(kavya, changes));
      expect([answer.status, answer.problem?.errors?.[0]?.pointer]).toEqual([400, pointer]);
    }
  });

  it('are nobody else’s to change, and do not exist for another batch', async () => {
    for (const key of ['asha', 'dev', 'meera']) {
      const client = await world.as(key);
      expect([key, (await refused(world, () => save(client, { holdMinutes: 20 }))).status]).toEqual([key, 403]);
    }
    for (const key of ['zoya', 'imran']) {
      const client = await world.as(key);
      expect([key, (await refused(world, () => save(client, { holdMinutes: 20 }))).status]).toEqual([key, 404]);
    }
  });
});
