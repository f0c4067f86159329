import { screen } from '@testing-library/react';
import { signInSettingsEndpoints as e } from '@dryrun/contracts/sign-in-settings.contract';
import { accessibilityFaults } from '../../test/accessibility.ts';
import { problem } from '../../test/fake-server.ts';
import { meAs, openApp, serverFor } from '../../test/open-app.tsx';

const ADDRESS = 'asha@example.org';

function open() {
  const server = serverFor(meAs({ academyRoles: ['academyAdmin'] }));
  server.reply(e.get, {}, () => ({
    isSecondFactorRequired: true,
    oidc: {
      isOn: true,
      name: 'Academy ID',
      discoveryUrl: 'https://id.example.org/.well-known/openid-configuration',
      clientId: 'dryrun',
      hasSecret: true,
      redirectUrl: 'https://dryrun.example.org/sign-in/oidc',
      state: 'failing' as const,
      checkedAt: '2026-11-18T10:30:00.000Z',
      lastError: 'The provider answered 404 at that address. Check the discovery address.',
    },
  }));
  return { server, ...openApp('/settings/sign-in') };
}

describe('sign-in settings', () => {
  it('say that the provider fails, and what to do', async () => {
    open();
    expect(await screen.findByText(/Check the discovery address/)).toBeVisible();
    expect(await accessibilityFaults()).toEqual([]);
  });

  it('let somebody back in who lost their second step, by a whole address only', async () => {
    const { server, user } = open();
    server.reply(e.letBackIn, {}, () => undefined);
    const button = await screen.findByRole('button', { name: 'Let them back in' });
    expect(button).toBeDisabled();
    await user.type(screen.getByLabelText('Their address'), ADDRESS);
    await user.click(button);
    expect(await screen.findByText(`${ADDRESS} can sign in again, and was told.`)).toBeVisible();
    expect(server.seen(e.letBackIn)[0]?.body).toEqual({ email: ADDRESS });
  });

  it('say at the field when nobody has that address', async () => {
    const { server, user } = open();
    server.reply(e.letBackIn, {}, () => problem('not_found', 'There is nothing here.'));
    await user.type(await screen.findByLabelText('Their address'), ADDRESS);
    await user.click(screen.getByRole('button', { name: 'Let them back in' }));
    expect(await screen.findByText('Nobody here has that address.')).toBeVisible();
  });
});
