import { screen, waitFor, within } from '@testing-library/react';
import { busyCalendarEndpoints, type BusyCalendarView } from '@dryrun/contracts/busy-calendar.contract';
import { catalogEndpoints } from '@dryrun/contracts/catalog.contract';
import { cohortEndpoints } from '@dryrun/contracts/cohorts.contract';
import { qualificationEndpoints, type QualificationView } from '@dryrun/contracts/qualifications.contract';
import { schedulingEndpoints, type AvailabilityView } from '@dryrun/contracts/scheduling.contract';
import { accessibilityFaults } from '../../test/accessibility.ts';
import { problem } from '../../test/fake-server.ts';
import { batchOf, fromNow, GOAL_OPTIONS, HOUR, INTERVIEW_ID } from '../../test/fixtures.ts';
import { mentorMe } from '../../test/mentor-fixtures.ts';
import { BATCH_ID, meAs, MENTOR, openApp, serverFor } from '../../test/open-app.tsx';

const HOURS: AvailabilityView = {
  version: 1,
  timeZone: 'Europe/Lisbon',
  meetingUrl: '',
  rules: [{ weekday: 1, start: '19:00', end: '21:00' }],
  exceptions: [],
  timeOff: [],
  stays: [],
  limits: {
    bufferBeforeMinutes: null,
    bufferAfterMinutes: null,
    stepMinutes: null,
    noticeMinutes: null,
    maxPerDay: null,
    maxPerWeek: null,
  },
  notes: [],
  bookedOutside: [],
  preview: [],
};
const NONE: BusyCalendarView = {
  label: null,
  state: 'none',
  lastReadAt: null,
  failingSince: null,
  problem: null,
  busyCount: 0,
  conflicts: [],
};
const QUALIFIED: QualificationView = {
  granted: { tracks: ['aws', 'kubernetes'], levels: ['mid', 'senior'], formats: null },
  own: { tracks: null, levels: null, formats: null },
  can: { grant: false, narrow: true },
};
const params = { batchId: BATCH_ID, personId: MENTOR.id };

function open(first: BusyCalendarView = NONE) {
  const server = serverFor(mentorMe());
  let standing = first;
  server.reply(schedulingEndpoints.myAvailability, {}, () => HOURS);
  server.reply(busyCalendarEndpoints.busyCalendar, {}, () => standing);
  server.reply(busyCalendarEndpoints.connectBusyCalendar, {}, () => {
    standing = { ...NONE, label: 'cal.example.org ….ics', state: 'waiting' };
    return standing;
  });
  server.reply(busyCalendarEndpoints.disconnectBusyCalendar, {}, () => (standing = NONE));
  server.reply(cohortEndpoints.batch, { batchId: BATCH_ID }, () => batchOf());
  server.reply(catalogEndpoints.goalOptions, {}, () => GOAL_OPTIONS);
  server.reply(qualificationEndpoints.qualification, params, () => QUALIFIED);
  return {
    server,
    ...openApp('/availability'),
    /** The server has read it meanwhile. */
    becomes: (next: Partial<BusyCalendarView>) => (standing = { ...standing, ...next }),
  };
}
const panel = (name = 'Your other calendar') => screen.findByRole('region', { name });

describe('a mentor’s other calendar', () => {
  it('is connected by its address, and the page follows until it was read', async () => {
    const { user, server, becomes } = open();
    const field = await screen.findByLabelText('Address of the calendar');
    await user.click(field);
    await user.paste('webcal://cal.example.org/private/basic.ics');
    await user.click(screen.getByRole('button', { name: 'Connect' }));
    expect(await screen.findByText('Reading it for the first time')).toBeVisible();
    expect(server.seen(busyCalendarEndpoints.connectBusyCalendar).at(-1)?.body).toEqual({
      url: 'webcal://cal.example.org/private/basic.ics',
    });
    becomes({ state: 'ok', lastReadAt: fromNow(0), busyCount: 3 });
    expect(await screen.findByText('Works', {}, { timeout: 6_000 })).toBeVisible();
    expect(await panel()).toHaveTextContent('3 busy stretches ahead.');
    expect(await panel()).not.toHaveTextContent('private/basic');
    expect(await accessibilityFaults()).toEqual([]);
  }, 20_000);

  it('says at the field why an address is never read', async () => {
    const { user, server } = open();
    server.reply(busyCalendarEndpoints.connectBusyCalendar, {}, () =>
      problem('invalid_input', 'Nothing was connected.', {
        errors: [{ pointer: '/body/url', message: 'That address is not on the public internet.' }],
      }),
    );
    await user.type(await screen.findByLabelText('Address of the calendar'), 'http://127.0.0.1/x.ics');
    await user.click(screen.getByRole('button', { name: 'Connect' }));
    await waitFor(() =>
      expect(screen.getByLabelText('Address of the calendar')).toHaveAccessibleDescription(
        'That address is not on the public internet.',
      ),
    );
  });

  it('that fails says since when and what counts meanwhile; one that clashes leads to the mock', async () => {
    open({
      label: 'cal.example.org ….ics',
      state: 'failing',
      lastReadAt: fromNow(-3 * HOUR),
      failingSince: fromNow(-HOUR),
      problem: 'That address cannot answer right now (it answered 500).',
      busyCount: 1,
      conflicts: [{ interviewId: INTERVIEW_ID, startsAt: fromNow(HOUR), endsAt: fromNow(2 * HOUR) }],
    });
    const seen = await panel();
    await waitFor(() => expect(seen).toHaveTextContent('Last read 3 hours ago; failing since'));
    expect(seen).toHaveTextContent('Until it can be read again, what was read last counts.');
    expect(within(seen).getByRole('alert')).toHaveTextContent('Your learner is told too');
    expect(within(seen).getByRole('link')).toHaveAttribute('href', expect.stringContaining(INTERVIEW_ID));
    expect(await accessibilityFaults()).toEqual([]);
  });

  it('is forgotten when it is disconnected', async () => {
    const { user } = open({ ...NONE, label: 'cal.example.org ….ics', state: 'ok', lastReadAt: fromNow(0) });
    await user.click(await screen.findByRole('button', { name: 'Disconnect' }));
    expect(await screen.findByLabelText('Address of the calendar')).toBeVisible();
  });
});

