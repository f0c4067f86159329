import { screen } from '@testing-library/react';
import { notificationEndpoints as e, type MailServerView } from '@dryrun/contracts/notifications.contract';
import { accessibilityFaults } from '../../test/accessibility.ts';
import { json } from '../../test/fake-server.ts';
import { fromNow } from '../../test/fixtures.ts';
import { meAs, openApp, serverFor } from '../../test/open-app.tsx';

const OFF: MailServerView = {
  source: 'none',
  server: null,
  version: null,
  state: 'off',
  checkedAt: null,
  error: null,
  isPaused: false,
  counts: { waiting: 3, withheld: 0, dead: 1 },
};
const SERVER = {
  host: 'mail.example.org',
  port: 587,
  security: 'starttls' as const,
  user: 'school',
  hasPassword: true,
  fromName: 'Night School',
  fromAddress: 'school@example.org',
};
const ON: MailServerView = {
  ...OFF,
  source: 'settings',
  server: SERVER,
  version: 'v1',
  state: 'ok',
  checkedAt: fromNow(0),
};

function open(view: MailServerView) {
  const server = serverFor(meAs({ academyRoles: ['academyAdmin'] }));
  server.reply(e.mailServer, {}, () => view);
  return { server, ...openApp('/settings/mail') };
}

describe('mail settings', () => {
  it('are friendly without a mail server, and save one', async () => {
    const { server, user } = open(OFF);
    server.reply(e.saveMailServer, {}, () => ({ ...ON, state: 'untried' as const }));
    expect(await screen.findByText(/No mail server yet/)).toBeVisible();
    expect(screen.getByText('3 waiting, 1 that could not be mailed.')).toBeVisible();
    expect(await accessibilityFaults()).toEqual([]);
    await user.type(screen.getByLabelText('Mail server'), 'mail.example.org');
    await user.selectOptions(screen.getByLabelText('Encryption'), 'tls');
    await user.type(screen.getByLabelText('User name'), 'school');
    await user.type(screen.getByLabelText('Password'), 'secret words');
    await user.type(screen.getByLabelText('From: address'), 'school@example.org');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Not tried yet')).toBeVisible();
    expect(server.seen(e.saveMailServer).map((r) => r.body)).toEqual([
      {
        host: 'mail.example.org',
        port: 465,
        security: 'tls',
        user: 'school',
        password: 'secret words',
        fromName: 'Aarambh Academy',
        fromAddress: 'school@example.org',
        version: null,
      },
    ]);
    expect(screen.getByLabelText('Password')).toHaveValue('');
  });

  it('name what is missing at its field, and send nothing', async () => {
    const { server, user } = open(OFF);
    await user.click(await screen.findByRole('button', { name: 'Save' }));
    expect(screen.getByLabelText('Mail server')).toHaveAccessibleDescription(/Write the name of the mail server/);
    expect(server.seen(e.saveMailServer)).toEqual([]);
  });

  it('keep a stored password when the field stays empty, and show where the server wants it again', async () => {
    const { server, user } = open(ON);
    server.reply(e.saveMailServer, {}, () =>
      json(400, {
        type: 'about:blank',
        title: 'Some of what was sent cannot be used',
        status: 400,
        code: 'invalid_input',
        detail: 'The stored password belongs to another server or user.',
        errors: [{ pointer: '/body/password', message: 'Write the password of this server.' }],
        traceId: 't',
      }),
    );
    await user.clear(await screen.findByLabelText('Mail server'));
    await user.type(screen.getByLabelText('Mail server'), 'other.example.org');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Write the password of this server.')).toBeVisible();
    expect(server.seen(e.saveMailServer)[0]?.body).toMatchObject({ password: null, version: 'v1' });
  });

  it('test the server and say how it went', async () => {
    const { server, user } = open(ON);
    server.reply(e.testMail, {}, () => ({ isOk: false, sentence: 'The mail server did not answer in time.' }));
    await user.click(await screen.findByRole('button', { name: 'Send me a test mail' }));
    expect(await screen.findByText('It did not work')).toBeVisible();
    expect(screen.getByText('The mail server did not answer in time.')).toBeVisible();
  });

  it('let paused mail go again', async () => {
    const { server, user } = open({ ...ON, isPaused: true });
    server.reply(e.pauseMail, {}, () => ON);
    expect(await screen.findByText('Mail is paused')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Let mail go again' }));
    expect(await screen.findByText('Working')).toBeVisible();
    expect(server.seen(e.pauseMail).map((r) => r.body)).toEqual([{ isPaused: false }]);
  });

  it('given where the server is started can only be read here', async () => {
    open({ ...ON, source: 'environment', version: null });
    expect(await screen.findByText('SMTP_URL')).toBeVisible();
    expect(screen.getByText('mail.example.org:587')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Save' })).not.toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Stop sending mail' })).not.toBeInTheDocument();
  });
});
