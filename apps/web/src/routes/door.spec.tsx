import { screen, waitFor } from '@testing-library/react';
import { identityEndpoints } from '@dryrun/contracts/identity.contract';
import { securityEndpoints } from '@dryrun/contracts/security.contract';
import { signInEndpoints } from '@dryrun/contracts/sign-in.contract';
import { meAs, openApp, serverFor } from '../../test/open-app.tsx';
import { problem } from '../../test/fake-server.ts';

const REQUEST = '44444444-4444-4444-8444-444444444444';
const TOKEN = 'a'.repeat(43);
const asked = () => ({ requestId: REQUEST, expiresAt: new Date(Date.now() + 600_000).toISOString() });

type Standing = 'out' | 'secondFactor' | 'setUp' | 'in';

/** A server whose sign-in is wherever a test puts it. */
function academy(standing: Standing = 'out') {
  const state = { standing };
  const server = serverFor(null);
  server.reply(identityEndpoints.me, {}, () => {
    if (state.standing === 'in') return meAs();
    if (state.standing === 'secondFactor') return problem('second_factor_needed', 'One more.');
    return state.standing === 'setUp'
      ? problem('second_factor_setup_needed', 'Set it up.')
      : problem('not_signed_in', 'Please sign in.');
  });
  const becomes = (next: Standing) => () => {
    state.standing = next;
    return undefined;
  };
  return { server, becomes, state };
}

const isIn = () => screen.findByRole('heading', { level: 1, name: 'Hello, Asha' });

