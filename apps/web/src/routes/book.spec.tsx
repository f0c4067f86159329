import { screen, waitFor, within } from '@testing-library/react';
import { bookingEndpoints } from '@dryrun/contracts/bookings.contract';
import { catalogEndpoints } from '@dryrun/contracts/catalog.contract';
import { cohortEndpoints } from '@dryrun/contracts/cohorts.contract';
import { identityEndpoints } from '@dryrun/contracts/identity.contract';
import { peopleEndpoints } from '@dryrun/contracts/people.contract';
import { interviewEndpoints, type HoldView } from '@dryrun/contracts/interviews.contract';
import { DEFAULT_POLICY } from '@dryrun/domain/cohorts/batch-policy';
import { NEAREST_SLOTS, type SlotsView } from '@dryrun/contracts/scheduling.contract';
import { accessibilityFaults } from '../../test/accessibility.ts';
import { problem } from '../../test/fake-server.ts';
import {
  DAY,
  fromNow,
  GOAL_OPTIONS,
  HOLD_ID,
  HOUR,
  holdOf,
  INTERVIEW_ID,
  interviewOf,
  MINUTE,
  OTHER_MENTOR,
} from '../../test/fixtures.ts';
import { formatDay, formatTime } from '../platform/time.ts';
import { BATCH_ID, meAs, MENTOR, openApp, serverFor } from '../../test/open-app.tsx';

const GOAL_ADDRESS = '/book?format=system-design&track=kubernetes&level=senior';

/** 19:30 in Kolkata on the day after tomorrow, and a time one hour later. */
const evening = new Date();
evening.setUTCHours(14, 0, 0, 0);
const FIRST = new Date(evening.getTime() + 2 * DAY).toISOString();
const SECOND = new Date(evening.getTime() + 2 * DAY + HOUR).toISOString();
const endOf = (startsAt: string) => new Date(Date.parse(startsAt) + 45 * MINUTE).toISOString();

function slotsOf(...starts: string[]): SlotsView {
  return {
    items: starts.map((startsAt) => ({ startsAt, endsAt: endOf(startsAt), mentors: [MENTOR, OTHER_MENTOR] })),
    reasons: [{ code: 'notice', count: 3, sentence: 'Times within the next 12 hours are too soon.' }],
    mentorCount: 2,
    searchedUntil: new Date(Date.now() + 14 * DAY).toISOString(),
  };
}

/** A batch with two open times in which booking works. */
function openBatch() {
  const server = serverFor(meAs());
  let hold: HoldView | null = null;
  server.reply(catalogEndpoints.goalOptions, {}, () => GOAL_OPTIONS);
  server.reply(interviewEndpoints.myHold, { batchId: BATCH_ID }, () => ({ hold }));
  server.reply(interviewEndpoints.slots, { batchId: BATCH_ID }, () => slotsOf(FIRST, SECOND));
  server.reply(interviewEndpoints.hold, { batchId: BATCH_ID }, ({ body }) => {
    const { startsAt } = body as { startsAt: string };
    return (hold = holdOf({ startsAt, endsAt: endOf(startsAt) }));
  });
  server.reply(interviewEndpoints.confirm, { holdId: HOLD_ID }, () => {
    hold = null;
    return interviewOf({ startsAt: FIRST });
  });
  server.reply(interviewEndpoints.release, { holdId: HOLD_ID }, () => {
    hold = null;
    return undefined;
  });
  return { server, setHold: (kept: HoldView | null) => (hold = kept) };
}

const keep = async (user: ReturnType<typeof openApp>['user'], time: RegExp, mentor = MENTOR.name) => {
  await user.click(await screen.findByRole('button', { name: time }));
  await user.click(screen.getByRole('button', { name: `Keep this time with ${mentor}` }));
};

beforeEach(() => localStorage.clear());

