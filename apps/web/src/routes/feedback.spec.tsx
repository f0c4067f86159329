import { screen, waitFor, within } from '@testing-library/react';
import { feedbackEndpoints, type FeedbackView } from '@dryrun/contracts/feedback.contract';
import { accessibilityFaults } from '../../test/accessibility.ts';
import { problem } from '../../test/fake-server.ts';
import { feedbackOf, fromNow, HOUR, INTERVIEW_ID, releasedOf, rowOf, stepOf } from '../../test/fixtures.ts';
import { meAs, openApp, serverFor } from '../../test/open-app.tsx';

const PARAMS = { interviewId: INTERVIEW_ID };
const ADDRESS = `/interviews/${INTERVIEW_ID}/feedback`;

function serverWith(first: FeedbackView) {
  let view = first;
  const server = serverFor(meAs());
  server.reply(feedbackEndpoints.feedback, PARAMS, () => view);
  return { server, become: (next: FeedbackView) => (view = next) };
}

describe('feedback', () => {
  it('takes one tap per move as prediction, then shows the feedback beside it', async () => {
    const { server, become } = serverWith(feedbackOf());
    server.reply(feedbackEndpoints.predict, PARAMS, () => {
      const answer = releasedOf({ rows: [rowOf({ predicted: 4 })] });
      become(answer);
      return answer;
    });
    const { user } = openApp(ADDRESS);
    const move = await screen.findByRole('group', { name: 'Ask for the constraints' });
    expect(screen.getByRole('button', { name: 'Send and read my feedback' })).toBeDisabled();
    await user.click(within(move).getByRole('radio', { name: 'Reasons unasked' }));
    expect(await accessibilityFaults()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Send and read my feedback' }));

    const row = await screen.findByRole('region', { name: 'Ask for the constraints' });
    expect(row).toHaveTextContent('You predicted Reasons unasked');
    expect(row).toHaveTextContent(/Knows it\s*→\s*Reasons when asked/);
    expect(row).toHaveTextContent('“Asked for the write rate after the first nudge”');
    expect(row).toHaveTextContent('It came after a question or a pushback.');
    const [sent] = server.seen(feedbackEndpoints.predict, PARAMS);
    expect(sent?.body).toEqual({ levels: [{ dimension: 'constraints', level: 4 }] });
    expect(sent?.headers.get('idempotency-key')).toBeTruthy();
    expect(await accessibilityFaults()).toEqual([]);
  });

  it('opens without a prediction when asked to', async () => {
    const { server } = serverWith(feedbackOf());
    server.reply(feedbackEndpoints.predict, PARAMS, () => releasedOf());
    const { user } = openApp(ADDRESS);
    await user.click(await screen.findByRole('button', { name: 'Show me my feedback' }));
    expect(await screen.findByRole('region', { name: 'Reasoning, move by move' })).toBeVisible();
    expect(server.seen(feedbackEndpoints.predict, PARAMS)[0]?.body).toEqual({ levels: [] });
  });

  it('shows a move that was not observed as a gap, never as a low level', async () => {
    serverWith(
      releasedOf({
        rows: [
          rowOf({ level: null, levelName: '', anchor: '', wasPrompted: null, examples: [] }),
          rowOf({
            dimension: 'trade-offs',
            title: 'Volunteer trade-offs',
            level: 1,
            levelName: 'Not yet',
            lastTime: null,
            examples: [],
          }),
        ],
      }),
    );
    openApp(ADDRESS);
    const gap = await screen.findByRole('region', { name: 'Ask for the constraints' });
    expect(gap).toHaveTextContent('not observed this time');
    expect(gap).toHaveTextContent('neither for nor against you');
    expect(gap).not.toHaveTextContent('Not yet');
    expect(gap).not.toHaveTextContent('No example noted');
    expect(within(gap).getByRole('img')).toHaveAccessibleName('Not observed this time; last time Knows it');
    const rated = screen.getByRole('region', { name: 'Volunteer trade-offs' });
    expect(rated).toHaveTextContent('No example noted');
    expect(within(rated).getByRole('img')).toHaveAccessibleName('Not yet, level 1 of 4');
  });

  it('keeps knowledge apart from reasoning and says who sees the page', async () => {
    serverWith(releasedOf());
    openApp(ADDRESS);
    const knowledge = await screen.findByRole('region', { name: 'Knowledge, point by point' });
    expect(within(knowledge).getByText('Connection tracking limits').closest('li')).toHaveTextContent('Wrong');
    expect(screen.getByRole('region', { name: 'Reasoning, move by move' })).not.toHaveTextContent(
      'Connection tracking',
    );
    expect(screen.getByText(/Seen by Asha Rao \(learner\) and Tomás Vidal \(mentor\), and nobody else/)).toBeVisible();
    expect(screen.getByText('Close')).toBeVisible();
  });

  it('tells when feedback is due and offers the prediction already', async () => {
    serverWith(feedbackOf({ state: 'awaiting_scorecard', dueAt: fromNow(5.5 * HOUR) }));
    openApp(ADDRESS);
    expect(await screen.findByText('Feedback is due in 5 hours')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Skip the prediction' })).toBeEnabled();
  });

  it('shows what stands there when the prediction was given in another tab', async () => {
    const { server, become } = serverWith(feedbackOf({ state: 'awaiting_scorecard' }));
    server.reply(feedbackEndpoints.predict, PARAMS, () => {
      become(feedbackOf({ state: 'awaiting_scorecard', canPredict: false, prediction: 'given' }));
      return problem('prediction_given', 'Your prediction was already given.');
    });
    const { user } = openApp(ADDRESS);
    await user.click(await screen.findByRole('button', { name: 'Skip the prediction' }));
    expect(await screen.findByText(/Your prediction is kept/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Skip the prediction' })).not.toBeInTheDocument();
  });

  it('shows a mentor who will interview again no rating, and why', async () => {
    const server = serverFor(
      meAs({
        person: { id: feedbackOf().mentor.id, name: 'Tomás Vidal', email: 't@demo.invalid', timeZone: 'Europe/Lisbon' },
      }),
    );
    server.reply(feedbackEndpoints.feedback, PARAMS, () =>
      feedbackOf({ state: 'released', canPredict: false, isWithheld: true }),
    );
    openApp(ADDRESS);
    expect(await screen.findByText('Kept from you for now')).toBeVisible();
    expect(screen.queryByText('How would you rate yourself?')).not.toBeInTheDocument();
  });
});

describe('next steps', () => {
  const STEP = { nextStepId: stepOf().id };

  it('are taken on at once and then ticked off', async () => {
    const { server } = serverWith(releasedOf());
    server.reply(feedbackEndpoints.updateNextStep, STEP, ({ body }) =>
      stepOf({ state: (body as { state: 'accepted' | 'done' }).state }),
    );
    const { user } = openApp(ADDRESS);
    await user.click(await screen.findByRole('button', { name: /^Take on/ }));
    const tick = await screen.findByRole('checkbox', { name: /Write the three numbers/ });
    expect(tick).not.toBeChecked();
    await user.click(tick);
    expect(screen.getByRole('checkbox')).toBeChecked();
    await waitFor(() =>
      expect(server.seen(feedbackEndpoints.updateNextStep, STEP).map((r) => r.body)).toEqual([
        { state: 'accepted', dueOn: null },
        { state: 'done', dueOn: null },
      ]),
    );
  });

  it('go back to how they were when the server did not take the change', async () => {
    const { server } = serverWith(releasedOf());
    server.reply(feedbackEndpoints.updateNextStep, STEP, () => Promise.reject(new TypeError('network')));
    const { user } = openApp(ADDRESS);
    await user.click(await screen.findByRole('button', { name: /^Take on/ }));
    expect(await screen.findByRole('alert')).toHaveTextContent('No connection');
    expect(screen.getByRole('button', { name: /^Take on/ })).toBeVisible();
    expect(screen.queryByRole('checkbox')).not.toBeInTheDocument();
  });
});