describe('sign-in by mail', () => {
  it('asks for the address first, then takes the code and goes where the person was going', async () => {
    const { server, becomes } = academy();
    server.reply(signInEndpoints.askMail, {}, asked);
    server.reply(signInEndpoints.withCode, {}, becomes('in'));
    const { user, address } = openApp('/today?zone=Europe%2FLisbon');
    await user.click(await screen.findByRole('button', { name: 'Mail me a code' }));
    expect(screen.getByText('Type your address first.')).toBeVisible();
    await user.type(screen.getByLabelText('Email address'), 'asha@demo.invalid');
    await user.click(screen.getByRole('button', { name: 'Mail me a code' }));
    expect(await screen.findByText('asha@demo.invalid')).toBeVisible();
    await user.click(screen.getByLabelText('Six-digit code'));
    await user.paste('123 456');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    await isIn();
    expect(address()).toBe('/today?zone=Europe%2FLisbon');
    expect(server.seen(signInEndpoints.withCode)[0]?.body).toEqual({ requestId: REQUEST, code: '123456' });
  });

  it('keeps the page after a reload, and a wrong code costs nothing but a message', async () => {
    const { server } = academy();
    server.reply(signInEndpoints.withCode, {}, () => problem('wrong_code', 'That code does not fit.'));
    const { user } = openApp(`/sign-in/code?request=${REQUEST}`);
    await user.type(await screen.findByLabelText('Six-digit code'), '000000');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('That code does not fit.');
    expect(screen.getByLabelText('Six-digit code')).toHaveValue('000000');
  });

  it('leads to the door when there is no request to answer', async () => {
    academy();
    const { address } = openApp('/sign-in/code');
    await waitFor(() => expect(address()).toBe('/sign-in'));
  });

  it('does nothing by opening the link: one tap signs in, and the secret leaves the address bar', async () => {
    const { server, becomes } = academy();
    server.reply(signInEndpoints.withLink, {}, becomes('in'));
    const { user, address } = openApp(`/sign-in/link#${TOKEN}`);
    const button = await screen.findByRole('button', { name: 'Sign in' });
    await waitFor(() => expect(address()).toBe('/sign-in/link'));
    expect(server.seen(signInEndpoints.withLink)).toEqual([]);
    await user.click(button);
    await isIn();
    expect(server.seen(signInEndpoints.withLink)[0]?.body).toEqual({ token: TOKEN });
  });

  it('says what to do with a link that is over or was cut off', async () => {
    const { server } = academy();
    server.reply(signInEndpoints.withLink, {}, () => problem('proof_over', 'It was used already.'));
    const { user } = openApp(`/sign-in/link#${TOKEN}`);
    await user.click(await screen.findByRole('button', { name: 'Sign in' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('It was used already.');
    expect(screen.getByRole('link', { name: 'Ask for a new one' })).toHaveAttribute('href', '/sign-in');
    openApp('/sign-in/link#abc');
    expect(await screen.findByText('This link is not complete')).toBeVisible();
  });
});

describe('an academy without a mail server', () => {
  it('says so at the door and at the reset page, and offers no mail', async () => {
    const { server } = academy();
    server.reply(signInEndpoints.ways, {}, () => ({ mail: false, passkeys: false, oidc: null }));
    openApp('/sign-in');
    expect(await screen.findByText(/no mail server yet/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Mail me a code' })).not.toBeInTheDocument();
    openApp('/reset');
    expect(await screen.findByRole('heading', { name: 'No mail server yet' })).toBeVisible();
  });
});

describe('the academy’s provider', () => {
  it('is named on its button', async () => {
    const { server } = academy();
    server.reply(signInEndpoints.ways, {}, () => ({ mail: true, passkeys: true, oidc: { name: 'Academy ID' } }));
    openApp('/sign-in');
    expect(await screen.findByRole('button', { name: 'Continue with Academy ID' })).toBeVisible();
    // jsdom has no passkeys, like an old browser.
    expect(screen.queryByRole('button', { name: 'Use a passkey' })).not.toBeInTheDocument();
  });

  it('sends people back, and the page goes on by itself, once', async () => {
    const { server, becomes } = academy();
    server.reply(signInEndpoints.oidcFinish, {}, becomes('in'));
    openApp('/sign-in/oidc?code=c1&state=s1');
    await isIn();
    expect(server.seen(signInEndpoints.oidcFinish).map((r) => r.body)).toEqual([{ code: 'c1', state: 's1' }]);
  });

  it('has its refusal told, with a way back', async () => {
    const { server } = academy();
    server.reply(signInEndpoints.oidcFinish, {}, () =>
      problem('oidc_failed', 'No account here may be opened with it.'),
    );
    openApp('/sign-in/oidc?error=access_denied&state=s1');
    expect(await screen.findByRole('alert')).toHaveTextContent('No account here may be opened with it.');
    expect(screen.getByRole('link', { name: 'Back to sign-in' })).toBeVisible();
  });
});

describe('the second step', () => {
  it('is asked for wherever a half signed-in person goes, and leads on to there', async () => {
    const { server, becomes } = academy('secondFactor');
    server.reply(signInEndpoints.step, {}, () => ({
      step: 'secondFactor' as const,
      hasAuthenticator: true,
      hasPasskey: false,
    }));
    server.reply(signInEndpoints.secondFactor, {}, becomes('in'));
    const { user, address } = openApp('/today');
    await user.type(await screen.findByLabelText('Code of your authenticator app'), '123456');
    expect(address()).toBe('/sign-in/second-factor?next=%2Ftoday');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    await isIn();
    expect(address()).toBe('/today');
  });

  it('takes a recovery code instead', async () => {
    const { server, becomes } = academy('secondFactor');
    server.reply(signInEndpoints.step, {}, () => ({
      step: 'secondFactor' as const,
      hasAuthenticator: true,
      hasPasskey: false,
    }));
    server.reply(signInEndpoints.secondFactor, {}, becomes('in'));
    const { user } = openApp('/today');
    await user.click(await screen.findByRole('button', { name: 'Use a recovery code instead' }));
    await user.type(screen.getByLabelText('Recovery code'), 'ABCDE-23456');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    await isIn();
    expect(server.seen(signInEndpoints.secondFactor)[0]?.body).toEqual({ code: 'abcde23456' });
  });

  it('can be left for another account', async () => {
    const { server, becomes } = academy('secondFactor');
    server.reply(signInEndpoints.step, {}, () => ({
      step: 'secondFactor' as const,
      hasAuthenticator: true,
      hasPasskey: false,
    }));
    server.reply(signInEndpoints.signOut, {}, becomes('out'));
    const { user } = openApp('/today');
    await user.click(await screen.findByRole('button', { name: 'Sign in as somebody else' }));
    expect(await screen.findByLabelText('Password')).toBeVisible();
  });
});

describe('an admin without a second step', () => {
  it('is led to setting one up, keeps the recovery codes, and is in', async () => {
    const { server, becomes, state } = academy('setUp');
    server.reply(securityEndpoints.get, {}, () => ({
      email: 'arjun@demo.invalid',
      isEmailConfirmed: true,
      hasPassword: true,
      authenticator: null,
      passkeys: [],
      isSecondFactorRequired: true,
      canUsePasskeys: true,
      canMail: false,
    }));
    server.reply(securityEndpoints.startAuthenticator, {}, () => ({
      uri: 'otpauth://totp/x?secret=ABCD',
      secret: 'ABCDEFGH',
    }));
    server.reply(securityEndpoints.confirmAuthenticator, {}, () => {
      becomes('in')();
      return { recoveryCodes: ['abcde-23456', 'bcdef-34567'] };
    });
    const { user, address } = openApp('/today');
    await user.click(await screen.findByRole('button', { name: 'Set up an authenticator app' }));
    expect(address()).toBe('/sign-in/set-up?next=%2Ftoday');
    expect(await screen.findByRole('img', { name: /QR code/ })).toBeVisible();
    expect(screen.getByText('ABCD EFGH')).toBeVisible();
    await user.type(screen.getByLabelText('Six digits that the app shows now'), '123456');
    await user.click(screen.getByRole('button', { name: 'Switch it on' }));
    expect(await screen.findByText('abcde-23456')).toBeVisible();
    expect(state.standing).toBe('in');
    await user.click(screen.getByRole('button', { name: 'I kept them, go on' }));
    await isIn();
  });
});

describe('a new password by mail', () => {
  it('is chosen with the code', async () => {
    const { server, becomes } = academy();
    server.reply(signInEndpoints.askReset, {}, asked);
    server.reply(signInEndpoints.resetPassword, {}, becomes('in'));
    const { user } = openApp('/sign-in');
    await user.click(await screen.findByRole('link', { name: 'Forgot your password?' }));
    await user.type(await screen.findByLabelText('Email address'), 'asha@demo.invalid');
    await user.click(screen.getByRole('button', { name: 'Mail me a link and a code' }));
    await user.type(await screen.findByLabelText('Six-digit code'), '123456');
    const save = screen.getByRole('button', { name: 'Save and sign in' });
    await user.type(screen.getByLabelText('New password', { selector: 'input' }), 'short');
    expect(save).toBeDisabled();
    await user.tab();
    expect(screen.getByText(/At least 12 characters, please/)).toBeVisible();
    await user.type(screen.getByLabelText('New password', { selector: 'input' }), ' but longer now');
    await user.click(save);
    await isIn();
    expect(server.seen(signInEndpoints.resetPassword)[0]?.body).toEqual({
      proof: { requestId: REQUEST, code: '123456' },
      password: 'short but longer now',
    });
  });

  it('is chosen with the link', async () => {
    const { server, becomes } = academy();
    server.reply(signInEndpoints.resetPassword, {}, becomes('in'));
    const { user } = openApp(`/reset#${TOKEN}`);
    await user.type(await screen.findByLabelText('New password', { selector: 'input' }), 'a long enough password');
    await user.click(screen.getByRole('button', { name: 'Save and sign in' }));
    await isIn();
    expect(server.seen(signInEndpoints.resetPassword)[0]?.body).toMatchObject({ proof: { token: TOKEN } });
  });
});
