import { jest } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { bookingEndpoints, type BookingView } from '@dryrun/contracts/bookings.contract';
import { catalogEndpoints } from '@dryrun/contracts/catalog.contract';
import { feedbackEndpoints } from '@dryrun/contracts/feedback.contract';
import { interviewEndpoints, type InterviewView } from '@dryrun/contracts/interviews.contract';
import type { SlotsView } from '@dryrun/contracts/scheduling.contract';
import { accessibilityFaults } from '../../test/accessibility.ts';
import { problem } from '../../test/fake-server.ts';
import {
  bookingOf,
  DAY,
  fromNow,
  GOAL_OPTIONS,
  HOUR,
  holdOf,
  INTERVIEW_ID,
  interviewOf,
  MINUTE,
  OTHER_MENTOR,
  REQUEST_ID,
  requestOf,
} from '../../test/fixtures.ts';
import { formatDateTime } from '../platform/time.ts';
import { BATCH_ID, LEARNER, meAs, MENTOR, openApp, serverFor } from '../../test/open-app.tsx';

const PARAMS = { interviewId: INTERVIEW_ID };
/** All that can be faked but intervals. */
const OTHER_TIMERS = [
  'Date',
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'requestAnimationFrame',
  'cancelAnimationFrame',
  'requestIdleCallback',
  'cancelIdleCallback',
  'setImmediate',
  'clearImmediate',
  'setTimeout',
  'clearTimeout',
] as const;
const ADDRESS = `/interviews/${INTERVIEW_ID}`;

function slotsOf(...starts: string[]): SlotsView {
  return {
    items: starts.map((startsAt) => ({
      startsAt,
      endsAt: new Date(Date.parse(startsAt) + 45 * MINUTE).toISOString(),
      mentors: [MENTOR],
    })),
    reasons: [],
    mentorCount: 1,
    searchedUntil: fromNow(14 * DAY),
  };
}

function serverWith(interview: InterviewView, booking: Partial<BookingView> = {}, me = meAs()) {
  const server = serverFor(me);
  let shown = interview;
  server.reply(interviewEndpoints.get, PARAMS, () => shown);
  server.reply(catalogEndpoints.goalOptions, {}, () => GOAL_OPTIONS);
  server.reply(bookingEndpoints.booking, PARAMS, () => bookingOf(shown, booking));
  return { server, show: (next: InterviewView) => (shown = next) };
}
const asMentor = () =>
  meAs({
    person: { ...MENTOR, email: 't@demo.invalid' },
    batches: [{ id: BATCH_ID, name: 'Batch 01', timeZone: 'Asia/Kolkata', roles: ['mentor'] }],
  });
const startsAt = fromNow(2 * DAY);
const later = fromNow(4 * DAY);

describe('cancelling a mock late', () => {
  const soon = interviewOf({ startsAt: fromNow(3 * HOUR) });
  const asks = async (booking: Partial<BookingView>, interview: InterviewView = soon, me = meAs()) => {
    serverWith(interview, booking, me);
    const { user } = openApp(ADDRESS);
    await screen.findByText('Changes');
    await user.click(await screen.findByRole('button', { name: 'Cancel' }));
    return { user, dialog: within(await screen.findByRole('dialog', { name: 'Cancel this mock?' })) };
  };

  it('tells the learner before what it costs, and that a move for power or network would cost nothing', async () => {
    const { user, dialog } = await asks({ lateChanges: { used: 1, trouble: 0 } });
    expect(dialog.getByText(/late change 2 of 2 in 28 days, and the mock goes back to its week/)).toBeVisible();
    expect(dialog.queryByText('Moving it would not count as late')).not.toBeInTheDocument();
    await user.selectOptions(dialog.getByLabelText('Why?'), 'Power or network trouble');
    expect(dialog.getByText('Moving it would not count as late')).toBeVisible();
  });

  it('tells who has no late changes left that the mock stays counted', async () => {
    const { dialog } = await asks({ lateChanges: { used: 2, trouble: 1 } });
    expect(dialog.getByText(/Your late changes are used \(2 of 2 in 28 days\)/)).toBeVisible();
    expect(dialog.getByText(/the mock stays counted for its week/)).toBeVisible();
  });

  it('tells the mentor that the time closes to others', async () => {
    const { dialog } = await asks({}, interviewOf({ startsAt, viewerIs: 'mentor' }), asMentor());
    expect(dialog.getByText(/Nobody else can book you at this time until you save your hours again/)).toBeVisible();
  });
});

