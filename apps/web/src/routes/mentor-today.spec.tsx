import { screen, waitFor, within } from '@testing-library/react';
import { feedbackEndpoints } from '@dryrun/contracts/feedback.contract';
import { interviewEndpoints, type InterviewView } from '@dryrun/contracts/interviews.contract';
import type { z } from 'zod';
import type { FeedbackStatusView } from '@dryrun/contracts/feedback.contract';
import { accessibilityFaults } from '../../test/accessibility.ts';
import { problem } from '../../test/fake-server.ts';
import { DAY, fromNow, HOUR, INTERVIEW_ID, interviewOf, MINUTE } from '../../test/fixtures.ts';
import { BATCH_ID, LEARNER, meAs, MENTOR, openApp, serverFor } from '../../test/open-app.tsx';

type FeedbackStatus = z.infer<typeof FeedbackStatusView>;

const idOf = (n: number) => `${String(n).repeat(8)}-8888-4888-8888-888888888888`;
const named = (name: string) => ({ ...LEARNER, name });

function owedFeedback(n: number, learner: string, dueIn: number, over: Partial<FeedbackStatus> = {}): FeedbackStatus {
  return {
    interviewId: idOf(n),
    heldAt: fromNow(dueIn - DAY),
    viewerIs: 'mentor',
    otherPerson: named(learner),
    formatTitle: 'System design',
    state: 'awaiting_scorecard',
    canPredict: false,
    dueAt: fromNow(dueIn),
    canExtend: true,
    releasedAt: null,
    ...over,
  };
}

const mock = (over: Partial<InterviewView> = {}) => interviewOf({ viewerIs: 'mentor', ...over });

function day(facts: { upcoming?: InterviewView[]; past?: InterviewView[]; feedback?: FeedbackStatus[] }) {
  const server = serverFor(
    meAs({
      person: { ...MENTOR, email: 'tomas@demo.invalid' },
      batches: [{ id: BATCH_ID, name: 'Batch 01 · Aarambh', timeZone: 'Asia/Kolkata', roles: ['mentor'] }],
    }),
  );
  server.reply(interviewEndpoints.list, {}, ({ address }) => ({
    items: (address.includes('when=past') ? facts.past : facts.upcoming) ?? [],
  }));
  server.reply(feedbackEndpoints.myFeedback, {}, () => ({ items: facts.feedback ?? [] }));
  return server;
}

