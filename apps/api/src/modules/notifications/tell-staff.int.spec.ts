import { startWorld, type World } from '../../../test/harness.ts';
import { Database } from '../../platform/db/database.ts';
import { Events } from '../../platform/events/events.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
  await world.query(`update outbox_event set handled_at = now()`);
});
afterEach(() => world.close());

const SUBJECT = '01890000-0000-7000-8000-000000000000';
const announce = async (type: string, payload: Record<string, unknown>) => {
  const events = world.app.get(Events, { strict: false });
  await world.app
    .get(Database, { strict: false })
    .write((tx) => events.announce(tx, { type, subjectId: SUBJECT, payload }));
  await world.settle();
};
const academyStaff = async (...roles: string[]) =>
  (
    await world.query<{ id: string }>(
      `select distinct person_id as id from role_grant g join person p on p.id = g.person_id where role = any($1) and p.removed_at is null`,
      [roles],
    )
  )
    .map((r) => r.id)
    .sort();
const low = (format: string, level: string, track = 'kubernetes') =>
  announce('interview.supply_low', { format, track, level, reasons: ['neighbour_level'] });

describe('questions that run out', () => {
  it('are told to editors and academy admins, once a day for each format and level, naming no learner', async () => {
    await low('system-design', 'senior');
    await low('system-design', 'senior', 'aws');
    const mails = () => world.mails({ kind: 'catalog.supply_low' });
    const staff = await academyStaff('contentEditor', 'academyAdmin');
    expect(staff.length).toBeGreaterThan(1);
    expect((await mails()).map((m) => m.personId).sort()).toEqual(staff);
    expect(new Set((await mails()).map((m) => m.content?.subject))).toEqual(
      new Set(['Questions run out: System design, senior']),
    );
    await low('system-design', 'mid');
    expect(await mails()).toHaveLength(2 * staff.length);
    world.clock.advance(24 * 3_600_000);
    await low('system-design', 'senior');
    expect(await mails()).toHaveLength(3 * staff.length);
  });
});

describe('a backup that failed', () => {
  it('is told to academy admins with its reason, and to nobody else', async () => {
    await announce('backups.failed', { cause: 'nightly', error: 'The disk is full.' });
    const mails = await world.mails({ kind: 'backups.failed' });
    expect(mails.map((m) => m.personId).sort()).toEqual(await academyStaff('academyAdmin'));
    expect(JSON.stringify(mails[0]?.content?.body)).toContain('The disk is full.');
    expect(JSON.stringify(mails[0]?.content?.body)).toContain('/settings/backups"');
  });
});