describe('moving a mock', () => {
  it('says what it costs, moves it with one tap and shows the new time', async () => {
    const mock = interviewOf({ startsAt });
    const { server, show } = serverWith(mock);
    server.reply(bookingEndpoints.moveSlots, PARAMS, () => slotsOf(startsAt, later));
    server.reply(bookingEndpoints.move, PARAMS, () => {
      const moved = interviewOf({ startsAt: later });
      show(moved);
      return moved;
    });
    const { user } = openApp(ADDRESS);
    await user.click(await screen.findByRole('button', { name: 'Move' }));
    const dialog = await screen.findByRole('dialog', { name: 'Move this mock' });
    expect(within(dialog).getByText(/Moving is free until/)).toBeVisible();
    await user.selectOptions(within(dialog).getByLabelText('Why do you move it?'), 'Not well');
    await user.type(within(dialog).getByLabelText('A word to your mentor'), 'Sorry!');
    expect(await accessibilityFaults()).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Move here' }));
    expect(server.seen(bookingEndpoints.move, PARAMS)[0]?.body).toEqual({
      mentorId: MENTOR.id,
      startsAt: later,
      from: startsAt,
      reasonCode: 'health',
      reason: 'Sorry!',
    });
    expect(server.seen(bookingEndpoints.move, PARAMS)[0]?.headers.get('idempotency-key')).toBeTruthy();
    expect(await screen.findByRole('button', { name: 'Move' })).toBeVisible();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('never offers the time it has already', async () => {
    const { server } = serverWith(interviewOf({ startsAt }));
    server.reply(bookingEndpoints.moveSlots, PARAMS, () => slotsOf(startsAt));
    const { user } = openApp(ADDRESS);
    await user.click(await screen.findByRole('button', { name: 'Move' }));
    expect(await screen.findByText(/You can keep the mock as it is, or cancel it/)).toBeVisible();
    expect(screen.queryByRole('button', { name: /Move here/ })).not.toBeInTheDocument();
  });

  it('counts a late one before it is made, and excuses power and network', async () => {
    const soon = interviewOf({ startsAt: fromNow(3 * HOUR) });
    const { server } = serverWith(soon, { lateChanges: { used: 1, trouble: 0 } });
    server.reply(bookingEndpoints.moveSlots, PARAMS, () => slotsOf(later));
    const { user } = openApp(ADDRESS);
    await user.click(await screen.findByRole('button', { name: 'Move' }));
    expect(await screen.findByText('This is a late change')).toBeVisible();
    expect(screen.getByText(/It is your second of 2 in 28 days/)).toBeVisible();
    await user.selectOptions(screen.getByLabelText('Why do you move it?'), 'Power or network trouble');
    expect(screen.getByText('This move does not count as late')).toBeVisible();
  });

  it('shows fresh times when the time was just taken, and keeps the words', async () => {
    const { server } = serverWith(interviewOf({ startsAt }));
    const fresh = fromNow(6 * DAY);
    let isTaken = false;
    server.reply(bookingEndpoints.moveSlots, PARAMS, () => slotsOf(isTaken ? fresh : later));
    server.reply(bookingEndpoints.move, PARAMS, () => {
      isTaken = true;
      return problem('slot_taken', 'Somebody was faster.', { slots: slotsOf(fresh) });
    });
    const { user } = openApp(ADDRESS);
    await user.click(await screen.findByRole('button', { name: 'Move' }));
    await user.type(await screen.findByLabelText('A word to your mentor'), 'Sorry!');
    await user.click(await screen.findByRole('button', { name: 'Move here' }));
    expect(await screen.findByText('Somebody was faster.')).toBeVisible();
    expect(screen.getByLabelText('A word to your mentor')).toHaveValue('Sorry!');
    await user.click(screen.getByRole('button', { name: 'Move here' }));
    expect(server.seen(bookingEndpoints.move, PARAMS)[1]?.body).toMatchObject({ startsAt: fresh });
  });

  it('ends at once when the mentor cancelled in the meantime: the page says so, and shows other times', async () => {
    const { server, show } = serverWith(interviewOf({ startsAt }), { mayRebook: true });
    server.reply(bookingEndpoints.moveSlots, PARAMS, () => {
      show(
        interviewOf({
          startsAt,
          state: 'void',
          cancelled: { by: 'mentor', reason: '', isLate: false, at: fromNow(0) },
        }),
      );
      return problem('interview_state', 'Only a booked mock that has not begun can be changed.');
    });
    server.reply(interviewEndpoints.slots, { batchId: BATCH_ID }, () => slotsOf(later));
    const { user } = openApp(ADDRESS);
    await user.click(await screen.findByRole('button', { name: 'Move' }));
    expect(await screen.findByText(`${MENTOR.name} cancelled this mock`)).toBeVisible();
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(await screen.findByText(/These times are open now/)).toBeVisible();
  });

  it('is not offered when it is not allowed', async () => {
    serverWith(interviewOf({ startsAt }), { can: { move: false, offerTimes: false, swap: 'no', override: false } });
    openApp(ADDRESS);
    expect(await screen.findByText('The rules this mock was booked under')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Move' })).not.toBeInTheDocument();
  });
});

describe('moving a mock for both, beyond the rules', () => {
  it('says where it stands, anew when another admin moved it in the meantime, and keeps what was written', async () => {
    const { server, show } = serverWith(interviewOf({ startsAt, viewerIs: 'overseer' }), {
      can: { move: false, offerTimes: false, swap: 'no', override: true },
    });
    server.reply(bookingEndpoints.colleagues, PARAMS, () => ({ items: [] }));
    server.reply(bookingEndpoints.moveOnBehalf, PARAMS, () => {
      show(interviewOf({ startsAt: later, viewerIs: 'overseer' }));
      return problem('stale_version', 'Look at where it stands now.');
    });
    const { user } = openApp(ADDRESS);
    await user.click(await screen.findByRole('button', { name: 'Move for them' }));
    const dialog = within(await screen.findByRole('dialog', { name: /^Move this mock for/ }));
    const stands = (at: string) =>
      dialog.getByText(/^It is booked for/, { exact: false }).textContent?.includes(formatDateTime(at, 'Asia/Kolkata'));
    expect(stands(startsAt)).toBe(true);
    await user.type(dialog.getByLabelText('Date'), '2031-03-04');
    await user.type(dialog.getByLabelText('Time in Kolkata'), '06:15');
    await user.type(dialog.getByLabelText(/Reason/, { selector: 'textarea' }), 'Both asked');
    await user.click(dialog.getByRole('button', { name: 'Move it' }));
    expect(await dialog.findByText('Look at where it stands now.')).toBeVisible();
    await waitFor(() => expect(stands(later)).toBe(true));
    expect(dialog.getByLabelText(/Reason/, { selector: 'textarea' })).toHaveValue('Both asked');
    expect(server.seen(bookingEndpoints.moveOnBehalf, PARAMS)[0]?.body).toMatchObject({ from: startsAt });
  });
});

describe('the page of a mock that was changed', () => {
  it('shows the earlier time, who moved it and why', async () => {
    const mock = interviewOf({ startsAt: later });
    const [now] = bookingOf(mock).times;
    const before = {
      ...now,
      startsAt,
      endsAt: startsAt,
      state: 'superseded',
      endedBy: 'learner',
      reasonCode: 'health',
      reason: 'Sorry!',
      isLate: true,
    };
    serverWith(mock, { times: [before, now] as BookingView['times'] });
    openApp(ADDRESS);
    const history = await screen.findByRole('region', { name: 'Earlier times' });
    expect(history).toHaveTextContent('You moved it, late: not well “Sorry!”');
  });

  it('offers other times to a learner whose page was open when the mentor cancelled', async () => {
    jest.useFakeTimers({ doNotFake: [...OTHER_TIMERS] });
    try {
      const mock = interviewOf({ startsAt });
      let mayRebook = false;
      const { server, show } = serverWith(mock);
      server.reply(bookingEndpoints.booking, PARAMS, () => bookingOf(mock, { mayRebook }));
      server.reply(interviewEndpoints.slots, { batchId: BATCH_ID }, () => slotsOf(later));
      openApp(ADDRESS);
      expect(await screen.findByRole('button', { name: 'Move' })).toBeVisible();
      mayRebook = true;
      show({
        ...mock,
        state: 'void',
        cancelled: { by: 'mentor', at: fromNow(0), reason: 'Ill', isLate: false },
        can: { cancel: false, start: false, weMet: false },
      });
      jest.advanceTimersByTime(60_000);
      expect(await screen.findByText(/this cancellation costs you nothing/)).toBeVisible();
    } finally {
      jest.useRealTimers();
    }
  });

  it('offers other times at once when the mentor cancelled, with the same goal', async () => {
    const mock: InterviewView = {
      ...interviewOf({ startsAt }),
      state: 'void',
      cancelled: { by: 'mentor', at: fromNow(0), reason: 'Ill', isLate: true },
      can: { cancel: false, start: false, weMet: false },
    };
    const { server } = serverWith(mock, {
      mayRebook: true,
      can: { move: false, offerTimes: false, swap: 'no', override: false },
    });
    server.reply(interviewEndpoints.slots, { batchId: BATCH_ID }, () => slotsOf(later));
    const hold = holdOf({ startsAt: later });
    server.reply(interviewEndpoints.hold, { batchId: BATCH_ID }, () => hold);
    server.reply(interviewEndpoints.myHold, { batchId: BATCH_ID }, () => ({ hold }));
    const { user, address } = openApp(ADDRESS);
    expect(await screen.findByText(/this cancellation costs you nothing/)).toBeVisible();
    await user.click(await screen.findByRole('button', { name: 'Keep this time' }));
    expect(await screen.findByText(/Kept for you until/)).toBeVisible();
    expect(address()).toContain('/book');
    expect(server.seen(interviewEndpoints.hold, { batchId: BATCH_ID })[0]?.body).toMatchObject({
      goal: {
        format: 'system-design',
        track: 'kubernetes',
        level: 'senior',
        dimension: 'trade-offs',
        note: 'Platform team interviews',
      },
      startsAt: later,
    });
  });
});

describe('a question about a mock', () => {
  it('does not take a time that went to somebody else: another has to be chosen', async () => {
    const mock = interviewOf({ startsAt });
    const { server } = serverWith(mock);
    const whole = requestOf(mock);
    let open = whole;
    server.reply(bookingEndpoints.myRequests, {}, () => ({ items: [open] }));
    server.reply(interviewEndpoints.list, {}, () => ({ items: [mock] }));
    server.reply(feedbackEndpoints.myFeedback, {}, () => ({ items: [] }));
    server.reply(feedbackEndpoints.myNextSteps, {}, () => ({ items: [] }));
    server.reply(bookingEndpoints.answerRequest, { requestId: REQUEST_ID }, () => {
      open = { ...whole, times: whole.times.slice(1) };
      return problem('slot_taken', 'Somebody was faster.');
    });
    const { user } = openApp('/today');
    const card = await screen.findByRole('region', { name: `${MENTOR.name} asks for another time` });
    const offered = within(card).getAllByRole('radio').length;
    await user.click(within(card).getByRole('button', { name: 'Take this time' }));
    await waitFor(() => expect(within(card).getAllByRole('radio')).toHaveLength(offered - 1));
    expect(within(card).getByText('Somebody was faster.')).toBeVisible();
    expect(within(card).getByRole('button', { name: 'Take this time' })).toBeDisabled();
    await user.click(within(card).getAllByRole('radio')[0] ?? card);
    expect(within(card).getByRole('button', { name: 'Take this time' })).toBeEnabled();
  });

  it('that was taken back in the meantime says so before it goes', async () => {
    const mock = interviewOf({ startsAt });
    const { server } = serverWith(mock);
    let open = [requestOf(mock)];
    server.reply(bookingEndpoints.myRequests, {}, () => ({ items: open }));
    server.reply(interviewEndpoints.list, {}, () => ({ items: [mock] }));
    server.reply(feedbackEndpoints.myFeedback, {}, () => ({ items: [] }));
    server.reply(feedbackEndpoints.myNextSteps, {}, () => ({ items: [] }));
    server.reply(bookingEndpoints.answerRequest, { requestId: REQUEST_ID }, () => {
      open = [];
      return problem('request_closed', 'Nothing was changed.');
    });
    const { user } = openApp('/today');
    const card = await screen.findByRole('region', { name: `${MENTOR.name} asks for another time` });
    await user.click(within(card).getByRole('button', { name: 'Take this time' }));
    expect(await within(card).findByText('Nothing was changed.')).toBeVisible();
    expect(within(card).queryByRole('button', { name: 'Take this time' })).not.toBeInTheDocument();
    await user.click(within(card).getByRole('button', { name: 'All right' }));
    await waitFor(() => expect(card).not.toBeInTheDocument());
  });

  it('stands on the learner’s Today; choosing a time moves the mock', async () => {
    const mock = interviewOf({ startsAt });
    const { server } = serverWith(mock);
    let open = [requestOf(mock)];
    server.reply(bookingEndpoints.myRequests, {}, () => ({ items: open }));
    server.reply(interviewEndpoints.list, {}, () => ({ items: [mock] }));
    server.reply(feedbackEndpoints.myFeedback, {}, () => ({ items: [] }));
    server.reply(feedbackEndpoints.myNextSteps, {}, () => ({ items: [] }));
    server.reply(bookingEndpoints.answerRequest, { requestId: REQUEST_ID }, () => {
      open = [];
      return requestOf(mock, { state: 'accepted' });
    });
    const { user } = openApp('/today');
    const card = await screen.findByRole('region', { name: `${MENTOR.name} asks for another time` });
    expect(card).toHaveTextContent('A conflict at work.');
    await user.click(within(card).getAllByRole('radio')[1] ?? card);
    expect(await accessibilityFaults()).toEqual([]);
    await user.click(within(card).getByRole('button', { name: 'Take this time' }));
    expect(server.seen(bookingEndpoints.answerRequest, { requestId: REQUEST_ID })[0]?.body).toEqual({
      accept: true,
      startsAt: requestOf(mock).times[1]?.startsAt,
    });
    expect(await screen.findByRole('heading', { level: 1 })).toBeVisible();
  });

  it('is offered by the mentor: up to five times, then waits and can be taken back', async () => {
    const mock = interviewOf({ startsAt, viewerIs: 'mentor' });
    let request: BookingView['request'] = null;
    const server = serverFor(asMentor());
    server.reply(interviewEndpoints.get, PARAMS, () => mock);
    server.reply(catalogEndpoints.goalOptions, {}, () => GOAL_OPTIONS);
    const booking = () =>
      bookingOf(mock, { can: { move: false, offerTimes: true, swap: 'ask', override: false }, request });
    server.reply(bookingEndpoints.booking, PARAMS, booking);
    server.reply(bookingEndpoints.moveSlots, PARAMS, () => slotsOf(startsAt, later));
    server.reply(bookingEndpoints.offerTimes, PARAMS, () => {
      request = requestOf(mock, { times: [{ startsAt: later, endsAt: later }] });
      return booking();
    });
    server.reply(bookingEndpoints.withdrawRequest, { requestId: REQUEST_ID }, () => {
      request = null;
      return requestOf(mock, { state: 'withdrawn' });
    });
    const { user } = openApp(ADDRESS);
    await user.click(await screen.findByRole('button', { name: 'Offer other times' }));
    const dialog = await screen.findByRole('dialog', { name: `Offer ${LEARNER.name} other times` });
    const times = await within(dialog).findAllByRole('button', { pressed: false });
    expect(times).toHaveLength(1);
    await user.click(times[0] ?? dialog);
    await user.click(within(dialog).getByRole('button', { name: 'Offer this time' }));
    expect(server.seen(bookingEndpoints.offerTimes, PARAMS)[0]?.body).toEqual({ startsAt: [later], note: '' });
    const chat = await screen.findByRole<HTMLAnchorElement>('link', { name: 'Ask in a chat too' });
    expect(new URL(chat.href).searchParams.get('text')).toMatch(/another time: please choose one, or say no\. http/);
    await user.click(await screen.findByRole('button', { name: 'Take the question back' }));
    expect(await screen.findByRole('button', { name: 'Offer other times' })).toBeVisible();
  });

  it('goes to a colleague who is free, and says who is not', async () => {
    const mock = interviewOf({ startsAt, viewerIs: 'mentor' });
    const { server } = serverWith(
      mock,
      { can: { move: false, offerTimes: true, swap: 'ask', override: false } },
      asMentor(),
    );
    server.reply(bookingEndpoints.colleagues, PARAMS, () => ({
      items: [
        { person: OTHER_MENTOR, isFree: true, isOpen: true, sentence: 'Offers this time and is free.' },
        {
          person: { ...OTHER_MENTOR, id: LEARNER.id, name: 'Busy Bee' },
          isFree: false,
          isOpen: false,
          sentence: 'Has something else then.',
        },
      ],
    }));
    server.reply(bookingEndpoints.swap, PARAMS, () => bookingOf(mock));
    const { user } = openApp(ADDRESS);
    await user.click(await screen.findByRole('button', { name: 'Ask a colleague' }));
    expect(await screen.findByRole('radio', { name: 'Busy Bee' })).toBeDisabled();
    await user.click(screen.getByRole('radio', { name: OTHER_MENTOR.name }));
    expect(await accessibilityFaults()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Ask' }));
    expect(server.seen(bookingEndpoints.swap, PARAMS)[0]?.body).toEqual({ mentorId: OTHER_MENTOR.id, note: '' });
  });
});
