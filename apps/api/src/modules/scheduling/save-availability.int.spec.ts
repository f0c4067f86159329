import { schedulingEndpoints as e, type AvailabilityBody } from '@dryrun/contracts/scheduling.contract';
import { refused } from '../../../test/booking-steps.ts';
import { startWorld, type Answer, type TestClient, type World } from '../../../test/harness.ts';

let world: World;
let dev: TestClient;

beforeEach(async () => {
  world = await startWorld();
  dev = await world.as('dev');
});
afterEach(() => world.close());

const mine = async (client = dev) => (await client.call(e.myAvailability)).body;
const bodyOf = async (changed: Partial<AvailabilityBody> = {}): Promise<AvailabilityBody> => {
  const { version, timeZone, meetingUrl, rules, exceptions } = await mine();
  return { version, timeZone, meetingUrl, rules, exceptions, ...changed };
};
const save = (body: AvailabilityBody, client = dev) => client.call(e.saveMyAvailability, { body });
const pointers = (answer: Answer<unknown>) => answer.problem?.errors?.map((f) => f.pointer);

describe('a mentor’s hours', () => {
  it('are replaced as a whole, and the next windows show what was understood', async () => {
    const body = await bodyOf({
      rules: [{ weekday: 4, start: '20:00', end: '22:00' }],
      exceptions: [],
      meetingUrl: '',
    });
    const saved = await save(body);
    expect(saved.status).toBe(200);
    expect(saved.body).toMatchObject({ version: body.version + 1, rules: body.rules, meetingUrl: '' });
    expect(saved.body.preview).toEqual([
      { startsAt: '2026-11-19T14:30:00.000Z', endsAt: '2026-11-19T16:30:00.000Z' },
      { startsAt: '2026-11-26T14:30:00.000Z', endsAt: '2026-11-26T16:30:00.000Z' },
    ]);
    expect(await mine()).toEqual(saved.body);
  });

  it('cut the preview at now when a window is running', async () => {
    const saved = await save(
      await bodyOf({ timeZone: 'UTC', rules: [{ weekday: 3, start: '10:00', end: '12:00' }], exceptions: [] }),
    );
    expect(saved.body.preview[0]).toEqual({
      startsAt: world.clock.now().toISOString(),
      endsAt: '2026-11-18T12:00:00.000Z',
    });
  });

  it('may leave booked mocks outside: they stay booked, and each is named', async () => {
    const before = await world.query(`select id, state from booking where state = 'confirmed' order by id`);
    const saved = await save(await bodyOf({ rules: [], exceptions: [] }));
    const booked = await world.query(
      `select 1 from booking b join booking_participant p on p.booking_id = b.id and p.person_id = $1 and p.role = 'mentor'
       where b.state = 'confirmed' and lower(b.during) >= $2`,
      [dev.personId, world.clock.now()],
    );
    expect(booked.length).toBeGreaterThan(0);
    expect(saved.body.notes.filter((n) => n.includes('lies outside these hours'))).toHaveLength(booked.length);
    expect(await world.query(`select id, state from booking where state = 'confirmed' order by id`)).toEqual(before);
  });

  it('are saved once: a second tab with the old version is refused, and nothing of it is saved', async () => {
    const body = await bodyOf();
    expect((await save({ ...body, meetingUrl: 'https://meet.example.org/a' })).status).toBe(200);
    const answer = await refused(world, () => save({ ...body, meetingUrl: 'https://meet.example.org/b' }));
    expect([answer.status, answer.problem?.code]).toEqual([409, 'stale_version']);
    expect((await mine()).meetingUrl).toBe('https://meet.example.org/a');
  });

  it('are saved once when two tabs save at the same moment, first hours included', async () => {
    const body = await bodyOf();
    const answers = await Promise.all([save(body), save(body), save(body)]);
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409, 409]);
    await world.query('delete from availability where person_id = $1', [dev.personId]);
    expect(await mine()).toMatchObject({ version: 0, timeZone: 'Asia/Kolkata', rules: [], preview: [] });
    const first = await bodyOf({ rules: [{ weekday: 1, start: '18:00', end: '19:00' }] });
    const firsts = await Promise.all([save(first), save(first), save(first)]);
    expect(firsts.map((a) => a.status).sort()).toEqual([200, 409, 409]);
    expect((await mine()).version).toBe(1);
  });

  it('are refused with every fault at its place', async () => {
    const answer = await refused(world, async () =>
      save(
        await bodyOf({
          timeZone: 'Mars/Olympus_Mons',
          rules: [{ weekday: 1, start: '24:00', end: '08:00' }],
          exceptions: [
            { onDate: '2026-12-24', intervals: [{ start: '24:00', end: '10:00' }], note: '' },
            { onDate: '2026-12-24', intervals: [], note: '' },
          ],
        }),
      ),
    );
    expect([answer.status, answer.problem?.code]).toEqual([400, 'invalid_input']);
    expect(pointers(answer)?.sort()).toEqual([
      '/body/exceptions/0/intervals/0/start',
      '/body/exceptions/1/onDate',
      '/body/rules/0/start',
      '/body/timeZone',
    ]);
  });

  it('accept only https links to meet at', async () => {
    for (const meetingUrl of ['http://meet.example.org/x', 'javascript:alert(1)', 'meet me downstairs']) {
      const answer = await refused(world, async () => save(await bodyOf({ meetingUrl })));
      expect(pointers(answer)).toEqual(['/body/meetingUrl']);
    }
  });

  it('are audited without the link, which lets people in', async () => {
    await save(await bodyOf({ meetingUrl: 'https://meet.example.org/secret-room' }));
    const [line] = await world.query<{ action: string; text: string }>(
      `select action, before::text || after::text as text from audit_entry where subject_id = $1 and subject_type = 'availability'`,
      [dev.personId],
    );
    expect(line?.action).toBe('availability.save');
    expect(line?.text).not.toContain('secret-room');
  });
});

describe('who may publish hours', () => {
  it('is only somebody who mentors', async () => {
    const body = await bodyOf();
    for (const key of ['asha', 'kavya', 'arjun', 'leela']) {
      const client = await world.as(key);
      const answer = await refused(world, () => save(body, client));
      expect([key, answer.status, answer.problem?.code]).toEqual([key, 403, 'forbidden']);
    }
    expect((await (await world.as('asha')).call(e.myAvailability)).status).toBe(403);
    expect((await (await world.as('kavya')).call(e.myAvailability)).status).toBe(403);
  });

  it('ends with the role', async () => {
    const body = await bodyOf();
    await world.query(`delete from role_grant where person_id = $1 and role = 'mentor'`, [dev.personId]);
    expect((await refused(world, () => save(body))).status).toBe(403);
  });

  it('touches nobody else’s hours', async () => {
    const others = () =>
      world.query('select * from availability where person_id <> $1 order by person_id', [dev.personId]);
    const before = await others();
    await save(await bodyOf({ rules: [] }));
    expect(await others()).toEqual(before);
  });
});
