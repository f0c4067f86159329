import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { jest } from '@jest/globals';
import { catalogEndpoints } from '@dryrun/contracts/catalog.contract';
import { cohortEndpoints } from '@dryrun/contracts/cohorts.contract';
import { feedbackEndpoints } from '@dryrun/contracts/feedback.contract';
import { interviewEndpoints } from '@dryrun/contracts/interviews.contract';
import { schedulingEndpoints, type AvailabilityView } from '@dryrun/contracts/scheduling.contract';
import { accessibilityFaults } from '../../test/accessibility.ts';
import { problem } from '../../test/fake-server.ts';
import { batchOf, DAY, GOAL_OPTIONS, INTERVIEW_ID } from '../../test/fixtures.ts';
import { BATCH_ID, meAs, MENTOR, openApp, serverFor } from '../../test/open-app.tsx';

const HOURS: AvailabilityView = {
  version: 3,
  timeZone: 'Europe/Lisbon',
  meetingUrl: 'https://meet.example/tomas',
  rules: [
    { weekday: 1, start: '19:00', end: '21:00' },
    { weekday: 5, start: '22:00', end: '01:00' },
  ],
  exceptions: [{ onDate: '2031-12-24', intervals: [], note: 'Christmas' }],
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
  bookedOutside: [],
  notes: ['Friday 22:00–01:00 ends on the next day.'],
  preview: [{ startsAt: '2031-11-24T19:00:00.000Z', endsAt: '2031-11-24T21:00:00.000Z' }],
};

function mentorWith(hours: AvailabilityView = HOURS) {
  const server = serverFor(
    meAs({
      person: { ...MENTOR, email: 'tomas@demo.invalid' },
      batches: [{ id: BATCH_ID, name: 'Batch 01 · Aarambh', timeZone: 'Asia/Kolkata', roles: ['mentor'] }],
    }),
  );
  let saved = hours;
  server.reply(schedulingEndpoints.myAvailability, {}, () => saved);
  server.reply(schedulingEndpoints.saveMyAvailability, {}, ({ body }) => {
    const sent = body as AvailabilityView;
    if (sent.version !== saved.version) return problem('stale_version', 'Saved elsewhere in between.');
    return (saved = { ...saved, ...sent, version: saved.version + 1, notes: ['Monday 19:00–22:30 overlaps.'] });
  });
  return {
    server,
    saves: () => server.seen(schedulingEndpoints.saveMyAvailability).filter(({ method }) => method === 'PUT'),
    /** Another tab saves. */
    elsewhere: (over: Partial<AvailabilityView>) => (saved = { ...saved, ...over, version: saved.version + 1 }),
  };
}

/** The batch and the formats that the preview is for. */
function serveBatch(server: ReturnType<typeof serverFor>) {
  server.reply(cohortEndpoints.batch, { batchId: BATCH_ID }, () => batchOf());
  server.reply(catalogEndpoints.goalOptions, {}, () => GOAL_OPTIONS);
  return () => server.seen(schedulingEndpoints.previewMyAvailability);
}

const day = (name: string) => screen.getByRole('group', { name });
/** A time field takes a whole time at once, as from the phone's wheel. */
const setTime = (label: string, time: string, at = 0) =>
  fireEvent.change(screen.getAllByLabelText(label)[at] as HTMLElement, { target: { value: time } });
const saveButton = () => screen.getByRole('button', { name: 'Save' });

