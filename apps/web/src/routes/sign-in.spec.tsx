import { screen, waitFor } from '@testing-library/react';
import { identityEndpoints } from '@dryrun/contracts/identity.contract';
import { signInEndpoints } from '@dryrun/contracts/sign-in.contract';
import { meAs, openApp, serverFor } from '../../test/open-app.tsx';
import { json, problem } from '../../test/fake-server.ts';

/** A server on which signing in works with one password. */
function academyWithDoor() {
  let isSignedIn = false;
  const server = serverFor(null);
  server.reply(identityEndpoints.me, {}, () => (isSignedIn ? meAs() : json(401, NOT_SIGNED_IN)));
  server.on('POST', signInEndpoints.withPassword.path, ({ body }) => {
    const given = body as { password: string };
    if (given.password !== 'correct horse') return problem('wrong_credentials', 'Check both.');
    isSignedIn = true;
    return new Response(null, { status: 204 });
  });
  server.on('POST', signInEndpoints.signOut.path, () => {
    isSignedIn = false;
    return new Response(null, { status: 204 });
  });
  return { server, enter: () => (isSignedIn = true), lose: () => (isSignedIn = false) };
}

const NOT_SIGNED_IN = {
  type: 'about:blank',
  title: 'Please sign in first',
  status: 401,
  code: 'not_signed_in',
  detail: '',
  traceId: 't',
};

describe('sign-in', () => {
  it('returns to the page somebody was going to, and keeps a wrong password from getting in', async () => {
    const { server } = academyWithDoor();
    const { user, address } = openApp('/today?zone=Europe%2FLisbon');
    await user.type(await screen.findByLabelText('Email address'), ' asha@demo.invalid');
    await user.type(screen.getByLabelText('Password'), 'wrong');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Address or password do not match');
    expect(address()).toContain('/sign-in');

    await user.clear(screen.getByLabelText('Password'));
    await user.type(screen.getByLabelText('Password'), 'correct horse');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Hello, Asha' })).toBeVisible();
    expect(address()).toBe('/today?zone=Europe%2FLisbon');
    const sent = server.requests.find((r) => r.address === signInEndpoints.withPassword.path);
    expect(sent?.body).toEqual({ email: 'asha@demo.invalid', password: 'wrong' });
  });

  it('goes to Today when the address to return to is another site', async () => {
    academyWithDoor();
    const { user, address } = openApp('/sign-in?next=%2F%2Fevil.example%2Fx');
    await user.type(await screen.findByLabelText('Email address'), 'asha@demo.invalid');
    await user.type(screen.getByLabelText('Password'), 'correct horse{enter}');
    expect(await screen.findByRole('heading', { level: 1, name: 'Hello, Asha' })).toBeVisible();
    expect(address()).toBe('/today');
  });

  it('offers one tap per seeded person in a demo', async () => {
    const { server, enter } = academyWithDoor();
    server.reply(identityEndpoints.installation, {}, () => ({
      academyName: 'Demo',
      isDemo: true,
      isSetUp: true,
      now: new Date().toISOString(),
    }));
    server.reply(identityEndpoints.demoPeople, {}, () => ({
      items: [{ key: 'asha', name: 'Asha Rao', role: 'Learner · Batch 01', hint: 'Has feedback waiting' }],
    }));
    server.reply(identityEndpoints.demoSignIn, {}, () => {
      enter();
      return undefined;
    });
    const { user } = openApp('/');
    await user.click(await screen.findByRole('button', { name: /Asha Rao/ }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Hello, Asha' })).toBeVisible();
    expect(server.seen(identityEndpoints.demoSignIn)[0]?.body).toEqual({ key: 'asha' });
  });

  it('does not ask for the seeded people outside a demo', async () => {
    const { server } = academyWithDoor();
    openApp('/sign-in');
    await screen.findByText('Aarambh Academy');
    expect(server.seen(identityEndpoints.demoPeople)).toEqual([]);
  });

  it('signs out, forgets what was on the screen and stays out', async () => {
    const { enter } = academyWithDoor();
    enter();
    const { user, address } = openApp('/today');
    await user.click(await screen.findByRole('button', { name: 'Asha Rao Learner account menu' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Sign out' }));
    expect(await screen.findByLabelText('Password')).toBeVisible();
    expect(address()).toBe('/sign-in');
    expect(screen.queryByText('Asha Rao')).not.toBeInTheDocument();
  });

  it('stays signed in and says so when signing out did not reach the server', async () => {
    const { server, enter } = academyWithDoor();
    enter();
    server.on('POST', signInEndpoints.signOut.path, () => Promise.reject(new TypeError('network')));
    const { user, address } = openApp('/today');
    await user.click(await screen.findByRole('button', { name: 'Asha Rao Learner account menu' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Sign out' }));
    expect(await screen.findByText('You are still signed in')).toBeVisible();
    await waitFor(() => expect(address()).toBe('/today'));
  });

  it('asks for sign-in when the session ended elsewhere, and comes back afterwards', async () => {
    const { lose, enter } = academyWithDoor();
    enter();
    const { user, address, queryClient } = openApp('/today');
    await screen.findByRole('heading', { level: 1, name: 'Hello, Asha' });
    lose();
    await queryClient.invalidateQueries();
    await user.type(await screen.findByLabelText('Email address'), 'asha@demo.invalid');
    expect(address()).toBe('/sign-in?next=%2Ftoday');
    await user.type(screen.getByLabelText('Password'), 'correct horse{enter}');
    expect(await screen.findByRole('heading', { level: 1, name: 'Hello, Asha' })).toBeVisible();
  });
});
