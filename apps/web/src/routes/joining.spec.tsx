import { screen, within } from '@testing-library/react';
import { identityEndpoints } from '@dryrun/contracts/identity.contract';
import {
  peopleEndpoints as e,
  type JoinView,
  type MyPlaceView,
  type OfferView,
} from '@dryrun/contracts/people.contract';
import { signInEndpoints } from '@dryrun/contracts/sign-in.contract';
import { accessibilityFaults } from '../../test/accessibility.ts';
import { problem } from '../../test/fake-server.ts';
import { meAs, openApp, serverFor } from '../../test/open-app.tsx';

const PLACE_ID = '66666666-6666-4666-8666-666666666666';
const PASSWORD = 'four quiet paper boats';
const BATCH = {
  name: 'Batch 01',
  focus: 'Kubernetes and SRE',
  startsOn: '2026-12-07',
  weeks: 8,
  timeZone: 'Asia/Kolkata',
};
const JOIN: JoinView = { academyName: 'Aarambh Academy', batch: BATCH, isFull: false };
const OFFER: OfferView = {
  invitationId: PLACE_ID,
  address: 'nila@example.org',
  name: 'Nila Sen',
  academyName: 'Aarambh Academy',
  batch: BATCH,
  roles: ['learner'],
  level: 'mid',
  invitedBy: 'Kavya Nair',
  expiresAt: '2026-12-01T10:00:00.000Z',
  hasAccount: false,
};
const place = (over: Partial<MyPlaceView> = {}): MyPlaceView => ({
  enrolmentId: PLACE_ID,
  batchName: 'Batch 01',
  state: 'active',
  since: '2026-11-01T10:00:00.000Z',
  linePosition: null,
  canWithdraw: true,
  ...over,
});

describe('an academy that nobody has set up', () => {
  it('says where the set-up link is, and asks nobody for a password that cannot exist', async () => {
    const server = serverFor(null);
    server.reply(identityEndpoints.installation, {}, () => ({
      academyName: 'Dryrun',
      isDemo: false,
      isSetUp: false,
      now: new Date().toISOString(),
    }));
    openApp('/sign-in');
    expect(await screen.findByText(/Open it, and you become the first admin/)).toBeVisible();
    expect(screen.queryByLabelText('Email address')).toBeNull();
    expect(await accessibilityFaults()).toEqual([]);
  });
});

