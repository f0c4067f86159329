import { interviewEndpoints } from '@dryrun/contracts/interviews.contract';
import {
  schedulingEndpoints as e,
  type AvailabilityBody,
  type AvailabilityOnBehalfBody,
} from '@dryrun/contracts/scheduling.contract';
import { BATCH_01, BATCH_02, book, firstSlot, hold, openSlots, refused, settle } from '../../../test/booking-steps.ts';
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
  const { notes: _, bookedOutside: __, preview: ___, ...hours } = await mine();
  return { ...hours, ...changed };
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
    expect(saved.body.bookedOutside).toHaveLength(booked.length);
    expect(saved.body.bookedOutside.map((b) => b.isInTimeOff)).not.toContain(true);
    expect(await world.query(`select id, state from booking where state = 'confirmed' order by id`)).toEqual(before);
  });

  it('keep time off, and name the mocks that are booked inside it', async () => {
    const before = (await mine()).bookedOutside;
    expect(before).toEqual([]);
    const timeOff = [{ fromOn: '2026-11-18', untilOn: '2026-12-31', note: 'Wedding season' }];
    const saved = await save(await bodyOf({ timeOff }));
    expect([saved.body.timeOff, saved.body.preview]).toEqual([timeOff, []]);
    const upcoming = (await dev.call(interviewEndpoints.list, { query: { when: 'upcoming' } })).body.items;
    const asMentor = upcoming.filter((i) => i.viewerIs === 'mentor' && i.startsAt >= world.clock.now().toISOString());
    expect(asMentor.length).toBeGreaterThan(0);
    expect(saved.body.bookedOutside).toEqual(
      asMentor.map((i) => ({ interviewId: i.id, startsAt: i.startsAt, endsAt: i.endsAt, isInTimeOff: true })),
    );
  });

  it('are meant on another clock during a stay there', async () => {
    const saved = await save(
      await bodyOf({
        rules: [{ weekday: 4, start: '20:00', end: '22:00' }],
        exceptions: [],
        stays: [{ fromOn: '2026-11-25', untilOn: '2026-11-27', timeZone: 'Europe/Berlin' }],
      }),
    );
    expect(saved.body.preview).toEqual([
      { startsAt: '2026-11-19T14:30:00.000Z', endsAt: '2026-11-19T16:30:00.000Z' },
      { startsAt: '2026-11-26T19:00:00.000Z', endsAt: '2026-11-26T21:00:00.000Z' },
    ]);
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
          timeOff: [{ fromOn: '2026-12-02', untilOn: '2026-12-01', note: '' }],
          stays: [
            { fromOn: '2026-12-01', untilOn: '2026-12-05', timeZone: 'Europe/Berlin' },
            { fromOn: '2026-12-05', untilOn: '2026-12-06', timeZone: 'Mars/Olympus_Mons' },
          ],
        }),
      ),
    );
    expect([answer.status, answer.problem?.code]).toEqual([400, 'invalid_input']);
    expect(pointers(answer)?.sort()).toEqual([
      '/body/exceptions/0/intervals/0/start',
      '/body/exceptions/1/onDate',
      '/body/rules/0/start',
      '/body/stays/1/fromOn',
      '/body/stays/1/timeZone',
      '/body/timeOff/0/untilOn',
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

describe('a look at hours before they are saved', () => {
  const look = async (hours: Partial<AvailabilityBody>, minutes = 45) => {
    const batchId = await world.batch(BATCH_01);
    return dev.call(e.previewMyAvailability, { body: { batchId, minutes, hours: await bodyOf(hours) } });
  };

  it('shows the starts that learners would be offered, by the same engine, and changes nothing', async () => {
    await settle(world);
    const before = await world.fingerprint();
    const answer = await look({});
    const offered = (await openSlots(await world.as('asha'), await world.batch(BATCH_01))).items
      .filter((s) => s.mentors.some((m) => m.id === dev.personId))
      .map((s) => s.startsAt);
    expect(offered.length).toBeGreaterThan(3);
    // Asha's own quota and bookings close some for her; the look is for a learner who has nothing booked.
    expect(answer.body.starts).toEqual(expect.arrayContaining(offered));
    expect((await look({ rules: [], exceptions: [] })).body).toMatchObject({ starts: [] });
    expect(await world.fingerprint()).toBe(before);
  });

  it('says why nothing is offered, and which mocks would lie outside', async () => {
    const none = (await look({ rules: [], exceptions: [] })).body;
    expect(none.reasons.map((r) => r.code)).toEqual(['no_availability']);
    expect(none.bookedOutside.length).toBeGreaterThan(0);
    const soon = (
      await look({ timeZone: 'UTC', rules: [{ weekday: 3, start: '11:00', end: '12:00' }], exceptions: [] })
    ).body;
    expect(soon.reasons.map((r) => r.code)).toContain('notice');
    expect(soon.reasons.find((r) => r.code === 'notice')?.sentence).toMatch(
      /too soon: the batch asks learners to book at least 12 hours ahead\.$/,
    );
  });

  it('is refused for hours that cannot be meant, at their place', async () => {
    const answer = await refused(world, () => look({ timeZone: 'Mars/Olympus_Mons' }));
    expect(pointers(answer)).toEqual(['/body/hours/timeZone']);
  });

  it('is for mentors, and for a batch of theirs', async () => {
    const hours = await bodyOf();
    for (const key of ['asha', 'kavya']) {
      const client = await world.as(key);
      const body = { batchId: await world.batch(BATCH_01), minutes: 45, hours };
      expect((await client.call(e.previewMyAvailability, { body })).status).toBe(403);
    }
    const body = { batchId: await world.batch(BATCH_02), minutes: 45, hours };
    expect((await dev.call(e.previewMyAvailability, { body })).status).toBe(404);
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

describe('a mentor’s own limits', () => {
  const limits = async (own: Partial<AvailabilityBody['limits']>) => {
    const body = await bodyOf();
    return save({ ...body, limits: { ...body.limits, ...own } });
  };
  const startsOf = async (mentorId: string) =>
    (await openSlots(await world.as('asha'), await world.batch(BATCH_01))).items
      .filter((s) => s.mentors.some((m) => m.id === mentorId))
      .map((s) => s.startsAt);

  it('hold besides the batch’s where they are stricter, and are asked again when a time is kept', async () => {
    const batchId = await world.batch(BATCH_01);
    const asha = await world.as('asha');
    const before = await startsOf(dev.personId ?? '');
    const [first, tooSoon] = [before.at(-1), before[0]];
    if (!first || !tooSoon) throw new Error('dev offers nothing');
    expect((await limits({ noticeMinutes: 5 * 24 * 60 })).status).toBe(200);
    const after = await startsOf(dev.personId ?? '');
    const earliest = new Date(world.clock.now().getTime() + 5 * 24 * 3_600_000).toISOString();
    expect(after).toEqual(before.filter((s) => s >= earliest));
    const answer = await refused(world, () => hold(asha, batchId, { startsAt: tooSoon, mentorId: dev.personId ?? '' }));
    expect(answer.problem?.code).toBe('slot_not_open');
    expect((await hold(asha, batchId, { startsAt: first, mentorId: dev.personId ?? '' })).status).toBe(201);
  });

  it('never make anything laxer than the batch', async () => {
    const before = await startsOf(dev.personId ?? '');
    const lax = { bufferBeforeMinutes: 0, bufferAfterMinutes: 0, stepMinutes: 5, noticeMinutes: 0 };
    await limits({ ...lax, maxPerDay: 24, maxPerWeek: 100 });
    expect(await startsOf(dev.personId ?? '')).toEqual(before);
  });

  it('keep the mentor’s own buffers free around what is booked from then on', async () => {
    const batchId = await world.batch(BATCH_01);
    await limits({ bufferBeforeMinutes: 25, bufferAfterMinutes: 40 });
    const mock = await book(
      await world.as('asha'),
      batchId,
      await firstSlot(await world.as('asha'), batchId, dev.personId ?? ''),
    );
    const [row] = await world.query<{ before: number; after: number }>(
      `select extract(epoch from lower(b.during) - lower(p.blocked))::int / 60 as before, extract(epoch from upper(p.blocked) - upper(b.during))::int / 60 as after
       from booking b join booking_participant p on p.booking_id = b.id and p.role = 'mentor' where b.reference_id = $1`,
      [mock.id],
    );
    expect(row).toEqual({ before: 25, after: 40 });
  });
});

describe('hours saved on a mentor’s behalf', () => {
  const params = async () => ({ batchId: await world.batch(BATCH_01), personId: dev.personId ?? '' });
  const onBehalf = async (client: TestClient, changed: Partial<AvailabilityOnBehalfBody> = {}) => {
    const { meetingUrl: _, ...body } = await bodyOf();
    return client.call(e.saveMentorAvailability, { params: await params(), body: { ...body, ...changed } });
  };

  it('are the cohort admin’s to write; the link stays, is not shown, and the audit says who it was', async () => {
    const kavya = await world.as('kavya');
    const { meetingUrl } = await mine();
    expect(meetingUrl).not.toBe('');
    const rules = [{ weekday: 6, start: '09:00', end: '11:00' }];
    const saved = await onBehalf(kavya, { rules });
    expect([saved.status, saved.body.rules, saved.body.meetingUrl]).toEqual([200, rules, '']);
    expect(await mine()).toMatchObject({ rules, meetingUrl });
    expect((await kavya.call(e.mentorAvailability, { params: await params() })).body.meetingUrl).toBe('');
    const lines = await world.query(
      `select actor_id, action, person_id, batch_id from audit_entry where subject_type = 'availability' and subject_id = $1`,
      [dev.personId],
    );
    expect(lines).toEqual([
      {
        actor_id: kavya.personId,
        action: 'availability.save_on_behalf',
        person_id: dev.personId,
        batch_id: (await params()).batchId,
      },
    ]);
  });

  it('do not overwrite what the mentor saved meanwhile', async () => {
    const { version } = await bodyOf();
    await save(await bodyOf({ rules: [] }));
    const answer = await refused(world, async () => onBehalf(await world.as('kavya'), { version }));
    expect(answer.problem?.code).toBe('stale_version');
  });

  it('are read by lead mentors and academy admins, who change nothing', async () => {
    for (const key of ['meera', 'arjun']) {
      const client = await world.as(key);
      expect((await client.call(e.mentorAvailability, { params: await params() })).status).toBe(200);
      const answer = await refused(world, () => onBehalf(client, { rules: [] }));
      expect([key, answer.problem?.code]).toEqual([key, 'forbidden']);
    }
  });

  it('are nobody else’s business, and only mentors of the batch have any', async () => {
    const { batchId, personId } = await params();
    for (const key of ['asha', 'claire', 'imran', 'zoya']) {
      const client = await world.as(key);
      const read = await client.call(e.mentorAvailability, { params: { batchId, personId } });
      expect([key, [403, 404].includes(read.status)]).toEqual([key, true]);
      expect([403, 404]).toContain((await refused(world, () => onBehalf(client))).status);
    }
    const kavya = await world.as('kavya');
    const other = { batchId: await world.batch(BATCH_02), personId };
    expect((await kavya.call(e.mentorAvailability, { params: other })).status).toBe(404);
    const learner = { batchId, personId: await world.person('asha') };
    expect((await kavya.call(e.mentorAvailability, { params: learner })).status).toBe(404);
  });
});
