import { screen, within } from '@testing-library/react';
import { calendarFeedEndpoints, type CalendarFeedView } from '@dryrun/contracts/calendar-feed.contract';
import { messageChoiceEndpoints, type MessageChoicesView } from '@dryrun/contracts/message-choices.contract';
import { accessibilityFaults } from '../../test/accessibility.ts';
import { problem } from '../../test/fake-server.ts';
import { fromNow } from '../../test/fixtures.ts';
import { meAs, openApp, serverFor } from '../../test/open-app.tsx';

const SECRET = 'https://dryrun.example.org/calendar/a-secret-that-is-long-enough.ics';

function open({
  choices = { muted: [], hasQuietHours: true },
  feed = null,
}: { choices?: MessageChoicesView; feed?: CalendarFeedView['feed'] } = {}) {
  const server = serverFor(meAs());
  let [chosen, kept] = [choices, feed];
  server.reply(messageChoiceEndpoints.choices, {}, () => chosen);
  server.reply(messageChoiceEndpoints.choose, {}, ({ body }) => (chosen = body as MessageChoicesView));
  server.reply(calendarFeedEndpoints.feed, {}, () => ({ feed: kept }));
  server.reply(calendarFeedEndpoints.renewFeed, {}, () => {
    kept = { createdAt: fromNow(0), lastReadAt: null };
    return { url: SECRET, createdAt: kept.createdAt };
  });
  server.reply(calendarFeedEndpoints.revokeFeed, {}, () => ({ feed: (kept = null) }));
  return { server, ...openApp('/account/notifications') };
}

const region = (name: string) => screen.findByRole('region', { name });

describe('what I am told', () => {
  it('is ticked, saved with every tick, and says what cannot be left out', async () => {
    const { server, user } = open({ choices: { muted: ['day_before'], hasQuietHours: true } });
    const messages = within(await region('Messages'));
    const dayBefore = await messages.findByRole('checkbox', { name: 'A reminder a day before a mock' });
    expect(dayBefore).not.toBeChecked();
    expect(messages.getByText(/always told when a mock of yours is booked, moved or cancelled/)).toBeVisible();
    await user.click(dayBefore);
    await user.click(await messages.findByRole('checkbox', { name: /Quiet at night/ }));
    expect(server.seen(messageChoiceEndpoints.choose, {}).map((request) => request.body)).toEqual([
      { muted: [], hasQuietHours: true },
      { muted: [], hasQuietHours: false },
    ]);
    expect(dayBefore).toBeChecked();
    expect(await accessibilityFaults()).toEqual([]);
  });

  it('stays as it was, and says so, when it could not be saved', async () => {
    const { server, user } = open();
    server.reply(messageChoiceEndpoints.choose, {}, () => problem('unavailable', 'Nothing was saved. Try again soon.'));
    const feedback = await screen.findByRole('checkbox', { name: 'That feedback for me is ready' });
    await user.click(feedback);
    expect(await screen.findByText('Nothing was saved. Try again soon.')).toBeVisible();
    expect(feedback).toBeChecked();
  });
});

describe('my mocks in my calendar', () => {
  it('get a secret address that is shown once: to copy, to subscribe with, and as a QR code', async () => {
    const { user } = open();
    const panel = within(await region('Your mocks in your calendar'));
    await user.click(await panel.findByRole('button', { name: 'Make my secret address' }));
    expect(await panel.findByRole('textbox', { name: 'Secret calendar address' })).toHaveValue(SECRET);
    expect(panel.getByRole('link', { name: 'Apple' })).toHaveAttribute('href', SECRET.replace('https', 'webcal'));
    expect(panel.queryByRole('img')).not.toBeInTheDocument();
    await user.click(panel.getByRole('button', { name: 'QR code' }));
    expect(panel.getByRole('img', { name: 'The secret calendar address, as a QR code' })).toBeVisible();
    // Whoever has it sees my mocks: there is no button that hands it to others.
    expect(panel.queryByRole('link', { name: /share/i })).not.toBeInTheDocument();
    expect(await accessibilityFaults()).toEqual([]);
  });

  it('say when a calendar last read them, without the address, and can be switched off', async () => {
    const { user } = open({ feed: { createdAt: fromNow(-60 * 24 * 60), lastReadAt: fromNow(-60) } });
    const panel = within(await region('Your mocks in your calendar'));
    expect(await panel.findByText(/last read/)).toBeVisible();
    expect(panel.queryByRole('textbox')).not.toBeInTheDocument();
    expect(panel.getByText(/A new address ends the old one at once/)).toBeVisible();
    await user.click(panel.getByRole('button', { name: 'Switch it off' }));
    expect(await panel.findByRole('button', { name: 'Make my secret address' })).toBeVisible();
  });
});