describe('booking a mock', () => {
  it('asks for the goal first and looks for times only once it is complete', async () => {
    const { server } = openBatch();
    const { user, address } = openApp('/book');
    await user.click(await screen.findByRole('radio', { name: /System design/ }));
    expect(screen.queryByRole('radio', { name: /Junior/ })).not.toBeInTheDocument();
    await user.selectOptions(screen.getByLabelText('Track'), 'Kubernetes');
    expect(server.seen(interviewEndpoints.slots, { batchId: BATCH_ID })).toEqual([]);
    await user.click(screen.getByRole('radio', { name: /Senior/ }));
    await user.click(screen.getByRole('radio', { name: /Volunteer trade-offs/ }));
    expect(await screen.findByRole('button', { name: /7:30 pm/ })).toBeVisible();
    expect(screen.getByText('First free time').parentElement).toHaveTextContent(/7:30 pm.*with Tomás Vidal/);
    expect(address()).toContain('format=system-design&track=kubernetes&level=senior&dimension=trade-offs');
    expect(server.seen(interviewEndpoints.slots, { batchId: BATCH_ID })[0]?.address).toContain(
      '?format=system-design&track=kubernetes&level=senior',
    );
    expect(await accessibilityFaults()).toEqual([]);
  });

  it('shows an overview of a day that is open around the clock, and the rest of it on demand', async () => {
    const { server } = openBatch();
    const many = Array.from({ length: 30 }, (_, i) =>
      new Date(evening.getTime() + 2 * DAY - 6 * HOUR + i * 15 * MINUTE).toISOString(),
    );
    server.reply(interviewEndpoints.slots, { batchId: BATCH_ID }, () => slotsOf(...many));
    const { user } = openApp(GOAL_ADDRESS);
    const day = await screen.findByRole('region', { name: /day, \d+ / });
    const times = () => within(day).getAllByRole('button', { name: /^\d+:\d\d [ap]m$/ });
    expect(times()).toHaveLength(16);
    await user.click(within(day).getByRole('button', { name: /^Show 14 more, until/ }));
    expect(times()).toHaveLength(30);
    expect(within(day).queryByRole('button', { name: /^Show/ })).toBeNull();
  });

  it('keeps a time, counts down, confirms once and opens the booked mock', async () => {
    const { server } = openBatch();
    server.reply(interviewEndpoints.get, { interviewId: INTERVIEW_ID }, () => interviewOf({ startsAt: FIRST }));
    const { user, address } = openApp(`${GOAL_ADDRESS}&dimension=trade-offs`);
    await user.type(await screen.findByLabelText('A note to your mentor'), 'Platform team');
    await user.click(await screen.findByRole('button', { name: /7:30 pm/ }));
    const mentors = screen.getByRole('list', { name: 'Mentors at this time' });
    expect(within(mentors).getAllByRole('listitem')[0]).toHaveTextContent(/Tomás Vidal.*for Tomás/);
    expect(within(mentors).getAllByRole('listitem')[1]).not.toHaveTextContent('for Meera');
    await user.click(screen.getByRole('button', { name: `Keep this time with ${MENTOR.name}` }));

    expect(await screen.findByText(/Kept for you until/)).toHaveTextContent(/(10:00|9:5\d) left/);
    const [held] = server.seen(interviewEndpoints.hold, { batchId: BATCH_ID });
    expect(held?.body).toEqual({
      goal: {
        format: 'system-design',
        track: 'kubernetes',
        level: 'senior',
        dimension: 'trade-offs',
        note: 'Platform team',
      },
      mentorId: MENTOR.id,
      startsAt: FIRST,
    });
    expect(held?.headers.get('idempotency-key')).toMatch(/^[0-9a-f]{32}$/);
    expect(await accessibilityFaults()).toEqual([]);

    await user.click(screen.getByRole('button', { name: 'Confirm' }));
    await waitFor(() =>
      expect(screen.getAllByRole('status').map((s) => s.textContent)).toContainEqual(expect.stringMatching(/^Booked/)),
    );
    expect(address()).toBe(`/interviews/${INTERVIEW_ID}`);
    expect(server.seen(interviewEndpoints.confirm, { holdId: HOLD_ID })).toHaveLength(1);
    expect(localStorage).toHaveLength(0);
  });

  it('shows the nearest open times at once when the time was just taken, then all, and keeps the goal and the note', async () => {
    const { server } = openBatch();
    let isTaken = false;
    const whole = Promise.withResolvers<void>();
    const third = new Date(Date.parse(SECOND) + HOUR).toISOString();
    server.reply(interviewEndpoints.slots, { batchId: BATCH_ID }, () =>
      isTaken ? whole.promise.then(() => Response.json(slotsOf(SECOND, third))) : slotsOf(FIRST, SECOND),
    );
    server.reply(interviewEndpoints.hold, { batchId: BATCH_ID }, () => {
      isTaken = true;
      return problem('slot_taken', 'Somebody was faster.', { slots: { items: slotsOf(SECOND).items } });
    });
    const { user, address } = openApp(GOAL_ADDRESS);
    await user.type(await screen.findByLabelText('A note to your mentor'), 'Keep me');
    await screen.findByRole('button', { name: /7:30 pm/ });
    await keep(user, /7:30 pm/);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      new RegExp(`7:30 pm with ${MENTOR.name} was just taken.*Nothing was booked`),
    );
    expect(screen.queryByRole('button', { name: /7:30 pm/ })).not.toBeInTheDocument();
    const day = screen.getByRole('region', { name: /day, \d+ / });
    expect(within(day).getByRole('alert')).toBeVisible();
    expect(within(day).getByRole('button', { name: /8:30 pm/ })).toBeVisible();
    expect(screen.queryByRole('button', { name: /9:30 pm/ })).not.toBeInTheDocument();
    whole.resolve();
    expect(await screen.findByRole('button', { name: /9:30 pm/ })).toBeVisible();
    expect(screen.queryByRole('button', { name: /7:30 pm/ })).not.toBeInTheDocument();
    expect(screen.getByLabelText('A note to your mentor')).toHaveValue('Keep me');
    expect(address()).toContain('track=kubernetes');
  });

  it('says in the week that is shown what was taken, closes no other day, and leads the keyboard to the answer', async () => {
    const { server } = openBatch();
    const hourly = (n: number) =>
      Array.from({ length: n }, (_, i) => new Date(Date.parse(FIRST) - 24 * HOUR + i * HOUR).toISOString());
    const [all, wish] = [hourly(24 * 9), new Date(Date.parse(FIRST) + 6 * DAY).toISOString()];
    const open = all.filter((at) => at !== wish);
    const isNear = (at: string) => Math.abs(Date.parse(at) - Date.parse(wish)) <= (NEAREST_SLOTS / 2) * HOUR;
    let isTaken = false;
    server.reply(interviewEndpoints.slots, { batchId: BATCH_ID }, () => {
      if (isTaken) throw new TypeError('network');
      return slotsOf(...all);
    });
    server.reply(interviewEndpoints.hold, { batchId: BATCH_ID }, () => {
      isTaken = true;
      return problem('slot_taken', 'Somebody was faster.', { slots: { items: slotsOf(...open.filter(isNear)).items } });
    });
    const { user } = openApp(`${GOAL_ADDRESS}&view=week`);
    await user.click(await screen.findByRole('button', { name: 'Later' }));
    const before = screen.getAllByRole('button', { name: /^\d+:\d\d [ap]m$/ });
    const day = screen
      .getAllByRole('listitem')
      .find((li) => li.querySelector('h3')?.textContent === formatDay(wish, 'Asia/Kolkata'));
    await user.click(within(day!).getByRole('button', { name: '7:30 pm' }));
    expect(day!.nextElementSibling).toContainElement(screen.getByRole('list', { name: 'Mentors at this time' }));
    await user.click(screen.getByRole('button', { name: `Keep this time with ${MENTOR.name}` }));
    const answer = await screen.findByText(/7:30 pm with .* was just taken/);
    expect(day!.nextElementSibling).toContainElement(answer);
    expect(document.activeElement).toContainElement(answer);
    expect(await screen.findByText('This may be out of date')).toBeVisible();
    expect(screen.getAllByRole('button', { name: /^\d+:\d\d [ap]m$/ })).toHaveLength(before.length - 1);
    expect(await accessibilityFaults()).toEqual([]);
  });

  it('sends the same key when an answer was lost, and a new one for another time', async () => {
    const { server } = openBatch();
    let isOnline = false;
    server.reply(interviewEndpoints.hold, { batchId: BATCH_ID }, () => {
      if (!isOnline) throw new TypeError('network');
      return problem('slot_not_open', 'That time is not open.');
    });
    const { user } = openApp(GOAL_ADDRESS);
    await keep(user, /7:30 pm/);
    expect(await screen.findByRole('alert')).toHaveTextContent('No connection');
    isOnline = true;
    await user.click(screen.getByRole('button', { name: `Keep this time with ${MENTOR.name}` }));
    expect(await screen.findByText('That time is not open.')).toBeVisible();
    await keep(user, /8:30 pm/);
    await waitFor(() => expect(server.seen(interviewEndpoints.hold, { batchId: BATCH_ID })).toHaveLength(3));
    const keys = server
      .seen(interviewEndpoints.hold, { batchId: BATCH_ID })
      .map((r) => r.headers.get('idempotency-key'));
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it('says when a kept time has run out, and shows open times again', async () => {
    const { server } = openBatch();
    let isKept = true;
    // Counted from the answer, so that a slow machine still sees it kept for a while.
    server.reply(interviewEndpoints.myHold, { batchId: BATCH_ID }, () => ({
      hold: isKept ? holdOf({ heldUntil: fromNow(3_000) }) : null,
    }));
    openApp(GOAL_ADDRESS);
    expect(await screen.findByRole('button', { name: 'Confirm' })).toBeVisible();
    isKept = false;
    expect(await screen.findByRole('alert', undefined, { timeout: 15_000 })).toHaveTextContent(
      'no longer kept for you',
    );
    expect(await screen.findByRole('button', { name: /7:30 pm/ })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Confirm' })).not.toBeInTheDocument();
  });

  it('says the same when the server knows first that it ran out', async () => {
    const { server, setHold } = openBatch();
    setHold(holdOf());
    server.reply(interviewEndpoints.confirm, { holdId: HOLD_ID }, () => {
      setHold(null);
      return problem('hold_expired', 'That time is no longer kept for you.');
    });
    const { user } = openApp(GOAL_ADDRESS);
    await user.click(await screen.findByRole('button', { name: 'Confirm' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Choose a time again');
    expect(await screen.findByRole('button', { name: /7:30 pm/ })).toBeVisible();
  });

  it('gives a kept time back when another is wanted', async () => {
    const { server, setHold } = openBatch();
    setHold(holdOf());
    const { user } = openApp(GOAL_ADDRESS);
    await user.click(await screen.findByRole('button', { name: 'Choose another time' }));
    expect(await screen.findByRole('button', { name: /7:30 pm/ })).toBeVisible();
    expect(server.seen(interviewEndpoints.release, { holdId: HOLD_ID })).toHaveLength(1);
  });

  it('says of a batch that is closed only that: no other goal and no day would help', async () => {
    const { server } = openBatch();
    server.reply(interviewEndpoints.slots, { batchId: BATCH_ID }, () => ({
      ...slotsOf(),
      reasons: [{ code: 'batch_closed' as const, count: 0, sentence: 'Right now it is paused.' }],
    }));
    openApp(GOAL_ADDRESS);
    expect(await screen.findByText(/Right now it is paused/)).toBeVisible();
    expect(screen.queryByText(/Another track/)).not.toBeInTheDocument();
    expect(screen.queryByText(/Ask about a day/)).not.toBeInTheDocument();
  });

  it('says once that nobody fits, and what can be done', async () => {
    const { server } = openBatch();
    const sentence =
      'No mentor of your batch interviews Kubernetes at senior level yet. Choose another track or level.';
    server.reply(interviewEndpoints.slots, { batchId: BATCH_ID }, () => ({
      ...slotsOf(),
      mentorCount: 0,
      reasons: [{ code: 'not_qualified' as const, count: 4, sentence }],
    }));
    openApp(GOAL_ADDRESS);
    expect(await screen.findByText(sentence)).toBeVisible();
    expect(screen.queryByText(/covers this track|may have open times/)).not.toBeInTheDocument();
  });

  it('explains why no time is open', async () => {
    const { server } = openBatch();
    server.reply(interviewEndpoints.slots, { batchId: BATCH_ID }, () => ({
      ...slotsOf(),
      reasons: [{ code: 'quota' as const, count: 9, sentence: 'You have used your mock of that week.' }],
    }));
    openApp(GOAL_ADDRESS);
    expect(await screen.findByText('You have used your mock of that week.')).toBeVisible();
    expect(screen.getByText(/No time is open for this goal until/)).toBeVisible();
    expect(screen.getByText(/your cohort admin can grant it/)).toBeVisible();
    expect(screen.queryByText(/Another track/)).not.toBeInTheDocument();
  });

  it('shows the same instants in another zone when one is chosen', async () => {
    openBatch();
    openApp(`${GOAL_ADDRESS}&zone=Europe%2FLisbon`);
    const inLisbon = formatTime(FIRST, 'Europe/Lisbon');
    expect(inLisbon).not.toBe(formatTime(FIRST, 'Asia/Kolkata'));
    expect(await screen.findByRole('button', { name: new RegExp(inLisbon) })).toBeVisible();
    expect(screen.getByText('First free time').parentElement).toHaveTextContent(inLisbon);
  });

  it('keeps the first free time with one tap', async () => {
    const { server } = openBatch();
    const { user } = openApp(GOAL_ADDRESS);
    await user.click(await screen.findByRole('button', { name: 'Keep this time' }));
    expect(await screen.findByText(/Kept for you until/)).toBeVisible();
    expect(server.seen(interviewEndpoints.hold, { batchId: BATCH_ID })[0]?.body).toMatchObject({
      mentorId: MENTOR.id,
      startsAt: FIRST,
    });
  });

  it('shows a week side by side, remembers that in the address, and says why a day is empty', async () => {
    const { server } = openBatch();
    server.reply(bookingEndpoints.why, { batchId: BATCH_ID }, ({ address }) => ({
      onDate: new URLSearchParams(address.split('?')[1]).get('onDate') ?? '',
      timeZone: 'Asia/Kolkata',
      sentence: 'Nothing is open that day. 3 times are too soon.',
      rows: [
        {
          name: MENTOR.name,
          sentence: 'Tomás Vidal has 3 times that day: all too soon.',
          availability: 'offered' as const,
          times: [],
        },
      ],
      reasons: [],
    }));
    const { user, address } = openApp(GOAL_ADDRESS);
    await user.click(await screen.findByRole('radio', { name: 'Week' }));
    expect(address()).toContain('view=week');
    await user.click(screen.getByRole('button', { name: /7:30 pm/ }));
    expect(screen.getByRole('button', { name: `Keep this time with ${MENTOR.name}` })).toBeVisible();
    expect(await accessibilityFaults()).toEqual([]);
    await user.click(screen.getAllByRole('button', { name: /^Why\?/ })[0] ?? document.body);
    expect(await screen.findByText('Nothing is open that day. 3 times are too soon.')).toBeVisible();
    expect(screen.getByText('Tomás Vidal has 3 times that day: all too soon.')).toBeVisible();
    expect(server.seen(bookingEndpoints.why, { batchId: BATCH_ID })[0]?.address).toContain('zone=Asia%2FKolkata');
  });

  it('says how many mocks are used and what the rules are', async () => {
    const { server } = openBatch();
    server.reply(bookingEndpoints.quota, { batchId: BATCH_ID }, () => ({
      perWeek: 1,
      weeks: [{ week: 6, startsOn: '2026-11-16', endsOn: '2026-11-22', used: 1 }],
      extrasLeft: 1,
      extras: [{ kind: 'refund' as const, count: 1, at: fromNow(-DAY), reason: 'Your mentor cancelled late' }],
      sentence: '1 of 1 mock used this week, and one extra mock in place of one that fell through, for any week.',
    }));
    server.reply(cohortEndpoints.policy, { batchId: BATCH_ID }, () => ({
      version: 1,
      policy: DEFAULT_POLICY,
      canChange: false,
    }));
    const { user } = openApp(GOAL_ADDRESS);
    await user.click(await screen.findByText(/^1 of 1 mock used this week/));
    expect(screen.getByText(/Your mentor cancelled late/)).toBeVisible();
    await user.click(await screen.findByText('How booking works in this batch'));
    expect(screen.getByText(/moved or cancelled freely until 6 hours before/)).toBeVisible();
  });

  it('sends somebody who is no learner to their admin instead of a form', async () => {
    const server = serverFor(meAs({ batches: [] }));
    server.reply(catalogEndpoints.goalOptions, {}, () => GOAL_OPTIONS);
    server.reply(peopleEndpoints.myPlaces, {}, () => ({ items: [] }));
    openApp('/book');
    expect(await screen.findByText(/Ask your cohort admin/)).toBeVisible();
    expect(server.unexpected).toEqual([]);
  });

  it('tells somebody whose place was paused in the meantime that it is, instead of asking them to join', async () => {
    const { server } = openBatch();
    let me = meAs();
    server.reply(identityEndpoints.me, {}, () => me);
    server.reply(peopleEndpoints.myPlaces, {}, () => ({
      items: [
        {
          enrolmentId: HOLD_ID,
          batchName: 'Batch 01',
          state: 'paused' as const,
          since: fromNow(0),
          linePosition: null,
          canWithdraw: true,
        },
      ],
    }));
    server.reply(interviewEndpoints.hold, { batchId: BATCH_ID }, () => {
      me = meAs({ batches: [] });
      return problem('not_found', 'Either this does not exist, or it is not yours to see.');
    });
    const { user } = openApp(GOAL_ADDRESS);
    await keep(user, /7:30 pm/);
    expect(await screen.findByRole('region', { name: 'Your place is paused' })).toBeVisible();
    expect(screen.queryByText(/Ask your cohort admin to add you/)).not.toBeInTheDocument();
    expect(await accessibilityFaults()).toEqual([]);
  });
});
