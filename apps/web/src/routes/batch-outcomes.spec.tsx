import { screen, within } from '@testing-library/react';
import { catalogEndpoints } from '@dryrun/contracts/catalog.contract';
import { cohortEndpoints } from '@dryrun/contracts/cohorts.contract';
import { outcomeEndpoints, type OutcomeItemView } from '@dryrun/contracts/outcomes.contract';
import { accessibilityFaults } from '../../test/accessibility.ts';
import { problem } from '../../test/fake-server.ts';
import { claimOf, fromNow, GOAL_OPTIONS, HOUR, INTERVIEW_ID, interviewOf, outcomeOf } from '../../test/fixtures.ts';
import { mentorMe } from '../../test/mentor-fixtures.ts';
import { BATCH_ID, LEARNER, meAs, MENTOR, openApp, serverFor } from '../../test/open-app.tsx';

const PARAMS = { batchId: BATCH_ID };
const OTHER_ID = '99999999-9999-4999-8999-999999999999';
const QUESTION_ID = '77777777-7777-4777-8777-777777777777';
const adminMe = () =>
  meAs({ batches: [{ id: BATCH_ID, name: 'Batch 01 · Aarambh', timeZone: 'Asia/Kolkata', roles: ['cohortAdmin'] }] });

const silent: OutcomeItemView = {
  interview: interviewOf({ viewerIs: 'overseer', needsOutcome: true, startsAt: fromNow(-30 * HOUR) }),
  outcome: outcomeOf({ can: { decide: true } }),
};
const disputed: OutcomeItemView = {
  interview: interviewOf({
    id: OTHER_ID,
    viewerIs: 'overseer',
    state: 'outcome_claimed',
    startsAt: fromNow(-3 * HOUR),
    learner: { ...LEARNER, name: 'Ravi Menon' },
  }),
  outcome: outcomeOf({
    interviewId: OTHER_ID,
    claim: claimOf({ state: 'disputed', answer: 'was_there', answerNote: 'In the other link.' }),
    can: { decide: true },
  }),
};

function queueOf(items: OutcomeItemView[]) {
  const server = serverFor(adminMe());
  server.reply(cohortEndpoints.batch, PARAMS, () => problem('not_found', 'Not needed here.'));
  let left = items;
  server.reply(outcomeEndpoints.outcomes, PARAMS, () => ({ items: left }));
  return { server, leave: (next: OutcomeItemView[]) => (left = next) };
}

describe('mocks that wait for an outcome', () => {
  it('shows both accounts, the disputed ones first, and settles one with a reason', async () => {
    const { server, leave } = queueOf([silent, disputed]);
    server.reply(outcomeEndpoints.decideOutcome, { interviewId: OTHER_ID }, () => {
      leave([silent]);
      return outcomeOf({ interviewId: OTHER_ID });
    });
    const { user } = openApp(`/batches/${BATCH_ID}/outcomes`);
    const [first, second] = await screen.findAllByRole('listitem');
    if (!first || !second) throw new Error('two mocks wait');
    expect(within(first).getByText('Tomás Vidal says that Ravi Menon did not join.')).toBeVisible();
    expect(within(first).getByText('Ravi Menon says that they were there.')).toBeVisible();
    expect(within(second).getByText('Nobody said what became of it.')).toBeVisible();
    expect(await accessibilityFaults()).toEqual([]);
    await user.click(within(first).getByRole('button', { name: /Decide/ }));
    const dialog = await screen.findByRole('dialog', { name: 'Ravi Menon with Tomás Vidal' });
    expect(within(dialog).getByRole('button', { name: 'Settle it' })).toBeDisabled();
    await user.click(within(dialog).getByLabelText('Tomás Vidal did not join'));
    expect(within(dialog).getByText('The learner has an extra mock for any week.')).toBeVisible();
    await user.type(within(dialog).getByLabelText(/Reason/), 'He told me.');
    await user.click(within(dialog).getByRole('button', { name: 'Settle it' }));
    expect(await screen.findByText('Nobody said what became of it.')).toBeVisible();
    expect(screen.queryByText('Ravi Menon says that they were there.')).not.toBeInTheDocument();
    expect(server.seen(outcomeEndpoints.decideOutcome, { interviewId: OTHER_ID })[0]?.body).toEqual({
      outcome: 'missed_by_mentor',
      minutes: null,
      reason: 'He told me.',
    });
  });

  it('asks for the minutes when they met', async () => {
    const { server } = queueOf([silent]);
    server.reply(outcomeEndpoints.decideOutcome, { interviewId: INTERVIEW_ID }, () => outcomeOf());
    const { user } = openApp(`/batches/${BATCH_ID}/outcomes`);
    await user.click(await screen.findByRole('button', { name: /Decide/ }));
    await user.click(await screen.findByLabelText('They met'));
    expect(screen.getByLabelText('Minutes they met')).toHaveValue('45');
    await user.type(screen.getByLabelText(/Reason/), 'Both told me.');
    await user.click(screen.getByRole('button', { name: 'Settle it' }));
    expect(server.seen(outcomeEndpoints.decideOutcome, { interviewId: INTERVIEW_ID })[0]?.body).toMatchObject({
      outcome: 'met',
      minutes: 45,
    });
  });

  it('says so when nothing waits', async () => {
    queueOf([]);
    openApp(`/batches/${BATCH_ID}/outcomes`);
    expect(await screen.findByText('Every mock that is over has an outcome.')).toBeVisible();
  });
});

