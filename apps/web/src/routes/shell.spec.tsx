import { screen, waitFor, within } from '@testing-library/react';
import { interviewEndpoints } from '@dryrun/contracts/interviews.contract';
import type { Role } from '@dryrun/domain/policy/resources';
import { accessibilityFaults } from '../../test/accessibility.ts';
import { fromNow, interviewOf } from '../../test/fixtures.ts';
import { BATCH_ID, meAs, openApp, serverFor } from '../../test/open-app.tsx';

const navigation = async () =>
  within(await screen.findByRole('navigation', { name: 'Main' }))
    .getAllByRole('link')
    .map((link) => link.textContent);

const batchWith = (...roles: Role[]) =>
  meAs({ batches: [{ id: BATCH_ID, name: 'Batch 01', timeZone: 'Asia/Kolkata', roles }] });

describe('the frame of every page', () => {
  it('shows each role its own navigation, and all of it to somebody with several', async () => {
    serverFor(batchWith('learner'));
    openApp('/interviews');
    expect(await navigation()).toEqual(['Today', 'Book', 'Mocks', 'Study', 'Progress']);
    serverFor(batchWith('mentor'));
    openApp('/interviews');
    expect(await navigation()).toEqual(['Today', 'Week', 'Availability', 'Mocks', 'Study']);
    serverFor(batchWith('cohortAdmin'));
    openApp('/interviews');
    expect(await navigation()).toEqual(['Batch']);
    serverFor(batchWith('learner', 'mentor', 'leadMentor'));
    openApp('/interviews');
    expect(await navigation()).toEqual([
      'Today',
      'Book',
      'Week',
      'Availability',
      'Mocks',
      'Study',
      'Progress',
      'Batch',
    ]);
  });

  it('changes the zone of all times and keeps it from page to page', async () => {
    const server = serverFor(batchWith('learner'));
    const mock = interviewOf({ startsAt: '2026-11-24T14:00:00Z' });
    server.reply(interviewEndpoints.list, {}, () => ({ items: [mock] }));
    const { user, address } = openApp('/interviews?zone=Europe%2FLisbon');
    expect(await screen.findByText(/2:00 pm – 2:45 pm/)).toBeVisible();
    await user.click(screen.getByRole('link', { name: 'Today' }));
    await waitFor(() => expect(address()).toBe('/today?zone=Europe%2FLisbon'));
    const [zone] = await screen.findAllByLabelText('Show times in');
    await user.selectOptions(zone as HTMLElement, 'Asia/Kolkata');
    expect(await screen.findByText(/7:30 pm – 8:15 pm/)).toBeVisible();
    expect(address()).toBe('/today');
  });

  it('ignores a zone in the address that does not exist', async () => {
    const server = serverFor(batchWith('learner'));
    server.reply(interviewEndpoints.list, {}, () => ({ items: [interviewOf({ startsAt: '2026-11-24T14:00:00Z' })] }));
    openApp('/interviews?zone=Mars%2FOlympus');
    expect(await screen.findByText(/7:30 pm – 8:15 pm/)).toBeVisible();
  });

  it('says where somebody is who followed a dead link', async () => {
    serverFor(batchWith('learner'));
    openApp('/nowhere');
    expect(await screen.findByRole('heading', { name: 'There is nothing here' })).toBeVisible();
    expect(await accessibilityFaults()).toEqual([]);
  });

  it('keeps what was loaded on the screen when a later look fails', async () => {
    const server = serverFor(batchWith('learner'));
    server.reply(interviewEndpoints.list, {}, () => ({ items: [interviewOf({ startsAt: fromNow(3_600_000) })] }));
    const { queryClient } = openApp('/interviews');
    await screen.findByText('System design · Kubernetes');
    server.reply(interviewEndpoints.list, {}, () => Promise.reject(new TypeError('network')));
    await queryClient.invalidateQueries();
    expect(await screen.findByText('This may be out of date')).toBeVisible();
    expect(screen.getByText('System design · Kubernetes')).toBeVisible();
  });
});