describe('a mentor’s hours', () => {
  it('shows the week, the dates, the server’s notes, and what learners see on their clock', async () => {
    mentorWith();
    openApp('/availability');
    expect(await screen.findByText('Friday 22:00–01:00 ends on the next day.')).toBeVisible();
    expect(within(day('Monday')).getByLabelText('Monday from')).toHaveValue('19:00');
    expect(day('Friday')).toHaveTextContent('ends on Saturday');
    expect(day('Tuesday')).toHaveTextContent('No hours');
    const date = screen.getByRole('group', { name: /24 Dec, day off/ });
    expect(within(date).getByLabelText('Note to yourself')).toHaveValue('Christmas');
    const seen = screen.getByRole('region', { name: 'Learners in IST see' });
    expect(seen).toHaveTextContent('Tue, 25 Nov');
    expect(seen).toHaveTextContent('12:30 am – 2:30 am');
    expect(seen).toHaveTextContent('you: Mon, 24 Nov, 7:00 pm – 9:00 pm');
    expect(saveButton()).toBeDisabled();
    expect(await accessibilityFaults()).toEqual([]);
  });

  it('saves only when asked, all of it at once, with the version it was built on', async () => {
    const { saves } = mentorWith();
    const { user } = openApp('/availability');
    await screen.findByRole('group', { name: 'Monday' });
    setTime('Monday to', '22:30');
    await user.click(screen.getByRole('button', { name: 'Add hours on Tuesday' }));
    setTime('Tuesday from', '10:00');
    setTime('Tuesday to', '00:00');
    await user.click(screen.getByRole('button', { name: 'Add a day off' }));
    expect(screen.getByRole('region', { name: 'Learners in IST see' })).toHaveTextContent('Once you save.');
    expect(saves()).toEqual([]);
    await user.click(saveButton());
    expect(await screen.findByText('Saved. Learners see these hours now.')).toBeVisible();
    expect(screen.getByText('Monday 19:00–22:30 overlaps.')).toBeVisible();
    expect(saves().map(({ body }) => body)).toEqual([
      {
        version: 3,
        timeZone: 'Europe/Lisbon',
        meetingUrl: 'https://meet.example/tomas',
        rules: [
          { weekday: 1, start: '19:00', end: '22:30' },
          { weekday: 5, start: '22:00', end: '01:00' },
          { weekday: 2, start: '10:00', end: '24:00' },
        ],
        exceptions: [
          HOURS.exceptions[0],
          { onDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), intervals: [], note: '' },
        ],
        timeOff: [],
        stays: [],
        limits: HOURS.limits,
      },
    ]);
  });

  it('shows what learners would see of the hours on the screen before they are saved', async () => {
    mentorWith({ ...HOURS, rules: [], exceptions: [], preview: [], timeZone: 'Asia/Kolkata' });
    const { user } = openApp('/availability');
    const seen = await screen.findByRole('region', { name: 'Learners in IST see' });
    expect(seen).toHaveTextContent('nobody can book you');
    // The day after tomorrow comes twice in two weeks.
    const name = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'Asia/Kolkata' }).format(
      Date.now() + 2 * DAY,
    );
    await user.click(screen.getByRole('button', { name: `Add hours on ${name}` }));
    setTime(`${name} from`, '06:15');
    setTime(`${name} to`, '07:45');
    expect(within(seen).getAllByText('6:15 am – 7:45 am')).toHaveLength(2);
    expect(within(seen).getAllByText(new RegExp(`^${name.slice(0, 3)}, `))).toHaveLength(2);
    expect(within(seen).queryByText(/you:/)).not.toBeInTheDocument();
  });

  it('takes changes back step by step, and all at once', async () => {
    const { saves } = mentorWith();
    const { user } = openApp('/availability');
    await screen.findByRole('group', { name: 'Monday' });
    setTime('Monday from', '18:00');
    setTime('Monday from', '17:00');
    await user.click(screen.getByRole('button', { name: /^Remove Friday/ }));
    expect(day('Friday')).toHaveTextContent('No hours');
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(within(day('Friday')).getByLabelText('Friday from')).toHaveValue('22:00');
    expect(screen.getByLabelText('Monday from')).toHaveValue('17:00');
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(screen.getByLabelText('Monday from')).toHaveValue('19:00');
    expect(saveButton()).toBeDisabled();
    setTime('Monday from', '06:00');
    await user.click(screen.getByRole('button', { name: 'Discard' }));
    expect(screen.getByLabelText('Monday from')).toHaveValue('19:00');
    expect(saves()).toEqual([]);
  });

  it('copies the hours of a day to the others, replacing theirs', async () => {
    mentorWith();
    const { user } = openApp('/availability');
    await screen.findByRole('group', { name: 'Monday' });
    await user.click(screen.getByRole('button', { name: 'Copy the hours of Monday' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Monday to Friday' }));
    expect(screen.getAllByLabelText(/ from$/).map((field) => field.getAttribute('aria-label'))).toEqual([
      'Monday from',
      'Tuesday from',
      'Wednesday from',
      'Thursday from',
      'Friday from',
    ]);
    expect(screen.getByLabelText('Friday to')).toHaveValue('21:00');
  });

  it('says kindly that hours overlap, and sends nothing that cannot be used', async () => {
    const { saves } = mentorWith();
    const { user } = openApp('/availability');
    await screen.findByRole('group', { name: 'Monday' });
    await user.click(screen.getByRole('button', { name: 'Add hours on Monday' }));
    setTime('Monday from', '20:00', 1);
    setTime('Monday to', '22:00', 1);
    expect(day('Monday')).toHaveTextContent('Overlaps other hours; together they count as one stretch.');
    setTime('Monday to', '', 1);
    const link = screen.getByLabelText('Where you meet');
    await user.clear(link);
    await user.paste('meet me at noon');
    expect(screen.getByText('Paste a link that begins with https://')).toBeVisible();
    await user.click(saveButton());
    expect(screen.getByText('2 places to mend before saving')).toBeVisible();
    expect(screen.getAllByLabelText('Monday to')[1]).toHaveFocus();
    expect(saves()).toEqual([]);
    expect(await accessibilityFaults()).toEqual([]);
  });

  it('marks the place that the server refuses, and keeps everything on the screen', async () => {
    const { server } = mentorWith();
    server.reply(schedulingEndpoints.saveMyAvailability, {}, () =>
      problem('invalid_input', 'Nothing was saved.', {
        errors: [{ pointer: '/body/rules/1/start', message: 'That start is not possible.' }],
      }),
    );
    const { user } = openApp('/availability');
    await screen.findByRole('group', { name: 'Monday' });
    setTime('Monday to', '22:00');
    await user.click(saveButton());
    await waitFor(() => expect(day('Friday')).toHaveTextContent('That start is not possible.'));
    expect(screen.getByRole('alert')).toHaveTextContent('Nothing was saved.');
    expect(screen.getByLabelText('Monday to')).toHaveValue('22:00');
    setTime('Friday from', '21:00');
    expect(day('Friday')).not.toHaveTextContent('That start is not possible.');
  });

  it('puts both versions side by side when another tab saved, and overwrites nothing unasked', async () => {
    const { saves, elsewhere } = mentorWith();
    const { user } = openApp('/availability');
    await screen.findByRole('group', { name: 'Monday' });
    setTime('Monday to', '22:30');
    await user.click(screen.getByRole('button', { name: /^Remove Friday/ }));
    elsewhere({ rules: [{ weekday: 1, start: '18:00', end: '20:00' }, ...HOURS.rules.slice(1)], meetingUrl: '' });
    await user.click(saveButton());
    expect(await screen.findByRole('region', { name: 'Saved elsewhere in between' })).toBeVisible();
    const monday = screen.getByRole('group', { name: 'Monday' });
    expect(within(monday).getByLabelText(/On this screen/)).toBeChecked();
    expect(monday).toHaveTextContent('7:00 pm – 10:30 pm');
    expect(monday).toHaveTextContent('6:00 pm – 8:00 pm');
    expect(screen.queryByRole('group', { name: 'Tuesday' })).not.toBeInTheDocument();
    expect(await accessibilityFaults()).toEqual([]);
    await user.click(within(monday).getByLabelText(/Saved elsewhere/));
    await user.click(within(screen.getByRole('group', { name: 'Where you meet' })).getByLabelText(/Saved elsewhere/));
    await user.click(screen.getByRole('button', { name: 'Go on with what is ticked' }));
    expect(await screen.findByLabelText('Monday from')).toHaveValue('18:00');
    expect(day('Friday')).toHaveTextContent('No hours');
    expect(saves()).toHaveLength(1);
    await user.click(saveButton());
    await waitFor(() => expect(saves()).toHaveLength(2));
    expect(saves()[1]?.body).toMatchObject({
      version: 4,
      meetingUrl: '',
      rules: [{ weekday: 1, start: '18:00', end: '20:00' }],
    });
  });

  it('keeps the changes when the server cannot be reached', async () => {
    const { server } = mentorWith();
    server.on('PUT', '/api/my/availability', () => Promise.reject(new TypeError('offline')));
    const { user } = openApp('/availability');
    await screen.findByRole('group', { name: 'Monday' });
    setTime('Monday to', '22:30');
    await user.click(saveButton());
    expect(await screen.findByRole('alert')).toHaveTextContent('No connection');
    expect(screen.getByText('Not saved. No connection')).toBeVisible();
    expect(screen.getByLabelText('Monday to')).toHaveValue('22:30');
    expect(saveButton()).toBeEnabled();
  });

  it('paints the same week: by keyboard, by tap, one step of undo each, and the list shows what was painted', async () => {
    const { saves } = mentorWith();
    const { user } = openApp('/availability?view=paint');
    const grid = await screen.findByRole('grid', { name: 'Hours of every week' });
    const cell = (name: RegExp) => within(grid).getByRole('gridcell', { name });
    expect(cell(/^Monday 7:00 pm, open/)).toHaveAttribute('aria-selected', 'true');
    expect(cell(/^Saturday 12:30 am, open/)).toHaveAttribute('aria-selected', 'true');
    const ten = cell(/^Tuesday 10:00 am/);
    ten.focus();
    await user.keyboard(' {Shift>}{ArrowDown}{ArrowRight}{/Shift}');
    expect(cell(/^Wednesday 10:30 am/)).toHaveFocus();
    expect(cell(/^Wednesday 10:00 am, open/)).toBeInTheDocument();
    fireEvent.click(cell(/^Sunday 9:00 am/), { detail: 1 });
    expect(cell(/^Sunday 9:00 am, open/)).toBeInTheDocument();
    expect(await accessibilityFaults()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(cell(/^Sunday 9:00 am, closed/)).toBeInTheDocument();
    await user.click(screen.getByRole('radio', { name: 'List' }));
    expect(await screen.findByLabelText('Wednesday from')).toHaveValue('10:00');
    expect(screen.getByLabelText('Wednesday to')).toHaveValue('11:00');
    await user.click(saveButton());
    await waitFor(() => expect(saves()).toHaveLength(1));
    expect((saves()[0]?.body as AvailabilityView).rules).toEqual([
      ...HOURS.rules,
      { weekday: 2, start: '10:00', end: '11:00' },
      { weekday: 3, start: '10:00', end: '11:00' },
    ]);
  });

  it('shows the starts that the server’s slot engine gives, and why there are none', async () => {
    const { server } = mentorWith();
    const asked = serveBatch(server);
    let starts = ['2031-11-24T19:00:00.000Z', '2031-11-24T19:30:00.000Z'];
    server.reply(schedulingEndpoints.previewMyAvailability, {}, () => ({
      starts,
      reasons:
        starts.length > 0
          ? []
          : [{ code: 'notice' as const, count: 4, sentence: '4 starts are too soon to be booked.' }],
      searchedUntil: '2031-12-08T00:00:00.000Z',
      bookedOutside: [],
    }));
    openApp('/availability');
    const seen = await screen.findByRole('region', { name: 'Learners in IST see' });
    await waitFor(() => expect(seen).toHaveTextContent('12:30 am, 1:00 am'));
    expect(within(seen).getByLabelText('Looking for')).toHaveDisplayValue('System design, 45 min');
    expect(seen).toHaveTextContent('you: Mon, 24 Nov, 7:00 pm – 7:30 pm');
    starts = ['2031-11-24T19:00:00.000Z', '2031-11-24T19:30:00.000Z', '2031-11-25T07:00:00.000Z'];
    setTime('Monday to', '22:15');
    await waitFor(() => expect(seen).toHaveTextContent('you: Mon, 24 Nov, 7:00 pm – 7:30 pm · 7:00 am'));
    starts = [];
    setTime('Monday to', '22:30');
    await waitFor(() => expect(seen).toHaveTextContent('nobody can book you'));
    expect(seen).toHaveTextContent('4 starts are too soon to be booked.');
    expect(asked().at(-1)?.body).toMatchObject({ minutes: 45, hours: { rules: [{ end: '22:30' }, {}] } });
  });

  it('names the mocks inside time off before it is saved, and what becomes of them', async () => {
    const { server, saves } = mentorWith();
    serveBatch(server);
    const startsAt = '2031-11-26T19:00:00.000Z';
    const booked = { interviewId: INTERVIEW_ID, startsAt, endsAt: '2031-11-26T19:45:00.000Z', isInTimeOff: true };
    server.reply(schedulingEndpoints.previewMyAvailability, {}, ({ body }) => ({
      starts: [],
      reasons: [],
      searchedUntil: '2031-12-08T00:00:00.000Z',
      bookedOutside: (body as { hours: AvailabilityView }).hours.timeOff.length > 0 ? [booked] : [],
    }));
    const { user } = openApp('/availability');
    await user.click(await screen.findByRole('button', { name: 'Add time off' }));
    expect(await screen.findByText('One booked mock lies in your time off')).toBeVisible();
    await user.click(saveButton());
    const dialog = await screen.findByRole('dialog', { name: 'Mocks are booked in that time off' });
    expect(dialog).toHaveTextContent('They stay booked');
    expect(within(dialog).getByRole('link')).toHaveAttribute('href', expect.stringContaining(INTERVIEW_ID));
    expect(saves()).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Back' }));
    expect(saves()).toEqual([]);
    await user.click(saveButton());
    await user.click(await screen.findByRole('button', { name: 'Save the time off' }));
    await waitFor(() => expect(saves()).toHaveLength(1));
  });

  it('says beside each limit which of the two counts, the mentor’s or the batch’s', async () => {
    const { server, saves } = mentorWith();
    serveBatch(server);
    const { user } = openApp('/availability');
    await user.click(await screen.findByText('Limits of your own'));
    const before = screen.getByLabelText('Free before a mock');
    expect(before).toHaveAccessibleDescription('Your batch: 10 min.');
    await user.type(before, '5');
    expect(before).toHaveAccessibleDescription('Your batch is stricter: 10 min counts.');
    await user.type(before, '0');
    expect(before).toHaveAccessibleDescription('Your batch: 10 min.');
    await user.type(screen.getByLabelText('Booked at least ahead'), '24');
    await user.click(saveButton());
    await waitFor(() => expect(saves()).toHaveLength(1));
    expect((saves()[0]?.body as AvailabilityView).limits).toEqual({
      ...HOURS.limits,
      bufferBeforeMinutes: 50,
      noticeMinutes: 1440,
    });
  });

  it('asks before unsaved hours are left behind, and only then', async () => {
    const { server } = mentorWith();
    server.reply(interviewEndpoints.list, {}, () => ({ items: [] }));
    server.reply(feedbackEndpoints.myFeedback, {}, () => ({ items: [] }));
    const confirm = jest.spyOn(window, 'confirm').mockReturnValue(false);
    try {
      const { user, address } = openApp('/availability');
      await screen.findByRole('group', { name: 'Monday' });
      setTime('Monday to', '22:30');
      await user.click(screen.getByRole('link', { name: 'Mocks' }));
      await waitFor(() => expect(confirm).toHaveBeenCalledTimes(1));
      expect(address()).toBe('/availability');
      expect(screen.getByLabelText('Monday to')).toHaveValue('22:30');
      await user.click(screen.getByRole('button', { name: 'Discard' }));
      await user.click(screen.getByRole('link', { name: 'Mocks' }));
      await waitFor(() => expect(address()).toBe('/interviews'));
      expect(confirm).toHaveBeenCalledTimes(1);
    } finally {
      confirm.mockRestore();
    }
  });
});
