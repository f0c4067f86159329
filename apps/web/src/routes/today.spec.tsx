import { screen, waitFor, within } from '@testing-library/react';
import { feedbackEndpoints } from '@dryrun/contracts/feedback.contract';
import { interviewEndpoints, type InterviewView } from '@dryrun/contracts/interviews.contract';
import { accessibilityFaults } from '../../test/accessibility.ts';
import { problem } from '../../test/fake-server.ts';
import { DAY, fromNow, HOUR, INTERVIEW_ID, interviewOf, MINUTE, stepOf } from '../../test/fixtures.ts';
import { meAs, MENTOR, openApp, serverFor } from '../../test/open-app.tsx';
import type { NextStepView } from '@dryrun/contracts/feedback.contract';
import type { FeedbackStatus } from '../features/today/next-thing.ts';

function statusOf(over: Partial<FeedbackStatus> = {}): FeedbackStatus {
  return {
    interviewId: INTERVIEW_ID,
    heldAt: fromNow(-DAY),
    viewerIs: 'learner',
    otherPerson: MENTOR,
    formatTitle: 'System design',
    state: 'awaiting_prediction',
    canPredict: true,
    dueAt: fromNow(5.5 * HOUR),
    canExtend: false,
    releasedAt: null,
    ...over,
  };
}

function day(facts: { mocks?: InterviewView[]; feedback?: FeedbackStatus[]; steps?: NextStepView[] }) {
  const server = serverFor(meAs());
  server.reply(interviewEndpoints.list, {}, () => ({ items: facts.mocks ?? [] }));
  server.reply(feedbackEndpoints.myFeedback, {}, () => ({ items: facts.feedback ?? [] }));
  server.reply(feedbackEndpoints.myNextSteps, {}, () => ({ items: facts.steps ?? [] }));
  return server;
}

describe('Today for a learner', () => {
  it('sends somebody without a mock to booking', async () => {
    day({});
    openApp('/today');
    const next = await screen.findByRole('region', { name: 'Book your next mock' });
    expect(within(next).getByRole('link', { name: 'Book a mock' })).toHaveAttribute('href', '/book');
    expect(screen.queryByRole('region', { name: 'Feedback' })).not.toBeInTheDocument();
  });

  it('turns into the way into the room a quarter of an hour before the mock, whatever else waits', async () => {
    day({ mocks: [interviewOf({ startsAt: fromNow(10.5 * MINUTE) })], feedback: [statusOf()], steps: [stepOf()] });
    openApp('/today');
    const next = await screen.findByRole('region', { name: 'Your mock starts in 10 minutes' });
    expect(within(next).getByRole('link', { name: 'Enter the room' })).toHaveAttribute(
      'href',
      `/interviews/${INTERVIEW_ID}/stage`,
    );
    expect(await accessibilityFaults()).toEqual([]);
  });

  it('puts feedback that can be read before new next steps, and lists what is due when', async () => {
    day({
      mocks: [interviewOf()],
      feedback: [
        statusOf(),
        statusOf({
          interviewId: '88888888-8888-4888-8888-888888888888',
          state: 'awaiting_scorecard',
          canPredict: false,
        }),
      ],
      steps: [stepOf()],
    });
    openApp('/today');
    expect(await screen.findByRole('region', { name: 'Your feedback is ready' })).toBeVisible();
    const feedback = screen.getByRole('region', { name: 'Feedback' });
    expect(within(feedback).getByText('Predict or read')).toBeVisible();
    expect(within(feedback).getByText('Due in 5 hours')).toBeVisible();
    expect(within(screen.getByRole('region', { name: 'Next steps' })).getByText(/by Tue, 1 Dec/)).toBeVisible();
  });

  it('leaves feedback released long ago and declined steps out', async () => {
    day({
      feedback: [statusOf({ state: 'released', canPredict: false, releasedAt: fromNow(-9 * DAY) })],
      steps: [stepOf({ state: 'declined' })],
    });
    openApp('/today');
    await screen.findByRole('region', { name: 'Book your next mock' });
    expect(screen.queryByRole('region', { name: 'Feedback' })).not.toBeInTheDocument();
    expect(screen.queryByRole('region', { name: 'Next steps' })).not.toBeInTheDocument();
  });

  it('folds away what was done before, and leaves in its place what is ticked off now', async () => {
    const other = '99999999-9999-4999-8999-999999999999';
    const steps = [stepOf({ state: 'accepted' }), stepOf({ id: other, state: 'done', drill: 'An old drill' })];
    const server = day({ steps });
    server.reply(feedbackEndpoints.updateNextStep, { nextStepId: stepOf().id }, () => {
      steps[0] = stepOf({ state: 'done' });
      return stepOf({ state: 'done' });
    });
    const { user } = openApp('/today');
    const list = await screen.findByRole('region', { name: 'Next steps' });
    expect(within(list).getByText('1 done').closest('details')).not.toHaveAttribute('open');
    await user.click(within(list).getByRole('checkbox', { name: /Write the three numbers/ }));
    await waitFor(() => expect(server.seen(feedbackEndpoints.myNextSteps).length).toBeGreaterThan(1));
    const ticked = within(list).getByRole('checkbox', { name: /Write the three numbers/ });
    expect(ticked).toBeChecked();
    expect(ticked.closest('details')).toBeNull();
    expect(within(list).getByText('1 done')).toBeVisible();
  });

  it('shows the rest of the page when one part could not be loaded', async () => {
    const server = day({ mocks: [interviewOf()] });
    server.reply(feedbackEndpoints.myFeedback, {}, () => problem('internal', 'Nothing was changed.'));
    const { user } = openApp('/today');
    expect(await screen.findByRole('link', { name: 'System design · Kubernetes' })).toBeVisible();
    expect(await screen.findByRole('alert')).toHaveTextContent('Nothing was changed.');
    server.reply(feedbackEndpoints.myFeedback, {}, () => ({ items: [] }));
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('region', { name: 'Prepare for your next mock' })).toBeVisible();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });
});
