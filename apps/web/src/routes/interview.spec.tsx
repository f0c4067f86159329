import { screen, within } from '@testing-library/react';
import { catalogEndpoints } from '@dryrun/contracts/catalog.contract';
import { interviewEndpoints, type InterviewView } from '@dryrun/contracts/interviews.contract';
import { accessibilityFaults } from '../../test/accessibility.ts';
import { problem } from '../../test/fake-server.ts';
import { fromNow, GOAL_OPTIONS, HOUR, INTERVIEW_ID, interviewOf, MINUTE } from '../../test/fixtures.ts';
import { mentorMe } from '../../test/mentor-fixtures.ts';
import { meAs, openApp, serverFor } from '../../test/open-app.tsx';

const PARAMS = { interviewId: INTERVIEW_ID };

function serverWith(interview: InterviewView) {
  const server = serverFor(meAs());
  server.reply(interviewEndpoints.get, PARAMS, () => interview);
  server.reply(catalogEndpoints.goalOptions, {}, () => GOAL_OPTIONS);
  return server;
}

const cancelled = (interview: InterviewView, isLate: boolean): InterviewView => ({
  ...interview,
  state: 'void',
  cancelled: { by: 'learner', at: fromNow(0), reason: 'Power cut at home', isLate },
  can: { cancel: false, start: false, weMet: false },
});

describe('one mock', () => {
  it('tells in advance how it goes and what is looked for, without what is meant for the interviewer', async () => {
    serverWith(interviewOf());
    openApp(`/interviews/${INTERVIEW_ID}`);
    expect(await screen.findByRole('heading', { level: 1, name: 'System design · Kubernetes' })).toBeVisible();
    const brief = await screen.findByRole('region', { name: 'What your mentor looks for' });
    expect(within(brief).getByText('Volunteer trade-offs').closest('details')).toHaveAttribute('open');
    expect(within(brief).getByText('Trade-offs: unasked, and it changed the answer')).toBeVisible();
    expect(screen.queryByText(/Push back twice/)).not.toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'https://meet.example/tomas' })).toHaveAttribute(
      'rel',
      'noreferrer noopener',
    );
    expect(screen.getByText(/for your mentor/)).toBeVisible();
    expect(await accessibilityFaults()).toEqual([]);
  });

  it.each(['learner', 'mentor', 'overseer'] as const)('can be passed on in a chat by its %s', async (viewerIs) => {
    const interview = interviewOf({ viewerIs });
    const server = serverFor(viewerIs === 'mentor' ? mentorMe() : meAs());
    server.reply(interviewEndpoints.get, PARAMS, () => interview);
    server.reply(catalogEndpoints.goalOptions, {}, () => GOAL_OPTIONS);
    openApp(`/interviews/${INTERVIEW_ID}`);
    const link = new URL((await screen.findByRole<HTMLAnchorElement>('link', { name: 'Share' })).href);
    const text = link.searchParams.get('text') ?? '';
    expect(text).toMatch(new RegExp(`^Mock interview.*System design.* http.*/interviews/${INTERVIEW_ID}$`));
    // What is confided to the mentor stays there.
    expect(text).not.toContain(interview.goal.note);
    expect(text.includes(interview.learner.name)).toBe(viewerIs === 'overseer');
  });

  it('opens the room a quarter of an hour before the start', async () => {
    serverWith(interviewOf({ startsAt: fromNow(20 * MINUTE) }));
    openApp(`/interviews/${INTERVIEW_ID}`);
    expect(await screen.findByText(/the room opens 15 minutes before/)).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Enter the room' })).not.toBeInTheDocument();
    serverWith(interviewOf({ startsAt: fromNow(14 * MINUTE) }));
    openApp(`/interviews/${INTERVIEW_ID}`);
    expect(await screen.findByRole('link', { name: 'Enter the room' })).toHaveAttribute(
      'href',
      `/interviews/${INTERVIEW_ID}/stage`,
    );
  });

  it('says that a cancellation is late before it is made, and that it was late afterwards', async () => {
    const interview = interviewOf({ startsAt: fromNow(5 * HOUR) });
    const server = serverWith(interview);
    server.reply(interviewEndpoints.cancel, PARAMS, () => cancelled(interview, true));
    const { user } = openApp(`/interviews/${INTERVIEW_ID}`);
    await user.click(await screen.findByRole('button', { name: 'Cancel' }));
    const dialog = await screen.findByRole('dialog', { name: 'Cancel this mock?' });
    expect(within(dialog).getByText('This is a late cancellation')).toBeVisible();
    await user.type(within(dialog).getByLabelText('A word to them'), 'Power cut at home');
    await user.click(within(dialog).getByRole('button', { name: 'Cancel the mock' }));
    expect(await screen.findByText('You cancelled this mock, late')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Cancel' })).not.toBeInTheDocument();
    const [sent] = server.seen(interviewEndpoints.cancel, PARAMS);
    expect(sent?.body).toEqual({ reason: 'Power cut at home', reasonCode: 'work' });
    expect(sent?.headers.get('idempotency-key')).toBeTruthy();
  });

  it('says until when cancelling is free while it is', async () => {
    serverWith(interviewOf());
    const { user } = openApp(`/interviews/${INTERVIEW_ID}`);
    await user.click(await screen.findByRole('button', { name: 'Cancel' }));
    expect(await screen.findByText(/Cancelling is free until/)).toBeVisible();
    expect(screen.queryByText('This is a late cancellation')).not.toBeInTheDocument();
  });

  it('keeps the reason in the form when the server refuses', async () => {
    const server = serverWith(interviewOf());
    server.reply(interviewEndpoints.cancel, PARAMS, () => problem('interview_state', 'It has already started.'));
    const { user } = openApp(`/interviews/${INTERVIEW_ID}`);
    await user.click(await screen.findByRole('button', { name: 'Cancel' }));
    await user.type(await screen.findByLabelText('A word to them'), 'Ill');
    await user.click(screen.getByRole('button', { name: 'Cancel the mock' }));
    expect(await screen.findByText('It has already started.')).toBeVisible();
    expect(screen.getByLabelText('A word to them')).toHaveValue('Ill');
  });

  it('shows an id that is not ours exactly as one that does not exist', async () => {
    const server = serverFor(meAs());
    server.reply(interviewEndpoints.get, PARAMS, () =>
      problem('not_found', 'Either this does not exist, or it is not yours to see.'),
    );
    openApp(`/interviews/${INTERVIEW_ID}`);
    expect(await screen.findByRole('heading', { level: 1, name: 'There is nothing here' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'Go to Today' })).toBeVisible();
  });
});

