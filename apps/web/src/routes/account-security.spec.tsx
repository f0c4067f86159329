import { screen, waitFor, within } from '@testing-library/react';
import { securityEndpoints as e, type SecurityView } from '@dryrun/contracts/security.contract';
import { signInSettingsEndpoints, type SignInSettingsView } from '@dryrun/contracts/sign-in-settings.contract';
import { meAs, openApp, serverFor } from '../../test/open-app.tsx';
import { problem } from '../../test/fake-server.ts';

const HERE = '55555555-5555-4555-8555-555555555555';
const THERE = '66666666-6666-4666-8666-666666666666';
const KEY = '77777777-7777-4777-8777-777777777777';
const NOW = new Date().toISOString();

const SECURITY: SecurityView = {
  email: 'asha@demo.invalid',
  isEmailConfirmed: true,
  hasPassword: true,
  authenticator: { since: NOW, recoveryCodesLeft: 10 },
  passkeys: [{ id: KEY, name: 'Blue phone', addedAt: NOW, lastUsedAt: null }],
  isSecondFactorRequired: false,
  canUsePasskeys: true,
  canMail: true,
};

function account(over: Partial<SecurityView> = {}) {
  const server = serverFor(meAs());
  const sessions = [
    {
      id: HERE,
      device: 'Firefox on Linux',
      place: 'this machine',
      method: 'password' as const,
      signedInAt: NOW,
      lastSeenAt: NOW,
      isThisOne: true,
    },
    {
      id: THERE,
      device: 'Chrome on Android',
      place: '203.0.113.…',
      method: 'mail' as const,
      signedInAt: NOW,
      lastSeenAt: NOW,
      isThisOne: false,
    },
  ];
  server.reply(e.get, {}, () => ({ ...SECURITY, ...over }));
  server.reply(e.sessions, {}, () => ({ items: sessions }));
  return { server, sessions };
}

describe('where I am signed in', () => {
  it('shows every browser and signs another one out', async () => {
    const { server, sessions } = account();
    server.reply(e.endSession, { sessionId: THERE }, () => void sessions.splice(1, 1) as undefined);
    const { user } = openApp('/account/security');
    const panel = within(await screen.findByRole('region', { name: 'Where you are signed in' }));
    expect(panel.getByText(/This browser/)).toBeVisible();
    expect(panel.getByText(/203\.0\.113\.… · by mail/)).toBeVisible();
    await user.click(panel.getByRole('button', { name: 'Sign out Chrome on Android' }));
    expect(await panel.findByText('You are signed in nowhere else.')).toBeVisible();
  });
});

