import { screen, waitFor, within } from '@testing-library/react';
import { catalogEndpoints } from '@dryrun/contracts/catalog.contract';
import { cohortEndpoints } from '@dryrun/contracts/cohorts.contract';
import { interviewEndpoints } from '@dryrun/contracts/interviews.contract';
import {
  waitlistEndpoints as e,
  type MyWaitlistView,
  type WaitlistEntryView,
  type WaitlistLogView,
  type WaitlistOfferView,
} from '@dryrun/contracts/waitlist.contract';
import { accessibilityFaults } from '../../test/accessibility.ts';
import { problem } from '../../test/fake-server.ts';
import { batchOf, DAY, fromNow, GOAL_OPTIONS, HOUR, INTERVIEW_ID, interviewOf, MINUTE } from '../../test/fixtures.ts';
import { BATCH_ID, LEARNER, meAs, MENTOR, openApp, serverFor } from '../../test/open-app.tsx';

const ENTRY_ID = '66666666-6666-4666-8666-666666666661';
const OFFER_ID = '66666666-6666-4666-8666-666666666662';
const GOAL_ADDRESS = '/book?format=system-design&track=kubernetes&level=senior';
const BATCH = { id: BATCH_ID, name: 'Batch 01 · Aarambh' };

function entryOf(over: Partial<WaitlistEntryView> = {}): WaitlistEntryView {
  return {
    id: ENTRY_ID,
    batch: BATCH,
    goal: { ...interviewOf().goal, note: '' },
    fromOn: '2026-11-23',
    untilOn: '2026-12-04',
    weekdays: [1, 3],
    parts: ['evening'],
    since: fromNow(-DAY),
    others: 2,
    ...over,
  };
}

function offerOf(over: Partial<WaitlistOfferView> = {}): WaitlistOfferView {
  return {
    id: OFFER_ID,
    batch: BATCH,
    goal: { ...interviewOf().goal, note: 'Pushback, please.' },
    startsAt: fromNow(3 * DAY),
    endsAt: fromNow(3 * DAY + 45 * MINUTE),
    mentor: MENTOR,
    offeredAt: fromNow(-MINUTE),
    expiresAt: fromNow(29 * MINUTE),
    ended: null,
    interviewId: null,
    ...over,
  };
}

/** A batch with a waitlist, and what I wait for in it. */
function batchWith(mine: Partial<MyWaitlistView> = {}) {
  const server = serverFor(meAs());
  const state: MyWaitlistView = { batch: BATCH, isOpen: true, offerMinutes: 30, entry: null, offer: null, ...mine };
  server.reply(e.mine, {}, () => ({ items: [state] }));
  server.reply(catalogEndpoints.goalOptions, {}, () => GOAL_OPTIONS);
  server.reply(interviewEndpoints.myHold, { batchId: BATCH_ID }, () => ({ hold: null }));
  server.reply(interviewEndpoints.slots, { batchId: BATCH_ID }, () => ({
    items: [],
    reasons: [{ code: 'booked' as const, count: 3, sentence: '3 times are taken.' }],
    mentorCount: 2,
    searchedUntil: fromNow(14 * DAY),
  }));
  return { server, state };
}

beforeEach(() => localStorage.clear());

