import { screen, within } from '@testing-library/react';
import { privacyEndpoints as e, type AuditEntryView } from '@dryrun/contracts/privacy.contract';
import { accessibilityFaults } from '../../test/accessibility.ts';
import { meAs, openApp, serverFor } from '../../test/open-app.tsx';

const BATCH_ID = '22222222-2222-4222-8222-222222222222';
const LEARNER = { id: '11111111-1111-4111-8111-111111111111', name: 'Asha Kulkarni', timeZone: 'Asia/Kolkata' };

const line = (n: number, more: Partial<AuditEntryView> = {}): AuditEntryView => ({
  id: `01890000-0000-7000-8000-${String(n).padStart(12, '0')}`,
  at: '2026-11-18T10:30:00.000Z',
  actor: LEARNER,
  action: 'interview.cancel',
  subjectType: 'interview',
  subjectId: '01890000-0000-7000-8000-000000000abc',
  person: LEARNER,
  batch: { id: BATCH_ID, name: 'Batch 01' },
  before: { state: 'scheduled' },
  after: { state: 'void', reason: 'Ill' },
  address: null,
  traceId: null,
  ...more,
});

describe('the log', () => {
  it('says in words what was done, shows what changed, and goes on to older lines', async () => {
    const server = serverFor(meAs({}));
    const [newer, older] = [line(2), line(1, { action: 'something.new_here', actor: null, before: null, after: null })];
    server.reply(e.audit, {}, (request) =>
      new URLSearchParams(request.address.split('?')[1]).has('before')
        ? { items: [older], next: null }
        : { items: [newer], next: newer.id },
    );
    const { user } = openApp('/audit?action=interview');
    const list = await screen.findByRole('list', { name: 'What was done' });
    expect(within(list).getByText(`${LEARNER.name} cancelled a mock`)).toBeVisible();
    await user.click(within(list).getByText('What changed'));
    expect(within(list).getByRole('row', { name: /reason Ill/ })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Show older lines' }));
    expect(await screen.findByText('Dryrun did something: new here')).toBeVisible();
    expect(server.seen(e.audit)[0]?.address).toContain('of=mine&action=interview');
    expect(await accessibilityFaults()).toEqual([]);
  });
});
