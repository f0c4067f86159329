import { screen, within } from '@testing-library/react';
import { academyEndpoints } from '@dryrun/contracts/academy.contract';
import { backupEndpoints } from '@dryrun/contracts/backups.contract';
import { notificationEndpoints } from '@dryrun/contracts/notifications.contract';
import { signInSettingsEndpoints } from '@dryrun/contracts/sign-in-settings.contract';
import { accessibilityFaults } from '../../test/accessibility.ts';
import { meAs, openApp, serverFor } from '../../test/open-app.tsx';

const ACADEMY = {
  name: 'Night School',
  timeZone: 'Asia/Kolkata',
  isChecklistHidden: false,
  staff: [],
  invitations: [],
};

function open() {
  const server = serverFor(meAs({ academyRoles: ['academyAdmin'] }));
  server.reply(academyEndpoints.academy, {}, () => ACADEMY);
  server.reply(notificationEndpoints.mailServer, {}, () => ({
    source: 'settings' as const,
    server: null,
    version: 'v1',
    state: 'failing' as const,
    checkedAt: '2026-11-18T10:30:00.000Z',
    error: 'The server refused the password.',
    isPaused: false,
    counts: { waiting: 1, withheld: 0, dead: 0 },
  }));
  server.reply(backupEndpoints.list, {}, () => ({
    isNightly: true,
    folder: '/backups',
    keep: 7,
    nextAt: null,
    state: 'off' as const,
    runs: [],
  }));
  server.reply(signInSettingsEndpoints.get, {}, () => ({
    isSecondFactorRequired: true,
    oidc: {
      isOn: false,
      name: '',
      discoveryUrl: '',
      clientId: '',
      hasSecret: false,
      redirectUrl: 'https://dryrun.example.org/x',
      state: 'off' as const,
      checkedAt: null,
      lastError: null,
    },
  }));
  return { server, ...openApp('/settings') };
}

describe('settings', () => {
  it('say of every connection whether it is off, works or fails, and why', async () => {
    open();
    const mail = (await screen.findByText('The server refused the password.', { exact: false })).closest('li');
    expect(within(mail as HTMLElement).getByText('Failing')).toBeVisible();
    expect(screen.getAllByText('Off')).toHaveLength(2);
    expect(screen.getByRole('link', { name: 'Open Mail' })).toHaveAttribute(
      'href',
      expect.stringContaining('/settings/mail'),
    );
    expect(await accessibilityFaults()).toEqual([]);
  });

  it('change the name of the academy', async () => {
    const { server, user } = open();
    server.reply(academyEndpoints.updateAcademy, {}, () => ({ ...ACADEMY, name: 'Day School' }));
    const name = await screen.findByLabelText(/Name/);
    await user.clear(name);
    await user.type(name, 'Day School');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(server.seen(academyEndpoints.updateAcademy).map((r) => r.body)).toEqual([
      { name: 'Day School', timeZone: 'Asia/Kolkata', isChecklistHidden: false },
    ]);
  });
});