describe('what a mentor gives', () => {
  it('offers what is granted alone, and sends what is left out, all as null', async () => {
    const { user, server } = open();
    server.reply(qualificationEndpoints.narrowQualification, params, ({ body }) => ({
      ...QUALIFIED,
      own: body as QualificationView['own'],
    }));
    const gives = await panel('What you give');
    expect(await within(gives).findByLabelText('System design')).toBeChecked();
    expect(within(gives).queryByLabelText('Junior')).not.toBeInTheDocument();
    await user.click(within(gives).getByLabelText('AWS'));
    await user.click(within(gives).getByRole('button', { name: 'Save what I give' }));
    await waitFor(() =>
      expect(server.seen(qualificationEndpoints.narrowQualification, params).at(-1)?.body).toEqual({
        tracks: ['kubernetes'],
        levels: null,
        formats: null,
      }),
    );
    await waitFor(() => expect(within(gives).getByLabelText('AWS')).not.toBeChecked());
  });
});

describe('a mentor’s hours for the batch’s staff', () => {
  it('are saved on their behalf without the link, beside what they may give', async () => {
    const server = serverFor(
      meAs({
        batches: [{ id: BATCH_ID, name: 'Batch 01 · Aarambh', timeZone: 'Asia/Kolkata', roles: ['cohortAdmin'] }],
      }),
    );
    server.reply(cohortEndpoints.batch, { batchId: BATCH_ID }, () => batchOf());
    server.reply(catalogEndpoints.goalOptions, {}, () => GOAL_OPTIONS);
    server.reply(qualificationEndpoints.qualification, params, () => ({
      ...QUALIFIED,
      can: { grant: true, narrow: false },
    }));
    server.reply(qualificationEndpoints.grantQualification, params, ({ body }) => ({
      ...QUALIFIED,
      granted: body as QualificationView['granted'],
    }));
    server.reply(schedulingEndpoints.mentorAvailability, params, () => HOURS);
    server.reply(schedulingEndpoints.saveMentorAvailability, params, ({ body }) => ({
      ...HOURS,
      ...(body as AvailabilityView),
      version: 2,
    }));
    const { user } = openApp(`/batches/${BATCH_ID}/mentors/${MENTOR.id}`);
    expect(await screen.findByRole('heading', { name: MENTOR.name })).toBeVisible();
    const gives = await panel('What they may give');
    await user.click(await within(gives).findByLabelText('Junior'));
    await user.click(within(gives).getByRole('button', { name: 'Save what they may give' }));
    await waitFor(() =>
      expect(server.seen(qualificationEndpoints.grantQualification, params).at(-1)?.body).toEqual({
        tracks: ['aws', 'kubernetes'],
        levels: ['mid', 'senior', 'junior'],
        formats: null,
      }),
    );
    expect(screen.queryByLabelText('Where you meet')).not.toBeInTheDocument();
    // Whoever edits them is told of the mentor, not of themself.
    expect(screen.getByText('Limits of their own')).toBeVisible();
    expect(screen.getByText(/^They can be stricter than the batch/)).toBeInTheDocument();
    expect(document.body).not.toHaveTextContent(/\byour\b/i);
    await user.click(await screen.findByRole('button', { name: 'Add hours on Tuesday' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(server.seen(schedulingEndpoints.saveMentorAvailability, params)).toHaveLength(1));
    const sent = server.seen(schedulingEndpoints.saveMentorAvailability, params)[0]?.body as Record<string, unknown>;
    expect(Object.keys(sent)).not.toContain('meetingUrl');
    expect(sent).toMatchObject({ version: 1, rules: [{ weekday: 1 }, { weekday: 2 }] });
    expect(await accessibilityFaults()).toEqual([]);
  });
});