describe('waiting for a time', () => {
  it('is offered where no time is open, and sends the days and times that were chosen', async () => {
    const { server, state } = batchWith();
    server.reply(e.join, { batchId: BATCH_ID }, () => (state.entry = entryOf()));
    const { user } = openApp(GOAL_ADDRESS);
    const panel = await screen.findByRole('region', { name: 'No time is open: wait for one' });
    await user.click(within(panel).getByRole('button', { name: 'Say when you could come' }));
    for (const day of ['Tue', 'Thu', 'Fri', 'Sat', 'Sun'])
      await user.click(screen.getByRole('checkbox', { name: day }));
    await user.click(screen.getByRole('checkbox', { name: /Mornings/ }));
    await user.click(screen.getByRole('checkbox', { name: /Afternoons/ }));
    expect(await accessibilityFaults()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Wait for a time' }));
    const waiting = await screen.findByRole('region', { name: 'You wait for a time' });
    expect(waiting).toHaveTextContent('Mon and Wed · evenings');
    expect(waiting).toHaveTextContent('2 others wait');
    const [sent] = server.seen(e.join, { batchId: BATCH_ID });
    expect(sent?.body).toMatchObject({
      goal: { format: 'system-design', track: 'kubernetes', level: 'senior' },
      weekdays: [1, 3],
      parts: ['evening'],
    });
  });

  it('is not sent without a day, and says what is missing', async () => {
    const { server } = batchWith();
    const { user } = openApp(GOAL_ADDRESS);
    await user.click(await screen.findByRole('button', { name: 'Say when you could come' }));
    for (const part of [/Mornings/, /Afternoons/, /Evenings/])
      await user.click(screen.getByRole('checkbox', { name: part }));
    await user.click(screen.getByRole('button', { name: 'Wait for a time' }));
    expect(screen.getByText('Choose at least one time of day.')).toBeVisible();
    expect(server.seen(e.join, { batchId: BATCH_ID })).toEqual([]);
  });

  it('says so when an open time fits already', async () => {
    const { server } = batchWith();
    server.reply(e.join, { batchId: BATCH_ID }, () =>
      problem('times_open', 'There is nothing to wait for: Thu, 19 Nov is open and fits. Nothing was changed.'),
    );
    const { user } = openApp(GOAL_ADDRESS);
    await user.click(await screen.findByRole('button', { name: 'Say when you could come' }));
    await user.click(screen.getByRole('button', { name: 'Wait for a time' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Thu, 19 Nov is open and fits');
  });

  it('is not offered in a batch without a waitlist', async () => {
    batchWith({ isOpen: false });
    openApp(GOAL_ADDRESS);
    expect(await screen.findByText(/3 times are taken/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Say when you could come' })).not.toBeInTheDocument();
  });

  it('can be stopped', async () => {
    const { server, state } = batchWith({ entry: entryOf() });
    server.reply(e.leave, { entryId: ENTRY_ID }, () => {
      state.entry = null;
      return undefined;
    });
    const { user } = openApp('/today');
    await user.click(await screen.findByRole('button', { name: 'Stop waiting' }));
    await waitFor(() => expect(screen.queryByRole('region', { name: 'You wait for a time' })).not.toBeInTheDocument());
    expect(server.seen(e.leave, { entryId: ENTRY_ID })).toHaveLength(1);
  });
});

describe('a time that is offered', () => {
  it('stands first on Today, with until when it is kept', async () => {
    batchWith({ entry: entryOf(), offer: offerOf() });
    openApp('/today');
    const card = await screen.findByRole('region', { name: 'A time is free for you' });
    expect(card).toHaveTextContent(MENTOR.name);
    expect(within(card).getByRole('timer')).toHaveTextContent(/^2[89]:\d\d$/);
    expect(screen.queryByRole('region', { name: 'You wait for a time' })).not.toBeInTheDocument();
    expect(await accessibilityFaults()).toEqual([]);
  });

  it('is told apart from the one before it, which was answered in another tab', async () => {
    const { server, state } = batchWith({ entry: entryOf(), offer: offerOf() });
    const next = '01890000-0000-7000-8000-00000000feed';
    server.reply(e.accept, { offerId: OFFER_ID }, () => {
      state.offer = offerOf({ id: next });
      return problem('offer_over', 'You left this time to the next one, so nothing was booked.');
    });
    const { user } = openApp('/today');
    await user.click(await screen.findByRole('button', { name: 'Take it' }));
    expect(await screen.findByText('That offer is over. This is another time')).toBeVisible();
    expect(screen.getByText(/You left this time to the next one/)).toBeVisible();
    expect(server.seen(e.accept, { offerId: next })).toEqual([]);
  });

  it('is taken with one tap, which leads to the mock', async () => {
    const { server } = batchWith();
    const mock = interviewOf();
    server.reply(e.offer, { offerId: OFFER_ID }, () => offerOf());
    server.reply(e.accept, { offerId: OFFER_ID }, () => mock);
    server.reply(interviewEndpoints.get, { interviewId: INTERVIEW_ID }, () => mock);
    const { user, address } = openApp(`/waitlist/${OFFER_ID}`);
    await user.click(await screen.findByRole('button', { name: 'Take it' }));
    await waitFor(() => expect(address()).toBe(`/interviews/${INTERVIEW_ID}`));
    expect(await screen.findByText(/sees your goal and chooses questions/)).toBeVisible();
    expect(server.seen(e.accept, { offerId: OFFER_ID })[0]?.headers.get('idempotency-key')).toBeTruthy();
  });

  it('goes to the next with one tap, and the page says so', async () => {
    const { server } = batchWith();
    let offer = offerOf();
    server.reply(e.offer, { offerId: OFFER_ID }, () => offer);
    server.reply(e.decline, { offerId: OFFER_ID }, () => (offer = offerOf({ ended: 'declined' })));
    const { user } = openApp(`/waitlist/${OFFER_ID}`);
    await user.click(await screen.findByRole('button', { name: 'No, thanks' }));
    expect(await screen.findByText('You left this time to the next one')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Take it' })).not.toBeInTheDocument();
  });

  it('that ran out in the meantime is not taken: the page shows what became of it', async () => {
    const { server } = batchWith();
    let offer = offerOf();
    server.reply(e.offer, { offerId: OFFER_ID }, () => offer);
    server.reply(e.accept, { offerId: OFFER_ID }, () => {
      offer = offerOf({ ended: 'expired' });
      return problem('offer_over', 'This time went to the next one. Nothing was booked.');
    });
    const { user } = openApp(`/waitlist/${OFFER_ID}`);
    await user.click(await screen.findByRole('button', { name: 'Take it' }));
    expect(await screen.findByText('This time is no longer kept for you')).toBeVisible();
    expect(screen.getByRole('link', { name: 'See open times' })).toHaveAttribute('href', `/book?batch=${BATCH_ID}`);
  });

  it('by its countdown ends on the page too, without anybody touching it', async () => {
    const { server } = batchWith();
    const expiresAt = fromNow(4_000);
    server.reply(e.offer, { offerId: OFFER_ID }, () =>
      offerOf({ expiresAt, ended: Date.now() < Date.parse(expiresAt) ? null : 'expired' }),
    );
    openApp(`/waitlist/${OFFER_ID}`);
    await screen.findByRole('button', { name: 'Take it' });
    expect(await screen.findByText('This time is no longer kept for you', {}, { timeout: 15_000 })).toBeVisible();
  }, 30_000);

  it('to somebody else is not there', async () => {
    const { server } = batchWith();
    server.reply(e.offer, { offerId: OFFER_ID }, () =>
      problem('not_found', 'Either this does not exist, or it is not yours.'),
    );
    openApp(`/waitlist/${OFFER_ID}`);
    expect(await screen.findByText(/nothing here/i)).toBeVisible();
  });
});

describe('the log of a batch', () => {
  const ADMIN = meAs({
    batches: [{ id: BATCH_ID, name: BATCH.name, timeZone: 'Asia/Kolkata', roles: ['cohortAdmin'] }],
  });
  const { note: _note, ...goal } = interviewOf().goal;
  const LOG: WaitlistLogView = {
    isOpen: true,
    windowDays: 28,
    entries: [
      {
        ...entryOf(),
        learner: LEARNER,
        goal,
        lost: 'mentor_cancelled',
        mocks: 0,
        standing: ['their mentor cancelled', 'no mock in 28 days'],
      },
    ],
    offers: [
      {
        id: OFFER_ID,
        learner: LEARNER,
        mentor: MENTOR,
        goal,
        startsAt: fromNow(2 * DAY),
        offeredAt: fromNow(-2 * HOUR),
        expiresAt: fromNow(-90 * MINUTE),
        ended: 'expired',
        endedAt: fromNow(-90 * MINUTE),
        decidedBy: 'fewest_mocks',
        why: 'they had the fewest mocks (no mock in 28 days)',
        passedOver: [
          {
            learner: { ...LEARNER, id: OFFER_ID, name: 'Fatima Sheikh' },
            why: 'asleep',
            words: 'is in their quiet hours',
          },
        ],
      },
    ],
  };

  it('names who waits in order, each offer with why and its end, and who was passed over', async () => {
    const server = serverFor(ADMIN);
    server.reply(cohortEndpoints.batch, { batchId: BATCH_ID }, () => batchOf());
    server.reply(e.log, { batchId: BATCH_ID }, () => LOG);
    openApp(`/batches/${BATCH_ID}/waitlist`);
    const waiting = await screen.findByRole('list', { name: 'Who waits, in order' });
    expect(waiting).toHaveTextContent(`1. ${LEARNER.name}`);
    expect(waiting).toHaveTextContent('Their mentor cancelled, no mock in 28 days');
    const offers = screen.getByRole('list', { name: 'Offers, newest first' });
    expect(offers).toHaveTextContent('they had the fewest mocks');
    expect(offers).toHaveTextContent('Not answered');
    expect(offers).toHaveTextContent('Fatima Sheikh is in their quiet hours');
    expect(await accessibilityFaults()).toEqual([]);
  });

  it('says where it is switched on when it is off', async () => {
    const server = serverFor(ADMIN);
    server.reply(cohortEndpoints.batch, { batchId: BATCH_ID }, () => batchOf());
    server.reply(e.log, { batchId: BATCH_ID }, () => ({ ...LOG, isOpen: false, entries: [], offers: [] }));
    openApp(`/batches/${BATCH_ID}/waitlist`);
    expect(await screen.findByRole('link', { name: 'To the rules' })).toHaveAttribute(
      'href',
      `/batches/${BATCH_ID}/policy`,
    );
    expect(screen.getByText('Nobody waits for a time.')).toBeVisible();
  });
});
