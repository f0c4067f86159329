import { screen, within } from '@testing-library/react';
import { cohortEndpoints, type PolicyView } from '@dryrun/contracts/cohorts.contract';
import { DEFAULT_POLICY } from '@dryrun/domain/cohorts/batch-policy';
import { accessibilityFaults } from '../../test/accessibility.ts';
import { problem } from '../../test/fake-server.ts';
import { BATCH_ID, meAs, openApp, serverFor } from '../../test/open-app.tsx';

const ADDRESS = `/batches/${BATCH_ID}/policy`;
const admin = () =>
  meAs({ batches: [{ id: BATCH_ID, name: 'Batch 01', timeZone: 'Asia/Kolkata', roles: ['cohortAdmin'] }] });

function openRules(view: Partial<PolicyView> = {}) {
  const server = serverFor(admin());
  let saved: PolicyView = { version: 3, policy: DEFAULT_POLICY, canChange: true, ...view };
  server.reply(cohortEndpoints.policy, { batchId: BATCH_ID }, () => saved);
  server.reply(cohortEndpoints.savePolicy, { batchId: BATCH_ID }, ({ body }) => {
    const { version, policy } = body as { version: number; policy: typeof DEFAULT_POLICY };
    return (saved = { ...saved, version: version + 1, policy });
  });
  return { server, ...openApp(ADDRESS) };
}

describe('the rules of a batch', () => {
  it('are read as sentences that follow every number while it is typed, and saved together', async () => {
    const { server, user } = openRules();
    const words = await screen.findByRole('complementary', { name: 'The rules in words' });
    expect(words).toHaveTextContent('A mock can be moved or cancelled freely until 6 hours before it starts.');
    const free = screen.getByLabelText('Free until (hours before)');
    await user.clear(free);
    await user.type(free, '2');
    expect(words).toHaveTextContent('A mock can be moved or cancelled freely until 2 hours before it starts.');
    await user.click(screen.getByRole('radio', { name: 'A weekly round' }));
    expect(words).toHaveTextContent('Mocks are arranged in a weekly round');
    expect(screen.getByText(/keep the rules under which they were booked/)).toBeVisible();
    expect(await accessibilityFaults()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Save the rules' }));
    expect(server.seen(cohortEndpoints.savePolicy, { batchId: BATCH_ID })[0]?.body).toEqual({
      version: 3,
      policy: { ...DEFAULT_POLICY, freeChangeMinutes: 120, arrangedBy: 'round' },
    });
    expect(await screen.findByText('Nothing is changed.')).toBeVisible();
  });

  it('are not sent while they contradict each other', async () => {
    const { user } = openRules();
    const ahead = await screen.findByLabelText('Bookable (days ahead)');
    await user.clear(ahead);
    await user.type(ahead, '0');
    expect(screen.getByText('At least 1, please.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Save the rules' })).toBeDisabled();
    await user.click(screen.getByRole('button', { name: 'Undo changes' }));
    expect(screen.getByText('Nothing is changed.')).toBeVisible();
  });

  it('keep what was typed when somebody else saved in between', async () => {
    const { server, user } = openRules();
    server.reply(cohortEndpoints.savePolicy, { batchId: BATCH_ID }, () =>
      problem('stale_version', 'Somebody changed the rules in between.'),
    );
    const notice = await screen.findByLabelText('A picked time is kept (minutes)');
    await user.clear(notice);
    await user.type(notice, '20');
    await user.click(screen.getByRole('button', { name: 'Save the rules' }));
    expect(await screen.findByText('Somebody changed the rules in between.')).toBeVisible();
    expect(notice).toHaveValue('20');
  });

  it('are read by everybody else, without a way to change them', async () => {
    openRules({ canChange: false });
    expect(await screen.findByText(/A cohort admin can change it/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Save the rules' })).not.toBeInTheDocument();
    expect(within(document.body).getByLabelText('Mocks a week (per learner)')).toBeDisabled();
  });
});