describe('a join code', () => {
  it('leads from the door to the batch and its application', async () => {
    const server = serverFor(null);
    server.reply(e.lookUpCode, {}, () => JOIN);
    const { user, address } = openApp('/join');
    expect(await accessibilityFaults()).toEqual([]);
    await user.type(await screen.findByLabelText('Join code'), 'k7pm 2xqa');
    await user.click(screen.getByRole('button', { name: 'Look it up' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Join Batch 01' })).toBeVisible();
    expect(address()).toBe('/join/k7pm%202xqa');
    expect(await screen.findByRole('heading', { name: 'Apply with a new account' })).toBeVisible();
    expect(await accessibilityFaults()).toEqual([]);
  });

  it('that is wrong can be typed again at once', async () => {
    const server = serverFor(null);
    server.reply(e.lookUpCode, {}, () => problem('join_code_unknown', 'Nobody can join with this code.'));
    openApp('/join/WRONG');
    expect(await screen.findByText(/“WRONG” is not in use/)).toBeVisible();
    expect(screen.getByLabelText('Join code')).toBeVisible();
  });

  it('that was tried too often says how long to wait', async () => {
    const server = serverFor(null);
    server.reply(e.lookUpCode, {}, () =>
      problem('too_many_requests', 'There were many attempts. Please wait 4 seconds and try again. Nothing is locked.'),
    );
    openApp('/join/WRONG');
    expect(await screen.findByText(/Please wait 4 seconds/)).toBeVisible();
  });

  it('leads somebody whose address has an account to the sign-in, and back here', async () => {
    const server = serverFor(null);
    server.reply(e.lookUpCode, {}, () => JOIN);
    server.reply(e.applyAsNew, {}, () => undefined);
    server.reply(signInEndpoints.withPassword, {}, () => problem('wrong_credentials', 'They do not fit.'));
    const { user } = openApp('/join/K7PM-2XQA');
    await user.type(await screen.findByLabelText('Email address'), 'asha@example.org');
    await user.type(screen.getByLabelText('Your name'), 'Asha');
    await user.type(screen.getByLabelText('Password', { selector: 'input' }), PASSWORD);
    await user.click(screen.getByRole('button', { name: 'Apply' }));
    const notice = await screen.findByText('Please sign in and apply again');
    expect(notice).toBeVisible();
    expect(screen.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/sign-in?next=%2Fjoin%2FK7PM-2XQA');
  });
});

describe('an invitation', () => {
  const token = 't'.repeat(32);

  it('is accepted with a new account, and nothing happens by opening it', async () => {
    const server = serverFor(null);
    server.reply(e.offer, {}, () => OFFER);
    server.reply(e.acceptAsNew, {}, () => undefined);
    const { user } = openApp(`/invite/${token}`);
    expect(await screen.findByRole('heading', { level: 1, name: 'Kavya Nair invites you to Batch 01' })).toBeVisible();
    expect(await accessibilityFaults()).toEqual([]);
    expect(server.seen(e.acceptAsNew)).toEqual([]);
    await user.type(await screen.findByLabelText('Password', { selector: 'input' }), PASSWORD);
    await user.click(screen.getByRole('button', { name: 'Accept and go in' }));
    expect(server.seen(e.acceptAsNew)[0]?.body).toMatchObject({ token, name: 'Nila Sen', password: PASSWORD });
  });

  it('for an address with an account leads to signing in as always', async () => {
    const server = serverFor(null);
    server.reply(e.offer, {}, () => ({ ...OFFER, hasAccount: true }));
    openApp(`/invite/${token}`);
    expect(await screen.findByText('You have an account here already')).toBeVisible();
    expect(screen.queryByLabelText('Password', { selector: 'input' })).toBeNull();
  });

  it('is not answered by somebody else who is signed in', async () => {
    const server = serverFor(meAs());
    server.reply(e.offer, {}, () => OFFER);
    openApp(`/invite/${token}`);
    expect(await screen.findByText('You are signed in as somebody else')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Accept' })).toBeNull();
  });

  it('that is over says whom to ask', async () => {
    const server = serverFor(null);
    server.reply(e.offer, {}, () => problem('invitation_over', 'Over.'));
    openApp(`/invite/${token}`);
    expect(await screen.findByText(/Ask whoever sent it for a new link/)).toBeVisible();
  });
});

describe('my batches', () => {
  function open(places: MyPlaceView[]) {
    const server = serverFor(meAs());
    server.reply(e.myInvitations, {}, () => ({ items: [] }));
    let items = places;
    server.reply(e.myPlaces, {}, () => ({ items }));
    server.reply(e.withdraw, { enrolmentId: PLACE_ID }, () => {
      items = [place({ state: 'withdrawn', canWithdraw: false })];
      return undefined;
    });
    return { server, ...openApp('/account/batches') };
  }

  it('can be left by somebody who learns there, once they read what it costs', async () => {
    const { server, user } = open([place()]);
    await user.click(await screen.findByRole('button', { name: 'Leave the batch: Batch 01' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Leave the batch?' }));
    expect(dialog.getByText(/Your booked mocks are cancelled and the mentors are told/)).toBeVisible();
    expect(server.seen(e.withdraw, { enrolmentId: PLACE_ID })).toEqual([]);
    await user.click(dialog.getByRole('button', { name: 'Leave the batch' }));
    expect(await screen.findByText(/You left it/)).toBeVisible();
    expect(screen.queryByRole('button', { name: /Leave the batch/ })).toBeNull();
  });

  it('can be kept: the first button leaves everything as it is', async () => {
    const { server, user } = open([place()]);
    await user.click(await screen.findByRole('button', { name: 'Leave the batch: Batch 01' }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Stay' }));
    expect(server.seen(e.withdraw, { enrolmentId: PLACE_ID })).toEqual([]);
  });

  it('say for each what leaving means: an application, a place in the line', async () => {
    open([
      place({ state: 'applied' }),
      place({ enrolmentId: '77777777-7777-4777-8777-777777777777', state: 'waitlisted', linePosition: 3 }),
    ]);
    expect(await screen.findByRole('button', { name: 'Take the application back: Batch 01' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Leave the line: Batch 01' })).toBeVisible();
    expect(screen.getByText(/as number 3/)).toBeVisible();
    expect(await accessibilityFaults()).toEqual([]);
  });

  it('are none for somebody new, who is told how to come in', async () => {
    open([]);
    expect(await screen.findByText(/You learn in no batch/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'I have a join code' })).toHaveAttribute('href', '/join');
  });
});