describe('writing a mock down that was held elsewhere', () => {
  function serverWithOptions() {
    const server = serverFor(mentorMe());
    server.reply(catalogEndpoints.goalOptions, {}, () => GOAL_OPTIONS);
    server.reply(outcomeEndpoints.logOptions, PARAMS, () => ({
      learners: [LEARNER],
      mentors: [MENTOR],
      questions: [
        {
          versionId: QUESTION_ID,
          title: 'A queue that never empties',
          track: 'kubernetes',
          kind: 'design' as const,
          minLevel: 'mid' as const,
          maxLevel: 'senior' as const,
        },
      ],
    }));
    return server;
  }

  async function fillIn(user: ReturnType<typeof openApp>['user']) {
    await user.selectOptions(await screen.findByLabelText('Learner'), LEARNER.name);
    await user.selectOptions(screen.getByLabelText('Kind of mock'), 'System design');
    await user.selectOptions(screen.getByLabelText('Track'), 'Kubernetes');
    await user.selectOptions(screen.getByLabelText('Level'), 'senior');
    await user.type(screen.getByLabelText('Date'), '2026-11-17');
    await user.type(screen.getByLabelText(/Time in/), '18:30');
    await user.type(screen.getByLabelText('Other questions'), 'A leaking pod.');
  }

  it('needs whom, what and when, and leads its mentor to the scorecard', async () => {
    const server = serverWithOptions();
    server.reply(outcomeEndpoints.logMock, PARAMS, () =>
      interviewOf({ viewerIs: 'mentor', state: 'awaiting_feedback' }),
    );
    const { user, address } = openApp(`/batches/${BATCH_ID}/log?zone=Asia%2FKolkata`);
    expect(await screen.findByRole('button', { name: 'Write it down' })).toBeDisabled();
    expect(screen.queryByLabelText('Mentor')).not.toBeInTheDocument();
    await fillIn(user);
    await user.click(screen.getByPlaceholderText('Type to find one'));
    await user.click(await screen.findByText('A queue that never empties'));
    expect(await accessibilityFaults()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Write it down' }));
    await screen.findByText(/There is nothing here|Scorecard/);
    expect(address()).toContain(`/interviews/${INTERVIEW_ID}/scorecard`);
    expect(server.seen(outcomeEndpoints.logMock, PARAMS)[0]?.body).toEqual({
      learnerId: LEARNER.id,
      mentorId: MENTOR.id,
      goal: { format: 'system-design', track: 'kubernetes', level: 'senior', dimension: null, note: '' },
      startsAt: '2026-11-17T13:00:00.000Z',
      minutes: 45,
      askedVersionIds: [QUESTION_ID],
      otherQuestions: 'A leaking pod.',
    });
  });

  it('leads to the mock that is there already, and keeps what was typed', async () => {
    const server = serverWithOptions();
    server.reply(outcomeEndpoints.logMock, PARAMS, () =>
      problem('time_overlaps', 'These two have a mock at that time already.', { interviewId: INTERVIEW_ID }),
    );
    const { user } = openApp(`/batches/${BATCH_ID}/log?zone=Asia%2FKolkata`);
    await fillIn(user);
    await user.click(screen.getByRole('button', { name: 'Write it down' }));
    expect(await screen.findByRole('link', { name: 'Open that mock' })).toHaveAttribute(
      'href',
      expect.stringContaining(INTERVIEW_ID),
    );
    expect(screen.getByLabelText('Other questions')).toHaveValue('A leaking pod.');
  });
});
