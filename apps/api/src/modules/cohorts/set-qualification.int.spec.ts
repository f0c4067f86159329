import { qualificationEndpoints as e } from '@dryrun/contracts/qualifications.contract';
import { BATCH_01, BATCH_02, GOAL, hold, openSlots, refused } from '../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';

let world: World;
let dev: TestClient;
let kavya: TestClient;
let batchId: string;
let params: { batchId: string; personId: string };

beforeEach(async () => {
  world = await startWorld();
  dev = await world.as('dev');
  kavya = await world.as('kavya');
  batchId = await world.batch(BATCH_01);
  params = { batchId, personId: dev.personId ?? '' };
});
afterEach(() => world.close());

const ALL = { tracks: null, levels: null, formats: null };
const devIsOffered = async () =>
  (await openSlots(await world.as('asha'), batchId)).items.some((s) => s.mentors.some((m) => m.id === dev.personId));

describe('what a mentor may give', () => {
  it('is every format until somebody says otherwise; then learners are offered them for the others only', async () => {
    const before = (await kavya.call(e.qualification, { params })).body;
    expect(before.granted.formats).toBeNull();
    expect(before.can).toEqual({ grant: true, narrow: false });
    expect(await devIsOffered()).toBe(true);
    const asha = await world.as('asha');
    const [slot] = (await openSlots(asha, batchId)).items.filter((s) => s.mentors.some((m) => m.id === dev.personId));
    const granted = { ...before.granted, formats: ['debugging'] };
    const answer = await kavya.call(e.grantQualification, { params, body: granted });
    expect([answer.status, answer.body.granted]).toEqual([200, granted]);
    expect(await devIsOffered()).toBe(false);
    const late = await refused(world, () =>
      hold(asha, batchId, { startsAt: slot?.startsAt ?? '', mentorId: params.personId, goal: GOAL }),
    );
    expect(late.problem?.code).toBe('slot_not_open');
  });

  it('is set by lead mentors and admins of the batch, with a line in the audit', async () => {
    const granted = { tracks: ['aws', 'aws'], levels: ['mid' as const], formats: null };
    for (const key of ['meera', 'kavya', 'arjun'])
      expect((await (await world.as(key)).call(e.grantQualification, { params, body: granted })).status).toBe(200);
    const lines = await world.query<{ after: unknown }>(
      `select after from audit_entry where action = 'qualification.grant' and person_id = $1`,
      [dev.personId],
    );
    expect(lines).toHaveLength(3);
    expect(lines[0]?.after).toEqual({ tracks: ['aws'], levels: ['mid'], formats: null });
  });

  it('is not the mentor’s to widen, nor anybody else’s to see', async () => {
    const { granted } = (await dev.call(e.qualification, { params })).body;
    expect((await refused(world, () => dev.call(e.grantQualification, { params, body: granted }))).status).toBe(403);
    for (const [key, status] of [
      ['asha', 404],
      ['claire', 404],
      ['imran', 404],
    ] as const) {
      const client = await world.as(key);
      expect([key, (await client.call(e.qualification, { params })).status]).toEqual([key, status]);
      const answer = await refused(world, () => client.call(e.grantQualification, { params, body: granted }));
      expect([403, 404]).toContain(answer.status);
    }
    const elsewhere = { batchId: await world.batch(BATCH_02), personId: params.personId };
    expect((await kavya.call(e.qualification, { params: elsewhere })).status).toBe(404);
  });
});

describe('what a mentor wants to give of it', () => {
  it('leaves things out at once, and brings them back', async () => {
    const narrowed = await dev.call(e.narrowQualification, { params, body: { ...ALL, tracks: ['aws'] } });
    expect([narrowed.status, narrowed.body.own.tracks]).toEqual([200, ['aws']]);
    expect(narrowed.body.granted.tracks).toContain('kubernetes');
    expect(await devIsOffered()).toBe(false);
    await dev.call(e.narrowQualification, { params, body: ALL });
    expect(await devIsOffered()).toBe(true);
  });

  it('never adds what is not granted', async () => {
    const body = { ...ALL, tracks: ['aws', 'devsecops'], levels: ['mid' as const] };
    const answer = await refused(world, () => dev.call(e.narrowQualification, { params, body }));
    expect([answer.status, answer.problem?.errors?.map((f) => f.pointer)]).toEqual([400, ['/body/tracks']]);
  });

  it('is the mentor’s alone to say', async () => {
    for (const key of ['kavya', 'meera', 'arjun']) {
      const client = await world.as(key);
      const answer = await refused(world, () => client.call(e.narrowQualification, { params, body: ALL }));
      expect([key, answer.status]).toEqual([key, 403]);
    }
  });
});