describe('what matters', () => {
  it('asks whether it is me, lets me confirm with the password, and then goes on by itself', async () => {
    const { server } = account();
    let isRecent = false;
    server.reply(e.setPassword, {}, () => (isRecent ? undefined : problem('recent_sign_in_needed', 'Please confirm.')));
    server.reply(e.confirmWays, {}, () => ({ password: true, passkey: false, mail: true }));
    server.reply(e.confirmWithPassword, {}, ({ body }) => {
      if ((body as { password: string }).password !== 'old password')
        return problem('wrong_credentials', 'That is not your password.');
      isRecent = true;
      return undefined;
    });
    const { user } = openApp('/account/security');
    const panel = within(await screen.findByRole('region', { name: 'Password' }));
    await user.click(panel.getByRole('button', { name: 'Change it' }));
    await user.type(panel.getByLabelText('New password'), 'a new and long password');
    await user.click(panel.getByRole('button', { name: 'Save' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Is it you?' }));
    await user.type(await dialog.findByLabelText('Password'), 'wrong');
    await user.click(dialog.getByRole('button', { name: 'Confirm' }));
    expect(await dialog.findByRole('alert')).toHaveTextContent('That is not your password.');
    await user.clear(dialog.getByLabelText('Password'));
    await user.type(dialog.getByLabelText('Password'), 'old password');
    await user.click(dialog.getByRole('button', { name: 'Confirm' }));
    expect(await panel.findByText('Saved')).toBeVisible();
    expect(server.seen(e.setPassword)).toHaveLength(2);
  });

  it('stays undone when the dialog is closed, and says so', async () => {
    const { server } = account();
    server.reply(e.setPassword, {}, () => problem('recent_sign_in_needed', 'Nothing was changed.'));
    server.reply(e.confirmWays, {}, () => ({ password: false, passkey: false, mail: true }));
    const { user } = openApp('/account/security');
    const panel = within(await screen.findByRole('region', { name: 'Password' }));
    await user.click(panel.getByRole('button', { name: 'Change it' }));
    await user.type(panel.getByLabelText('New password'), 'a new and long password');
    await user.click(panel.getByRole('button', { name: 'Save' }));
    await screen.findByRole('dialog', { name: 'Is it you?' });
    await user.keyboard('{Escape}');
    expect(await panel.findByRole('alert')).toHaveTextContent('Nothing was changed.');
    expect(panel.getByLabelText('New password')).toHaveValue('a new and long password');
  });

  it('can be confirmed with a mailed code', async () => {
    const { server } = account();
    let isRecent = false;
    server.reply(e.newRecoveryCodes, {}, () =>
      isRecent ? { recoveryCodes: ['abcde-23456'] } : problem('recent_sign_in_needed', 'Please confirm.'),
    );
    server.reply(e.confirmWays, {}, () => ({ password: false, passkey: false, mail: true }));
    server.reply(e.askConfirmMail, {}, () => ({ requestId: KEY, expiresAt: NOW }));
    server.reply(e.confirmWithCode, {}, () => {
      isRecent = true;
      return undefined;
    });
    const { user } = openApp('/account/security');
    await user.click(await screen.findByRole('button', { name: 'New recovery codes' }));
    await user.click(await screen.findByRole('button', { name: 'Mail me a code' }));
    await user.type(await screen.findByLabelText('Six-digit code from your mail'), '123456');
    await user.click(screen.getByRole('button', { name: 'Confirm' }));
    expect(await screen.findByText('abcde-23456')).toBeVisible();
  });
});

describe('the locks of an account', () => {
  it('can have a passkey renamed and removed', async () => {
    const { server } = account();
    server.reply(e.renamePasskey, { passkeyId: KEY }, () => undefined);
    server.reply(e.removePasskey, { passkeyId: KEY }, () => problem('last_way_in', 'Set a password first.'));
    const { user } = openApp('/account/security');
    await user.click(await screen.findByRole('button', { name: 'Rename Blue phone' }));
    await user.clear(await screen.findByLabelText('Name'));
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
    await user.type(screen.getByLabelText('Name'), 'Old phone');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(server.seen(e.renamePasskey, { passkeyId: KEY })[0]?.body).toEqual({ name: 'Old phone' }),
    );
    await user.click(screen.getByRole('button', { name: 'Remove Blue phone' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Set a password first.');
  });

  it('keep an admin’s last second step', async () => {
    account({ isSecondFactorRequired: true, passkeys: [] });
    openApp('/account/security');
    expect(await screen.findByRole('button', { name: 'Switch off' })).toBeDisabled();
    expect(screen.getByText(/Add a passkey first/)).toBeVisible();
  });

  it('say why passkeys cannot be used and an address not changed', async () => {
    account({ canUsePasskeys: false, canMail: false });
    openApp('/account/security');
    expect(await screen.findByText(/Browsers allow passkeys only where the address is a name/)).toBeVisible();
    expect(screen.getByText(/once this academy has a mail server/)).toBeVisible();
  });

  it('move to another address by what is mailed there', async () => {
    const { server } = account();
    server.reply(e.askAddressChange, {}, () => ({ requestId: KEY, expiresAt: NOW }));
    server.reply(e.confirmAddressChange, {}, () => undefined);
    const { user } = openApp('/account/security');
    const panel = within(await screen.findByRole('region', { name: 'Mail address' }));
    await user.click(panel.getByRole('button', { name: 'Change it' }));
    await user.type(panel.getByLabelText('New address'), 'new@example.org');
    await user.click(panel.getByRole('button', { name: 'Mail a code there' }));
    await user.type(await panel.findByLabelText('Six-digit code'), '123456');
    await user.click(panel.getByRole('button', { name: 'Use this address' }));
    await waitFor(() =>
      expect(server.seen(e.confirmAddressChange)[0]?.body).toEqual({ proof: { requestId: KEY, code: '123456' } }),
    );
    expect(await panel.findByRole('button', { name: 'Change it' })).toBeVisible();
  });

  it('take the link of that mail as well', async () => {
    const { server } = account();
    server.reply(e.confirmAddressChange, {}, () => undefined);
    const token = 'b'.repeat(43);
    const { user } = openApp(`/account/address#${token}`);
    await user.click(await screen.findByRole('button', { name: 'Use this address' }));
    expect(await screen.findByText('Your address was changed')).toBeVisible();
    expect(server.seen(e.confirmAddressChange)[0]?.body).toEqual({ proof: { token } });
  });
});

describe('sign-in settings', () => {
  const SETTINGS: SignInSettingsView = {
    isSecondFactorRequired: true,
    oidc: {
      isOn: false,
      name: '',
      discoveryUrl: '',
      clientId: '',
      hasSecret: false,
      redirectUrl: 'https://a.example/sign-in/oidc',
      state: 'off',
      checkedAt: null,
      lastError: null,
    },
  };
  const admin = () => serverFor(meAs({ academyRoles: ['academyAdmin'] }));

  it('set up a provider with what its page shows, and never ask for the secret twice', async () => {
    const server = admin();
    let view = SETTINGS;
    server.reply(signInSettingsEndpoints.get, {}, () => view);
    server.reply(signInSettingsEndpoints.saveOidc, {}, ({ body }) => {
      const { clientSecret, ...oidc } = body as { clientSecret: string | null } & SignInSettingsView['oidc'];
      view = { ...view, oidc: { ...view.oidc, ...oidc, hasSecret: clientSecret !== null, state: 'untried' as const } };
      return view;
    });
    const { user } = openApp('/settings/sign-in');
    await user.type(await screen.findByLabelText('Name on the button'), 'Academy ID');
    await user.type(screen.getByLabelText('Discovery address'), 'http://id.example.org/x');
    expect(screen.getByText(/must begin with https/)).toBeVisible();
    await user.clear(screen.getByLabelText('Discovery address'));
    await user.type(screen.getByLabelText('Discovery address'), 'https://id.example.org/x');
    await user.type(screen.getByLabelText('Client id'), 'dryrun');
    await user.type(screen.getByLabelText('Client secret'), 's3cret');
    await user.click(screen.getByLabelText('Offer it on the sign-in page'));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('It is on, and nobody has tried it yet')).toBeVisible();
    expect(screen.getByText('One is kept. Leave this empty to keep it.')).toBeVisible();
    expect(server.seen(signInSettingsEndpoints.saveOidc)[0]?.body).toEqual({
      isOn: true,
      name: 'Academy ID',
      discoveryUrl: 'https://id.example.org/x',
      clientId: 'dryrun',
      clientSecret: 's3cret',
    });
  });

  it('show why it is failing', async () => {
    const server = admin();
    server.reply(signInSettingsEndpoints.get, {}, () => ({
      ...SETTINGS,
      oidc: {
        ...SETTINGS.oidc,
        isOn: true,
        hasSecret: true,
        state: 'failing' as const,
        lastError: 'The provider answered 503.',
        checkedAt: NOW,
      },
    }));
    openApp('/settings/sign-in');
    expect(await screen.findByText(/The provider answered 503\./)).toBeVisible();
  });

  it('let somebody back in who lost everything, and say when the address is nobody’s', async () => {
    const server = admin();
    server.reply(signInSettingsEndpoints.get, {}, () => SETTINGS);
    server.reply(signInSettingsEndpoints.letBackIn, {}, ({ body }) =>
      (body as { email: string }).email === 'asha@demo.invalid' ? undefined : problem('not_found', ''),
    );
    const { user } = openApp('/settings/sign-in');
    await user.type(await screen.findByLabelText('Their address'), 'x@y.z');
    await user.click(screen.getByRole('button', { name: 'Let them back in' }));
    expect(await screen.findByText('Nobody here has that address.')).toBeVisible();
    await user.clear(screen.getByLabelText('Their address'));
    await user.type(screen.getByLabelText('Their address'), 'asha@demo.invalid');
    await user.click(screen.getByRole('button', { name: 'Let them back in' }));
    expect(await screen.findByText(/can sign in again, and was told/)).toBeVisible();
  });
});
