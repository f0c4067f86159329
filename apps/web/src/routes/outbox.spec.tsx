import { screen, within } from '@testing-library/react';
import {
  notificationEndpoints as e,
  type MyMessageView,
  type OutboxMessageView,
} from '@dryrun/contracts/notifications.contract';
import { accessibilityFaults } from '../../test/accessibility.ts';
import { problem } from '../../test/fake-server.ts';
import { fromNow } from '../../test/fixtures.ts';
import { BATCH_ID, meAs, openApp, serverFor } from '../../test/open-app.tsx';

const ID = (n: number) => `77777777-7777-4777-8777-77777777770${n}`;
const ADMIN = meAs({ academyRoles: ['academyAdmin'], batches: [] });
const COHORT_ADMIN = meAs({
  batches: [{ id: BATCH_ID, name: 'Batch 01', timeZone: 'Asia/Kolkata', roles: ['cohortAdmin'] }],
});

function mine(over: Partial<MyMessageView> = {}): MyMessageView {
  return {
    id: ID(1),
    kind: 'interview.confirmed',
    subject: 'Mock with Tomás: Thu, 7:30 pm IST',
    blocks: [
      { p: 'Your mock is booked.' },
      { facts: [{ name: 'When', value: 'Thu, 7:30 pm IST' }] },
      { action: { label: 'Open the mock', url: 'https://dryrun.example.org/interviews/1?x=1' } },
    ],
    why: 'You booked this mock.',
    state: 'waiting',
    writtenAt: fromNow(0),
    sentAt: null,
    ...over,
  };
}

function overseen(over: Partial<OutboxMessageView> = {}): OutboxMessageView {
  return {
    id: ID(2),
    kind: 'interview.confirmed',
    to: { name: 'Asha Rao', address: 'asha@example.org' },
    why: 'You booked this mock.',
    batch: { id: BATCH_ID, name: 'Batch 01' },
    state: 'dead',
    attempts: 6,
    lastError: 'The mail server refused the message (550).',
    writtenAt: fromNow(0),
    nextAt: null,
    sentAt: null,
    canRetry: true,
    ...over,
  };
}

describe('messages for me', () => {
  it('wait here without a mail server, can be read and shared, and links stay in this app', async () => {
    serverFor(meAs()).reply(e.mine, {}, () => ({ mail: 'off' as const, items: [mine()], next: null }));
    const { user } = openApp('/outbox');
    expect(await screen.findByText('No mail server yet')).toBeVisible();
    expect(screen.getByText('Waits here')).toBeVisible();
    await user.click(screen.getByText('Read it'));
    expect(screen.getByText('Your mock is booked.')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Open the mock' })).toHaveAttribute('href', '/interviews/1?x=1');
    const share = screen.getByRole('link', { name: 'Share' });
    expect(decodeURIComponent(share.getAttribute('href') ?? '')).toContain('Mock with Tomás: Thu, 7:30 pm IST');
    expect(await accessibilityFaults()).toEqual([]);
  });

  it('say of a secret one only that it exists, with nothing to open or share', async () => {
    serverFor(meAs()).reply(e.mine, {}, () => ({
      mail: 'on' as const,
      items: [mine({ subject: null, blocks: [] })],
      next: null,
    }));
    openApp('/outbox');
    expect(await screen.findByText('A message with a sign-in code or link')).toBeVisible();
    expect(screen.queryByText('Read it')).not.toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'Share' })).not.toBeInTheDocument();
  });

  it('go back page by page', async () => {
    const server = serverFor(meAs());
    server.reply(e.mine, {}, ({ address }) => ({
      mail: 'on' as const,
      items: [mine()],
      next: address.includes('before') ? null : ID(1),
    }));
    const { user } = openApp('/outbox');
    await user.click(await screen.findByRole('link', { name: 'Older messages' }));
    expect(await screen.findByRole('link', { name: 'Newest' })).toBeVisible();
    expect(server.seen(e.mine).at(-1)?.address).toContain(`before=${ID(1)}`);
  });

  it('have a friendly page before the first one', async () => {
    serverFor(meAs()).reply(e.mine, {}, () => ({ mail: 'on' as const, items: [], next: null }));
    openApp('/outbox');
    expect(await screen.findByText(/Nothing yet/)).toBeVisible();
    expect(screen.queryByRole('link', { name: 'All messages' })).not.toBeInTheDocument();
  });
});

describe('the outbox of those who run a batch', () => {
  const counts = { all: 1, waiting: 0, stuck: 1, sent: 0 };

  it('shows to whom, why and what went wrong, and sends again', async () => {
    const server = serverFor(COHORT_ADMIN);
    let state: OutboxMessageView['state'] = 'dead';
    server.reply(e.outbox, {}, () => ({
      mail: 'on' as const,
      counts,
      items: [overseen({ state, canRetry: state === 'dead' })],
      next: null,
    }));
    server.reply(e.retryMessage, { messageId: ID(2) }, () => {
      state = 'waiting';
      return undefined;
    });
    const { user } = openApp('/outbox/all?show=stuck');
    const row = within(await screen.findByRole('list', { name: 'Messages' }));
    expect(row.getByText('asha@example.org')).toBeVisible();
    expect(screen.getByRole('link', { current: 'page', name: /Needs a look/ })).toBeVisible();
    expect(row.getByText(/refused the message/)).toBeVisible();
    expect(await accessibilityFaults()).toEqual([]);
    await user.click(row.getByRole('button', { name: 'Send the message to Asha Rao now' }));
    expect(await screen.findByText('On its way')).toBeVisible();
    expect(screen.queryByText('Work that got stuck')).not.toBeInTheDocument();
  });

  it('sends all that is stuck, in the batch that is chosen', async () => {
    const server = serverFor(COHORT_ADMIN);
    server.reply(e.outbox, {}, () => ({ mail: 'on' as const, counts, items: [overseen()], next: null }));
    server.reply(e.retryMessages, {}, () => ({ retried: 1 }));
    const { user } = openApp(`/outbox/all?show=stuck&batch=${BATCH_ID}`);
    await user.click(await screen.findByRole('button', { name: 'Send all of them now' }));
    expect(server.seen(e.retryMessages).map((r) => r.body)).toEqual([{ batchId: BATCH_ID }]);
  });

  it('offers the academy admin what got stuck inside', async () => {
    const server = serverFor(ADMIN);
    server.reply(e.outbox, {}, () => ({ mail: 'off' as const, counts, items: [], next: null }));
    server.reply(e.deadLetters, {}, () => ({
      items: [
        {
          kind: 'event' as const,
          id: ID(3),
          name: 'feedback.released',
          attempts: 8,
          error: 'it broke',
          at: fromNow(0),
        },
      ],
    }));
    server.reply(e.retryDeadLetters, {}, () => ({ retried: 1 }));
    const { user } = openApp('/outbox/all');
    await user.click(await screen.findByRole('button', { name: 'Try feedback.released again' }));
    expect(server.seen(e.retryDeadLetters).map((r) => r.body)).toEqual([{ kind: 'event', id: ID(3) }]);
  });

  it('says so when it is not theirs', async () => {
    serverFor(meAs()).reply(e.outbox, {}, () => problem('forbidden', 'None of your roles allows this.'));
    openApp('/outbox/all');
    expect(await screen.findByText('None of your roles allows this.')).toBeVisible();
  });
});
