import { screen } from '@testing-library/react';
import { bookingEndpoints } from '@dryrun/contracts/bookings.contract';
import { catalogEndpoints } from '@dryrun/contracts/catalog.contract';
import { cohortEndpoints } from '@dryrun/contracts/cohorts.contract';
import { insightEndpoints } from '@dryrun/contracts/insights.contract';
import { interviewEndpoints } from '@dryrun/contracts/interviews.contract';
import { DEFAULT_POLICY } from '@dryrun/domain/cohorts/batch-policy';
import { accessibilityFaults } from '../../test/accessibility.ts';
import { DAY, fromNow, GOAL_OPTIONS, INTERVIEW_ID, interviewOf } from '../../test/fixtures.ts';
import { BATCH_ID, LEARNER, meAs, MENTOR, openApp, serverFor } from '../../test/open-app.tsx';

const admin = () =>
  meAs({
    person: {
      id: '99999999-9999-4999-8999-999999999999',
      name: 'Kavya',
      timeZone: 'Asia/Kolkata',
      email: 'k@demo.invalid',
    },
    batches: [{ id: BATCH_ID, name: 'Batch 01', timeZone: 'Asia/Kolkata', roles: ['cohortAdmin'] }],
  });

function batchServer() {
  const server = serverFor(admin());
  server.reply(cohortEndpoints.batch, { batchId: BATCH_ID }, () => ({
    id: BATCH_ID,
    name: 'Batch 01',
    focus: '',
    state: 'active' as const,
    timeZone: 'Asia/Kolkata',
    startsOn: '2026-10-12',
    weeks: 12,
    currentWeek: 6,
    policy: DEFAULT_POLICY,
    learnerCount: 1,
    capacity: null,
    version: 1,
    mentors: [{ ...MENTOR, isLead: false, tracks: ['kubernetes'], levels: ['senior' as const] }],
  }));
  server.reply(insightEndpoints.overview, { batchId: BATCH_ID }, () => ({
    batchId: BATCH_ID,
    currentWeek: 6,
    weeks: [],
    learners: [{ person: LEARNER, held: 2, openNextSteps: 0, lastHeldAt: null, mocks: [], flags: [] }],
    owed: [],
    thisWeek: { withMock: 1, withoutMock: 0 },
  }));
  server.reply(catalogEndpoints.goalOptions, {}, () => GOAL_OPTIONS);
  return server;
}

describe('the bookings of a batch', () => {
  it('are filtered by state and person in the address, and lead to their page', async () => {
    const server = batchServer();
    server.reply(interviewEndpoints.list, {}, ({ address }) => ({
      items: address.includes('show=cancelled') ? [] : [interviewOf({ viewerIs: 'overseer' })],
    }));
    const { user, address } = openApp(`/batches/${BATCH_ID}/bookings`);
    expect(await screen.findByRole('link', { name: `${LEARNER.name} with ${MENTOR.name}` })).toHaveAttribute(
      'href',
      expect.stringContaining(`/interviews/${INTERVIEW_ID}`),
    );
    expect(await accessibilityFaults()).toEqual([]);
    await user.selectOptions(await screen.findByLabelText('Person'), MENTOR.name);
    expect(address()).toContain(`person=${MENTOR.id}`);
    await user.click(screen.getByRole('link', { name: 'Cancelled' }));
    expect(await screen.findByText('No mock was cancelled.')).toBeVisible();
    const last = server.seen(interviewEndpoints.list).at(-1)?.address;
    expect(last).toContain('show=cancelled');
    expect(last).toContain(`personId=${MENTOR.id}`);
  });
});

describe('booking for a learner', () => {
  const startsAt = fromNow(3 * DAY);

  function open() {
    const server = batchServer();
    const params = { batchId: BATCH_ID, personId: LEARNER.id };
    server.reply(bookingEndpoints.learnerQuota, params, () => ({
      perWeek: 1,
      weeks: [],
      extrasLeft: 0,
      extras: [],
      sentence: '1 of 1 mock used this week.',
    }));
    server.reply(bookingEndpoints.learnerSlots, params, () => ({
      items: [{ startsAt, endsAt: startsAt, mentors: [MENTOR] }],
      reasons: [],
      mentorCount: 1,
      searchedUntil: fromNow(14 * DAY),
    }));
    server.reply(bookingEndpoints.bookOnBehalf, { batchId: BATCH_ID }, () => interviewOf({ viewerIs: 'overseer' }));
    server.reply(interviewEndpoints.get, { interviewId: INTERVIEW_ID }, () => interviewOf({ viewerIs: 'overseer' }));
    return {
      server,
      ...openApp(`/batches/${BATCH_ID}/book?learner=${LEARNER.id}&format=system-design&track=kubernetes&level=senior`),
    };
  }

  it('takes a time from the learner’s list, asks for the reason, and opens the mock', async () => {
    const { server, user, address } = open();
    await user.click(await screen.findByRole('button', { name: 'Choose' }));
    expect(screen.getByRole('button', { name: 'Book for Asha' })).toBeDisabled();
    expect(screen.getByLabelText(/Reason/, { selector: 'textarea' })).toHaveFocus();
    await user.type(screen.getByLabelText(/Reason/, { selector: 'textarea' }), 'Asked by phone');
    expect(await accessibilityFaults()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Book for Asha' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'System design · Kubernetes' })).toBeVisible();
    expect(address()).toContain(`/interviews/${INTERVIEW_ID}`);
    expect(server.seen(bookingEndpoints.bookOnBehalf, { batchId: BATCH_ID })[0]?.body).toMatchObject({
      learnerId: LEARNER.id,
      mentorId: MENTOR.id,
      startsAt,
      reason: 'Asked by phone',
    });
  });

  it('takes any other time too, on the clock of the page', async () => {
    const { server, user } = open();
    await user.click(await screen.findByRole('button', { name: 'Another time, beyond the rules' }));
    await user.type(screen.getByLabelText('Date'), '2031-03-04');
    await user.type(screen.getByLabelText('Time in Kolkata'), '06:15');
    await user.selectOptions(screen.getByLabelText('Mentor'), MENTOR.name);
    await user.type(screen.getByLabelText(/Reason/, { selector: 'textarea' }), 'Interview tomorrow');
    await user.click(screen.getByRole('button', { name: 'Book for Asha' }));
    expect(server.seen(bookingEndpoints.bookOnBehalf, { batchId: BATCH_ID })[0]?.body).toMatchObject({
      startsAt: '2031-03-04T00:45:00.000Z',
    });
  });
});
