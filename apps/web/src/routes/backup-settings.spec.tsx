import { screen, within } from '@testing-library/react';
import { backupEndpoints as e, type BackupRunView, type BackupsView } from '@dryrun/contracts/backups.contract';
import { accessibilityFaults } from '../../test/accessibility.ts';
import { json } from '../../test/fake-server.ts';
import { fromNow } from '../../test/fixtures.ts';
import { meAs, openApp, serverFor } from '../../test/open-app.tsx';

const GOOD: BackupRunView = {
  id: '0197a000-0000-7000-8000-000000000001',
  cause: 'nightly',
  askedBy: null,
  state: 'ok',
  createdAt: fromNow(-9 * 60),
  finishedAt: fromNow(-9 * 60),
  fileName: 'nightly-20261117-210000Z.dryrun.gz',
  bytes: 740_000,
  rows: 2_800,
  verifiedBy: 'restored',
  error: null,
  isFileThere: true,
};
const VIEW: BackupsView = {
  isNightly: true,
  folder: '/srv/dryrun/.data/backups',
  keep: 7,
  nextAt: fromNow(15 * 60),
  state: 'ok',
  runs: [GOOD],
};

function open(view: BackupsView) {
  const server = serverFor(meAs({ academyRoles: ['academyAdmin'] }));
  let shown = view;
  server.reply(e.list, {}, () => shown);
  return { server, show: (next: BackupsView) => (shown = next), ...openApp('/settings/backups') };
}

const region = (name: string) => screen.findByRole('region', { name });

describe('the page of backups', () => {
  it('says when the last good one was made, how it was verified, and where it lies', async () => {
    open(VIEW);
    const going = within(await region('How it is going'));
    expect(going.getByText('Working')).toBeVisible();
    expect(going.getByText(/0\.7 MB\. Verified by restoring it\./)).toBeVisible();
    expect(going.getByText('/srv/dryrun/.data/backups')).toBeVisible();
    expect(await accessibilityFaults()).toEqual([]);
  });

  it('makes one more, shows it on its way, and then done, without a reload', async () => {
    const { server, show, user } = open(VIEW);
    const waiting: BackupRunView = {
      ...GOOD,
      id: '0197a000-0000-7000-8000-000000000002',
      cause: 'asked',
      askedBy: 'Arjun Rao',
      state: 'waiting',
      createdAt: fromNow(0),
      finishedAt: null,
      fileName: null,
      bytes: null,
      rows: null,
      verifiedBy: null,
      isFileThere: false,
    };
    server.reply(e.make, {}, () => {
      show({ ...VIEW, runs: [waiting, GOOD] });
      return waiting;
    });
    await user.click(await screen.findByRole('button', { name: 'Back up now' }));
    expect(await screen.findByRole('button', { name: 'A backup is being made …' })).toBeDisabled();
    expect(screen.getByText('Asked for by Arjun Rao')).toBeVisible();
    show({
      ...VIEW,
      runs: [
        {
          ...waiting,
          state: 'ok',
          bytes: 750_000,
          rows: 2_801,
          verifiedBy: 'checksums',
          fileName: 'dryrun-20261118-103000Z.dryrun.gz',
          isFileThere: true,
        },
        GOOD,
      ],
    });
    expect(await screen.findByText('dryrun-20261118-103000Z.dryrun.gz', {}, { timeout: 5_000 })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Back up now' })).toBeEnabled();
    expect(server.seen(e.make)).toHaveLength(1);
  });

  it('says why the last one failed, and marks files that are gone', async () => {
    const failed: BackupRunView = {
      ...GOOD,
      id: '0197a000-0000-7000-8000-000000000003',
      state: 'failed',
      fileName: null,
      bytes: null,
      rows: null,
      verifiedBy: null,
      isFileThere: false,
      error: 'No backup was made: the disk is full; free some space.',
    };
    open({ ...VIEW, state: 'failing', runs: [failed, { ...GOOD, isFileThere: false }] });
    expect(within(await region('How it is going')).getByText(failed.error ?? '')).toBeVisible();
    expect(within(await region('Made so far')).getByText(/not in the folder any more/)).toBeVisible();
    expect(await accessibilityFaults()).toEqual([]);
  });

  it.each([
    [
      'no folder',
      { ...VIEW, isNightly: false, folder: null, nextAt: null, state: 'off' as const, runs: [] },
      /Set BACKUP_DIR/,
      0,
    ],
    [
      'nightly ones switched off',
      { ...VIEW, isNightly: false, nextAt: null, state: 'off' as const, runs: [] },
      /BACKUPS=off/,
      1,
    ],
  ])('says what to do with %s', async (_, view, words, buttons) => {
    open(view);
    expect(await screen.findByText(words)).toBeVisible();
    expect(screen.queryAllByRole('button', { name: 'Back up now' })).toHaveLength(buttons);
    expect(screen.getByText('No backup was made yet.')).toBeVisible();
  });

  it('keeps what is shown when the request for one fails', async () => {
    const { server, user } = open(VIEW);
    server.reply(e.make, {}, () =>
      json(503, {
        type: 'about:blank',
        title: 'Dryrun cannot answer right now',
        status: 503,
        code: 'unavailable',
        detail: 'The database cannot answer right now.',
        traceId: 't',
      }),
    );
    await user.click(await screen.findByRole('button', { name: 'Back up now' }));
    expect(await screen.findByText('The database cannot answer right now.')).toBeVisible();
    expect(screen.getByText('nightly-20261117-210000Z.dryrun.gz')).toBeVisible();
  });
});