describe('the list of mocks', () => {
  it('shows upcoming ones first and past ones by address', async () => {
    const server = serverFor(meAs());
    server.reply(interviewEndpoints.list, {}, ({ address }) => ({
      items: address.includes('when=past')
        ? [interviewOf({ state: 'feedback_released', startsAt: fromNow(-48 * HOUR) })]
        : [],
    }));
    const { user, address } = openApp('/interviews?zone=Europe%2FLisbon');
    expect(await screen.findByText('No mock is booked.')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Upcoming' })).toHaveAttribute('aria-current', 'page');
    await user.click(screen.getByRole('link', { name: 'Past' }));
    expect(await screen.findByText('Feedback ready')).toBeVisible();
    expect(address()).toBe('/interviews?when=past&zone=Europe%2FLisbon');
    expect(screen.getByRole('link', { name: 'Past' })).toHaveAttribute('aria-current', 'page');
    expect(screen.getByRole('link', { name: 'Upcoming' })).not.toHaveAttribute('aria-current');
    expect(await accessibilityFaults()).toEqual([]);
  });

  it('lets the mentor meet somewhere else this time, and says what is wrong with a link', async () => {
    const server = serverFor(mentorMe());
    let standing = interviewOf({ viewerIs: 'mentor' });
    server.reply(interviewEndpoints.get, { interviewId: INTERVIEW_ID }, () => standing);
    server.reply(interviewEndpoints.setMeetingLink, { interviewId: INTERVIEW_ID }, ({ body }) => {
      const { url } = body as { url: string };
      if (!url.startsWith('https://'))
        return problem('invalid_input', 'Nothing was changed.', { errors: [{ pointer: '/body/url', message: 'No.' }] });
      return (standing = { ...standing, meetingUrl: url, hasOwnMeetingUrl: true });
    });
    const { user } = openApp(`/interviews/${INTERVIEW_ID}`);
    await user.click(await screen.findByText('Meet somewhere else this time'));
    await user.type(screen.getByLabelText('Link for this mock'), 'downstairs');
    await user.click(screen.getByRole('button', { name: 'Use it' }));
    expect(await screen.findByText('Paste a link that begins with https://')).toBeVisible();
    await user.clear(screen.getByLabelText('Link for this mock'));
    await user.type(screen.getByLabelText('Link for this mock'), 'https://meet.example/today');
    await user.click(screen.getByRole('button', { name: 'Use it' }));
    expect(await screen.findByRole('link', { name: 'https://meet.example/today' })).toBeVisible();
    expect(screen.getByText('This mock has a link of its own')).toBeVisible();
  });

  it('tells both that the mentor’s other calendar shows something, and that nothing has happened yet', async () => {
    serverWith(interviewOf({ mentorIsBusy: true }));
    openApp(`/interviews/${INTERVIEW_ID}`);
    expect(await screen.findByText(/The mock stays booked and Tomás.* was told/)).toBeVisible();
    expect(screen.queryByText('Meet somewhere else this time')).not.toBeInTheDocument();
  });
});