describe('Today for a mentor', () => {
  it('lists everything owed in one column: overdue feedback, then outcomes, then feedback that is in time', async () => {
    day({
      past: [
        mock({ id: idOf(1), learner: named('Neha'), startsAt: fromNow(-3 * HOUR), needsOutcome: true }),
        mock({ id: idOf(2), learner: named('Cancelled'), state: 'void', startsAt: fromNow(-5 * HOUR) }),
      ],
      feedback: [
        owedFeedback(3, 'Ravi', 5.5 * HOUR),
        owedFeedback(4, 'Asha', -3.5 * HOUR),
        owedFeedback(5, 'Vikram', -30 * HOUR),
        owedFeedback(6, 'Meenal', -2 * DAY, { state: 'released', releasedAt: fromNow(-3 * DAY) }),
      ],
    });
    openApp('/today');
    const owed = await screen.findByRole('region', { name: 'You owe' });
    const entries = await within(owed).findAllByRole('listitem');
    expect(entries.map((entry) => within(entry).getByRole('link').getAttribute('href'))).toEqual([
      `/interviews/${idOf(5)}/scorecard`,
      `/interviews/${idOf(4)}/scorecard`,
      `/interviews/${idOf(1)}/run`,
      `/interviews/${idOf(3)}/scorecard`,
    ]);
    expect(entries[1]).toHaveTextContent('Overdue, was due 3 hours ago');
    expect(entries[2]).toHaveTextContent('Needs an outcome');
    expect(entries[3]).toHaveTextContent('Due in 5 hours');
    expect(await accessibilityFaults()).toEqual([]);
  });

  it('lets a mentor take one more day for a scorecard, once', async () => {
    let left = true;
    const server = day({});
    server.reply(feedbackEndpoints.myFeedback, {}, () => ({
      items: [owedFeedback(3, 'Ravi', left ? HOUR : 25 * HOUR, { canExtend: left })],
    }));
    server.reply(feedbackEndpoints.untilTomorrow, { interviewId: idOf(3) }, () => {
      left = false;
      return { dueAt: fromNow(25 * HOUR), canExtend: false };
    });
    const { user } = openApp('/today');
    await user.click(await screen.findByRole('button', { name: 'Until tomorrow, for Ravi' }));
    await waitFor(() =>
      expect(screen.queryByRole('button', { name: 'Until tomorrow, for Ravi' })).not.toBeInTheDocument(),
    );
    expect(screen.getByRole('link', { name: 'Write the scorecard for Ravi' })).toBeVisible();
    expect(
      server.seen(feedbackEndpoints.untilTomorrow, { interviewId: idOf(3) })[0]?.headers.get('idempotency-key'),
    ).toBeTruthy();
  });

  it('opens the next kit, with the time on both clocks and what the learner wants, and lists what comes later', async () => {
    const startsAt = new Date(Math.floor((Date.now() + 2 * DAY) / DAY) * DAY + 14 * HOUR).toISOString();
    day({
      upcoming: [
        mock({ startsAt }),
        mock({ id: idOf(2), startsAt: fromNow(4 * DAY), learner: named('Ravi Shankaran') }),
        mock({ id: idOf(3), startsAt: fromNow(5 * DAY), viewerIs: 'learner' }),
      ],
    });
    openApp('/today');
    const next = await screen.findByRole('region', { name: /^Next: Asha Rao, (tomorrow|in 2 days)$/ });
    expect(within(next).getByRole('link', { name: 'Open the kit' })).toHaveAttribute(
      'href',
      `/interviews/${INTERVIEW_ID}/kit`,
    );
    expect(next).toHaveTextContent('7:30 pm for your learner');
    expect(next).toHaveTextContent('Volunteer trade-offs');
    expect(next).toHaveTextContent('“Platform team interviews”');
    expect(within(screen.getByRole('region', { name: 'Later' })).getAllByRole('article')).toHaveLength(1);
    expect(await screen.findByText('Nothing. No learner waits for you.')).toBeVisible();
  });

  it('turns into the way into the mock a quarter of an hour before it', async () => {
    day({ upcoming: [mock({ startsAt: fromNow(10.5 * MINUTE) })] });
    openApp('/today');
    const now = await screen.findByRole('region', { name: 'Your mock with Asha Rao starts in 10 minutes' });
    expect(within(now).getByRole('link', { name: 'Go to the mock' })).toHaveAttribute(
      'href',
      `/interviews/${INTERVIEW_ID}/run`,
    );
    expect(within(now).getByRole('link', { name: 'Open the call' })).toHaveAttribute(
      'href',
      'https://meet.example/tomas',
    );
    expect(screen.queryByRole('region', { name: /^Next/ })).not.toBeInTheDocument();
  });

  it('names a running mock once, and says when its time is over', async () => {
    day({
      upcoming: [mock({ state: 'running', startsAt: fromNow(-50 * MINUTE), needsOutcome: true })],
    });
    openApp('/today');
    const now = await screen.findByRole('region', { name: 'Your mock with Asha Rao is running' });
    expect(now).toHaveTextContent('Its time is over');
    expect(await screen.findByText('Nothing. No learner waits for you.')).toBeVisible();
  });

  it('sends a mentor without mocks to their hours', async () => {
    day({});
    openApp('/today');
    expect(await screen.findByRole('link', { name: 'See my hours' })).toHaveAttribute('href', '/availability');
  });

  it('never says that nothing is owed while that is not known', async () => {
    const server = day({ past: [] });
    server.reply(feedbackEndpoints.myFeedback, {}, () => problem('unavailable', 'Try again in a minute.'));
    openApp('/today');
    expect(await screen.findByRole('alert')).toHaveTextContent('Try again in a minute.');
    expect(screen.queryByText(/No learner waits/)).not.toBeInTheDocument();
  });
});

describe('Today for somebody without mocks', () => {
  it('leads whoever runs a batch to it', async () => {
    serverFor(
      meAs({
        batches: [{ id: BATCH_ID, name: 'Batch 01 · Aarambh', timeZone: 'Asia/Kolkata', roles: ['cohortAdmin'] }],
      }),
    );
    openApp('/today');
    const content = within(await screen.findByRole('main'));
    expect(await content.findByRole('link', { name: 'Batch 01 · Aarambh' })).toHaveAttribute(
      'href',
      `/batches/${BATCH_ID}`,
    );
  });
});
