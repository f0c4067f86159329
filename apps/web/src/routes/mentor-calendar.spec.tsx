import { screen, waitFor, within } from '@testing-library/react';
import { calendarEndpoints, type CalendarView, type FreeBusyView } from '@dryrun/contracts/calendar.contract';
import { interviewEndpoints } from '@dryrun/contracts/interviews.contract';
import { accessibilityFaults } from '../../test/accessibility.ts';
import { INTERVIEW_ID, interviewOf, OTHER_MENTOR } from '../../test/fixtures.ts';
import { mentorMe } from '../../test/mentor-fixtures.ts';
import { BATCH_ID, LEARNER, MENTOR, openApp, serverFor } from '../../test/open-app.tsx';

const span = (startsAt: string, endsAt: string) => ({ startsAt, endsAt });
const WEEK: CalendarView = {
  timeZone: MENTOR.timeZone,
  hours: [span('2031-11-24T18:00:00Z', '2031-11-24T21:00:00Z')],
  busy: [span('2031-11-25T09:00:00Z', '2031-11-25T10:00:00Z')],
  bookings: [
    {
      interviewId: INTERVIEW_ID,
      ...span('2031-11-24T19:00:00Z', '2031-11-24T19:45:00Z'),
      role: 'mentor',
      state: 'confirmed',
    },
  ],
};
const COLLEAGUES: FreeBusyView[] = [
  {
    mentor: OTHER_MENTOR,
    hours: [span('2031-11-24T10:00:00Z', '2031-11-24T14:00:00Z')],
    busy: [span('2031-11-24T11:00:00Z', '2031-11-24T12:00:00Z')],
  },
];

function open(address = '/calendar?week=2031-11-24&zone=UTC') {
  const server = serverFor(mentorMe());
  server.reply(calendarEndpoints.myCalendar, {}, () => WEEK);
  server.reply(calendarEndpoints.freeBusy, { batchId: BATCH_ID }, () => ({ items: COLLEAGUES }));
  server.reply(interviewEndpoints.list, {}, () => ({
    items: [interviewOf({ viewerIs: 'mentor', startsAt: '2031-11-24T19:00:00Z' })],
  }));
  return { server, ...openApp(address) };
}
/** jsdom lays nothing out, so the week stands there twice: in columns and as an agenda. */
const [MONDAY, TUESDAY] = ['Mon, 24 Nov', 'Tue, 25 Nov'];
const day = async (name: string) => (await screen.findAllByRole('group', { name }))[0] as HTMLElement;

describe('a mentor’s week', () => {
  it('has hours, mocks with whom they are, and what the other calendar shows, on the clock of the page', async () => {
    const { server } = open();
    const monday = await day(MONDAY);
    expect(monday).toHaveTextContent('Hours 6:00 pm – 9:00 pm');
    await waitFor(() => expect(monday).toHaveTextContent(`System design with ${LEARNER.name} 7:00 pm – 7:45 pm`));
    expect(within(monday).getByRole('link')).toHaveAttribute('href', expect.stringContaining(INTERVIEW_ID));
    expect(await day(TUESDAY)).toHaveTextContent('Busy elsewhere 9:00 am – 10:00 am');
    expect(server.seen(calendarEndpoints.myCalendar).at(-1)?.address).toContain(
      'from=2031-11-24T00%3A00%3A00.000Z&until=2031-12-01T00%3A00%3A00.000Z',
    );
    expect(await accessibilityFaults()).toEqual([]);
  });

  it('begins on Monday whatever day the address says, and turns to the weeks around', async () => {
    const { user, address } = open('/calendar?week=2031-11-27&zone=UTC');
    await day(MONDAY);
    await user.click(screen.getByRole('link', { name: 'Week after' }));
    await waitFor(() => expect(address()).toContain('week=2031-12-01'));
    await user.click(screen.getByRole('link', { name: 'This week' }));
    await waitFor(() => expect(address()).not.toContain('week='));
  });

  it('says when colleagues are free: what they offer, less what is taken', async () => {
    open();
    const table = await screen.findByRole('table');
    const row = within(table).getByRole('row', { name: new RegExp(OTHER_MENTOR.name) });
    expect(within(row).getAllByRole('cell')[0]).toHaveTextContent('10:00 am – 11:00 am12:00 pm – 2:00 pm');
    expect(within(row).getAllByLabelText('not free')).toHaveLength(6);
  });
});
