import { PLACE_EVENTS, peopleEndpoints as e } from '@dryrun/contracts/people.contract';
import { BATCH_01 } from '../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';
import { ACCOUNT, AS_MENTOR, bringIn, inviteOne, placeOf } from '../../../test/people-steps.ts';

/** Seeded learners of Batch 01, all active. */
const SEATED = 12;

let world: World;
let kavya: TestClient;
let batchId: string;
let batch: string;
beforeEach(async () => {
  world = await startWorld();
  kavya = await world.as('kavya');
  batchId = await world.batch(BATCH_01);
  [{ name: batch } = { name: '' }] = await world.query<{ name: string }>('select name from batch where id = $1', [
    batchId,
  ]);
  await world.query(`update outbox_event set handled_at = now()`);
});
afterEach(() => world.close());

const capacity = (seats: number) => world.query('update batch set capacity = $2 where id = $1', [batchId, seats]);
const apply = async (name: string): Promise<string> => {
  const code = (await kavya.call(e.setJoinCode, { params: { batchId }, body: { to: 'on' } })).body.code ?? '';
  const address = `${name}@example.org`;
  await world.anonymous.call(e.applyAsNew, { body: { code, level: 'mid', targetRole: '', address, ...ACCOUNT, name } });
  const [row] = await world.query<{ id: string }>('select id from person where email = $1', [address]);
  return row?.id ?? '';
};
const move = async (personId: string, event: (typeof PLACE_EVENTS)[number]) => {
  const enrolmentId = (await placeOf(world, batchId, personId))?.id ?? '';
  const answer = await kavya.call(e.movePlace, { params: { enrolmentId }, body: { event } });
  if (answer.status >= 300) throw new Error(answer.text);
};
const told = async (personId: string | null) => {
  await world.settle();
  return (await world.mails({ personId: personId ?? '' })).filter((m) => m.kind.startsWith('cohorts.'));
};
const subjects = async (personId: string | null) => (await told(personId)).map((m) => m.content?.subject);

describe('an applicant', () => {
  it('is told of a yes', async () => {
    const nila = await apply('nila');
    expect(await subjects(nila)).toEqual([]);
    await move(nila, 'approve');
    expect(await subjects(nila)).toEqual([`You are in: ${batch}`]);
  });

  it('is told of a no, in plain words and without a reason that nobody gave', async () => {
    const nila = await apply('nila');
    await move(nila, 'decline');
    const [mail] = await told(nila);
    expect(mail?.content?.subject).toBe(`Your application for ${batch}`);
    expect(JSON.stringify(mail?.content?.body)).toContain('cannot take you in this time');
  });

  it('is told that they stand in line, and that a seat became free, each once', async () => {
    await capacity(SEATED);
    const nila = await apply('nila');
    await move(nila, 'approve');
    expect(await subjects(nila)).toEqual([`In line for a seat: ${batch}`]);
    await move(await world.person('ravi'), 'remove');
    expect(await subjects(nila)).toEqual([`In line for a seat: ${batch}`, `A seat for you: ${batch}`]);
    expect(await subjects(await world.person('ravi'))).toEqual([`Your place in ${batch} has ended`]);
    await world.query(`update outbox_event set handled_at = null where type like 'enrolment.%'`);
    expect(await subjects(nila)).toHaveLength(2);
  });

  it('is heard of by those who run the batch once a day, however many there are, and by nobody else', async () => {
    await apply('nila');
    await apply('omar');
    expect(await subjects(kavya.personId)).toEqual([`Somebody asks to join ${batch}`]);
    world.clock.advance(24 * 3_600_000);
    await apply('pia');
    expect(await subjects(kavya.personId)).toHaveLength(2);
    const all = (await world.mails()).filter((m) => m.kind === 'cohorts.applied');
    expect(new Set(all.map((m) => m.personId))).toEqual(new Set([kavya.personId]));
  });
});

describe('somebody who accepts an invitation', () => {
  it('gets a way back in: as learner to their page, as mentor to their hours', async () => {
    const learner = await bringIn(world, kavya, batchId, 'nila@example.org');
    expect(await subjects(learner.personId)).toEqual([`Welcome to ${batch}`]);
    const mentor = await bringIn(world, kavya, batchId, 'omar@example.org', AS_MENTOR);
    const [mail] = await told(mentor.personId);
    expect(JSON.stringify(mail?.content?.body)).toContain('/availability"');
    expect(mail?.content?.body.preview).toBe('You are a mentor there now.');
  });
});

describe('an invitation that waits for a mail server', () => {
  const mails = async () => {
    await world.settle();
    return (await world.mails({ kind: 'identity.invitation' })).map((m) => m.state);
  };

  it('is not sent any more once it was withdrawn, and its link is gone from the database', async () => {
    const { id } = await inviteOne(kavya, batchId, 'nila@example.org');
    expect(await mails()).toEqual(['waiting']);
    await kavya.call(e.revokeInvitation, { params: { invitationId: id } });
    expect(await mails()).toEqual(['dead']);
    expect(
      await world.query(`select 1 from mail_message where kind = 'identity.invitation' and sealed is not null`),
    ).toEqual([]);
  });

  it('is sent with its newest link only', async () => {
    const { id } = await inviteOne(kavya, batchId, 'nila@example.org');
    await kavya.call(e.renewInvitation, { params: { invitationId: id } });
    expect(await mails()).toEqual(['dead', 'waiting']);
  });
});
