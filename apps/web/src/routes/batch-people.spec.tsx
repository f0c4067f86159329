import { screen, waitFor, within } from '@testing-library/react';
import { cohortEndpoints } from '@dryrun/contracts/cohorts.contract';
import { peopleEndpoints as e, type BatchPeopleView, type LearnerPlaceView } from '@dryrun/contracts/people.contract';
import { securityEndpoints } from '@dryrun/contracts/security.contract';
import { accessibilityFaults } from '../../test/accessibility.ts';
import { problem } from '../../test/fake-server.ts';
import { BATCH_ID, LEARNER, meAs, MENTOR, openApp, serverFor } from '../../test/open-app.tsx';

const OTHER_ID = '55555555-5555-4555-8555-555555555555';
const PLACE_ID = '66666666-6666-4666-8666-666666666666';
const params = { batchId: BATCH_ID };
const LONG = 'Venkatanarasimharajuvaripeta Subrahmanyeswara Lakshminarayana';

const place = (over: Partial<LearnerPlaceView> = {}): LearnerPlaceView => ({
  enrolmentId: PLACE_ID,
  person: LEARNER,
  address: 'asha@example.org',
  level: 'mid',
  targetRole: 'SRE',
  state: 'active',
  since: '2026-11-01T10:00:00.000Z',
  linePosition: null,
  ...over,
});

const STAFF: BatchPeopleView['staff'][number] = {
  person: MENTOR,
  address: 'tomas@example.org',
  roles: ['mentor'],
  qualification: { tracks: ['aws'], levels: ['mid'] },
};

const view = (over: Partial<BatchPeopleView> = {}): BatchPeopleView => ({
  batch: { id: BATCH_ID, name: 'Batch 01', state: 'active', capacity: 12, seatsTaken: 1 },
  learners: [place()],
  staff: [STAFF],
  invitations: [],
  joinCode: { code: null, link: null },
  tracks: [{ slug: 'aws', title: 'AWS' }],
  ...over,
});

const runs = (id: string, name: string) => ({
  id,
  name,
  timeZone: 'Asia/Kolkata',
  roles: ['cohortAdmin' as const],
});

function open(people: BatchPeopleView, others = [runs(OTHER_ID, 'Batch 02')]) {
  const server = serverFor(meAs({ batches: [runs(BATCH_ID, 'Batch 01'), ...others] }));
  server.reply(e.people, params, () => people);
  server.reply(cohortEndpoints.batches, {}, () => ({ items: [] }));
  return { server, ...openApp(`/batches/${BATCH_ID}/people`) };
}

type Opened = ReturnType<typeof open>;
const menuOf = async ({ user }: Opened, name: string) => {
  await user.click(await screen.findByRole('button', { name: `What to do about ${name}` }));
  return within(await screen.findByRole('menu'));
};

describe('the people of a batch', () => {
  it('are readable by everybody, names of any length included', async () => {
    open(view({ learners: [place({ person: { ...LEARNER, name: LONG } })] }));
    expect(await screen.findByText(LONG)).toBeVisible();
    expect(await accessibilityFaults()).toEqual([]);
  });

  it('can be moved to another batch that the admin runs, once it was said what that means', async () => {
    const opened = open(view());
    const { server, user } = opened;
    server.reply(e.transferPlace, { enrolmentId: PLACE_ID }, () => place({ enrolmentId: OTHER_ID }));
    await user.click((await menuOf(opened, LEARNER.name)).getByRole('menuitem', { name: 'Move to another batch' }));
    const dialog = within(await screen.findByRole('dialog', { name: `Move ${LEARNER.name} to another batch` }));
    expect(dialog.getByText(/their booked mocks here are cancelled, the mentors are told/)).toBeVisible();
    expect(server.seen(e.transferPlace, { enrolmentId: PLACE_ID })).toEqual([]);
    expect(dialog.getByLabelText('To')).toHaveDisplayValue('Batch 02');
    await user.click(dialog.getByRole('button', { name: 'Move' }));
    expect(await screen.findByText(`${LEARNER.name} is in Batch 02 now`)).toBeVisible();
    const [sent] = server.seen(e.transferPlace, { enrolmentId: PLACE_ID });
    expect(sent?.body).toEqual({ toBatchId: OTHER_ID });
    expect(sent?.headers.get('idempotency-key')).toMatch(/.{8,}/);
  });

  it('stay, and the dialog says why, when the other batch takes nobody', async () => {
    const opened = open(view());
    const { server, user } = opened;
    server.reply(e.transferPlace, { enrolmentId: PLACE_ID }, () => problem('batch_state', 'It takes nobody in.'));
    await user.click((await menuOf(opened, LEARNER.name)).getByRole('menuitem', { name: 'Move to another batch' }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Move' }));
    expect(await screen.findByText('It takes nobody in.')).toBeVisible();
    expect(screen.getByRole('dialog')).toBeVisible();
  });

  it('cannot be moved where there is no other batch, nor out of the line', async () => {
    const alone = open(view(), []);
    expect((await menuOf(alone, LEARNER.name)).queryByText('Move to another batch')).toBeNull();
    const waiting = open(view({ learners: [place({ state: 'waitlisted', linePosition: 1 })] }));
    const menu = await menuOf(waiting, LEARNER.name);
    expect(menu.queryByText('Move to another batch')).toBeNull();
    expect(menu.getByText('Remove from the batch')).toBeVisible();
  });

  it('are asked "is it you?" before a role is given, and it goes on by itself afterwards', async () => {
    const { server, user } = open(view());
    let isRecent = false;
    server.reply(e.setRoles, { ...params, personId: MENTOR.id }, () =>
      isRecent
        ? { ...STAFF, roles: ['mentor' as const, 'cohortAdmin' as const] }
        : problem('recent_sign_in_needed', 'Confirm.'),
    );
    server.reply(securityEndpoints.confirmWays, {}, () => ({ password: true, passkey: false, mail: false }));
    server.reply(securityEndpoints.confirmWithPassword, {}, () => {
      isRecent = true;
      return undefined;
    });
    await user.click(await screen.findByRole('button', { name: `Change what ${MENTOR.name} is` }));
    const roles = within(await screen.findByRole('dialog'));
    await user.click(roles.getByRole('checkbox', { name: /^Cohort admin/ }));
    await user.click(roles.getByRole('button', { name: 'Save' }));
    await user.type(await screen.findByLabelText('Password', { selector: 'input' }), 'a long enough password');
    await user.click(screen.getByRole('button', { name: 'Confirm' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(server.seen(e.setRoles, { ...params, personId: MENTOR.id }).map((r) => r.body)).toEqual([
      { roles: ['mentor', 'cohortAdmin'], qualification: { tracks: ['aws'], levels: ['mid'] } },
      { roles: ['mentor', 'cohortAdmin'], qualification: { tracks: ['aws'], levels: ['mid'] } },
    ]);
  });
});
