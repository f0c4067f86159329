import { screen, within } from '@testing-library/react';
import { bookingEndpoints } from '@dryrun/contracts/bookings.contract';
import { catalogEndpoints } from '@dryrun/contracts/catalog.contract';
import { interviewEndpoints, type InterviewView } from '@dryrun/contracts/interviews.contract';
import { outcomeEndpoints, type OutcomeView } from '@dryrun/contracts/outcomes.contract';
import { accessibilityFaults } from '../../test/accessibility.ts';
import { problem } from '../../test/fake-server.ts';
import {
  bookingOf,
  claimOf,
  fromNow,
  GOAL_OPTIONS,
  HOUR,
  INTERVIEW_ID,
  interviewOf,
  MINUTE,
  outcomeOf,
} from '../../test/fixtures.ts';
import { mentorMe } from '../../test/mentor-fixtures.ts';
import { meAs, openApp, serverFor } from '../../test/open-app.tsx';

const PARAMS = { interviewId: INTERVIEW_ID };
const ADDRESS = `/interviews/${INTERVIEW_ID}`;

function serverWith(interview: InterviewView, outcome: OutcomeView, me = meAs()) {
  const server = serverFor(me);
  let [mock, shown] = [interview, outcome];
  server.reply(interviewEndpoints.get, PARAMS, () => mock);
  server.reply(catalogEndpoints.goalOptions, {}, () => GOAL_OPTIONS);
  server.reply(bookingEndpoints.booking, PARAMS, () => bookingOf(mock));
  server.reply(outcomeEndpoints.outcome, PARAMS, () => shown);
  const become = (next: OutcomeView, state?: InterviewView['state']) => {
    shown = next;
    if (state) mock = { ...mock, state };
    return next;
  };
  return { server, become };
}

describe('before a mock', () => {
  it('lets somebody say that they run late, and shows that they did', async () => {
    const mock = interviewOf({ startsAt: fromNow(20 * MINUTE) });
    const { server, become } = serverWith(
      mock,
      outcomeOf({ can: { sayLate: true, didNotComeFrom: fromNow(30 * MINUTE) } }),
    );
    server.reply(outcomeEndpoints.sayLate, PARAMS, () =>
      become(
        outcomeOf({
          late: [{ by: 'learner', minutes: 10, expectedAt: fromNow(30 * MINUTE), at: fromNow(0) }],
          can: { sayLate: true, didNotComeFrom: fromNow(30 * MINUTE) },
        }),
      ),
    );
    const { user } = openApp(ADDRESS);
    expect(await screen.findByText(/If Tomás Vidal does not join, you can say so from/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Tomás did not join' })).not.toBeInTheDocument();
    expect(await accessibilityFaults()).toEqual([]);
    await user.click(screen.getByRole('button', { name: '10 min' }));
    expect(await screen.findByText('You said that you are 10 minutes late')).toBeVisible();
    expect(server.seen(outcomeEndpoints.sayLate, PARAMS)[0]?.body).toEqual({ minutes: 10 });
    expect(screen.getByRole('button', { name: '10 min' })).toHaveAttribute('aria-pressed', 'true');
  });

  it('tells the other side when to expect them', async () => {
    const mock = interviewOf({ startsAt: fromNow(2 * MINUTE), viewerIs: 'mentor' });
    const late = [{ by: 'learner' as const, minutes: 5, expectedAt: fromNow(7 * MINUTE), at: fromNow(0) }];
    serverWith(mock, outcomeOf({ late }), mentorMe());
    openApp(ADDRESS);
    expect(await screen.findByText('Asha Rao is 5 minutes late')).toBeVisible();
    expect(screen.getByText(/Expect them at/)).toBeVisible();
  });

  it('says nothing of trouble two days ahead', async () => {
    serverWith(
      interviewOf({ startsAt: fromNow(48 * HOUR) }),
      outcomeOf({ can: { didNotComeFrom: fromNow(49 * HOUR) } }),
    );
    openApp(ADDRESS);
    expect(await screen.findByText(/the room opens 15 minutes before/)).toBeVisible();
    expect(screen.queryByText('If something is off')).not.toBeInTheDocument();
  });
});

describe('saying that the other did not join', () => {
  it('tells first what will happen, and then waits for their word', async () => {
    const mock = interviewOf({ startsAt: fromNow(-12 * MINUTE), viewerIs: 'mentor' });
    const can = { didNotComeFrom: fromNow(-2 * MINUTE), technicalFailure: true };
    const { server, become } = serverWith(mock, outcomeOf({ can }), mentorMe());
    server.reply(outcomeEndpoints.claim, PARAMS, () =>
      become(outcomeOf({ claim: claimOf({ at: fromNow(0) }), can: { withdraw: true } }), 'outcome_claimed'),
    );
    const { user } = openApp(ADDRESS);
    await user.click(await screen.findByRole('button', { name: 'Asha did not join' }));
    const dialog = await screen.findByRole('dialog', { name: 'Asha Rao did not join?' });
    expect(within(dialog).getByText(/has 48 hours to say how it was; silence counts as agreement/)).toBeVisible();
    await user.type(within(dialog).getByLabelText('A word about it'), 'I waited in the call.');
    await user.click(within(dialog).getByRole('button', { name: 'Say so' }));
    expect(await screen.findByText('You said that Asha Rao did not join.')).toBeVisible();
    expect(screen.getByText(/Asha Rao can answer until/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Take it back' })).toBeVisible();
    const [sent] = server.seen(outcomeEndpoints.claim, PARAMS);
    expect(sent?.body).toEqual({ kind: 'did_not_come', note: 'I waited in the call.' });
    expect(sent?.headers.get('idempotency-key')).toBeTruthy();
  });

  it('keeps the words when it is refused', async () => {
    const mock = interviewOf({ startsAt: fromNow(-12 * MINUTE) });
    const { server } = serverWith(mock, outcomeOf({ can: { didNotComeFrom: fromNow(-2 * MINUTE) } }));
    server.reply(outcomeEndpoints.claim, PARAMS, () => problem('interview_state', 'It was said already.'));
    const { user } = openApp(ADDRESS);
    await user.click(await screen.findByRole('button', { name: 'Tomás did not join' }));
    await user.type(await screen.findByLabelText('A word about it'), 'Nobody there.');
    await user.click(screen.getByRole('button', { name: 'Say so' }));
    expect(await screen.findByText('It was said already.')).toBeVisible();
    expect(screen.getByLabelText('A word about it')).toHaveValue('Nobody there.');
  });
});

describe('being asked', () => {
  const claimed = interviewOf({ state: 'outcome_claimed', startsAt: fromNow(-2 * HOUR) });

  it('reads "they say you did not join", with nothing chosen beforehand', async () => {
    const { server, become } = serverWith(claimed, outcomeOf({ claim: claimOf(), can: { answer: true } }));
    server.reply(outcomeEndpoints.answerClaim, PARAMS, () =>
      become(
        outcomeOf({ claim: claimOf({ state: 'disputed', answer: 'was_there', answerNote: 'In the other link.' }) }),
      ),
    );
    const { user } = openApp(ADDRESS);
    const panel = await screen.findByRole('region', { name: 'They say you did not join' });
    expect(within(panel).getByText('Tomás Vidal says that you did not join.')).toBeVisible();
    expect(within(panel).getByText('“I waited in the call.”')).toBeVisible();
    expect(within(panel).getByRole('button', { name: 'Send my answer' })).toBeDisabled();
    expect(await accessibilityFaults()).toEqual([]);
    await user.click(within(panel).getByLabelText('I was there'));
    await user.type(within(panel).getByLabelText('A word about it'), 'In the other link.');
    await user.click(within(panel).getByRole('button', { name: 'Send my answer' }));
    expect(server.seen(outcomeEndpoints.answerClaim, PARAMS)[0]?.body).toEqual({
      answer: 'was_there',
      note: 'In the other link.',
    });
    expect(await screen.findByText('You said that you were there.')).toBeVisible();
    expect(screen.getByText(/hear both and decide/)).toBeVisible();
  });

  it('can end in agreement by the one who claimed', async () => {
    const disputed = claimOf({ state: 'disputed', answer: 'technical_failure', answerNote: 'Power cut.' });
    const mock = { ...claimed, viewerIs: 'mentor' as const };
    const { server, become } = serverWith(
      mock,
      outcomeOf({ claim: disputed, can: { comeRound: true, withdraw: true } }),
      mentorMe(),
    );
    server.reply(outcomeEndpoints.comeRound, PARAMS, () =>
      become(
        outcomeOf({
          claim: { ...disputed, state: 'settled' },
          outcome: { outcome: 'technical_failure', decided: 'agreement', reason: '', at: fromNow(0) },
        }),
        'technical_failure',
      ),
    );
    const { user } = openApp(ADDRESS);
    expect(await screen.findByText('Asha Rao says that power, network or the call failed.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Agree that it failed technically' }));
    expect(await screen.findByText(/It failed for technical reasons, through nobody’s fault/)).toBeVisible();
    expect(screen.getByText('The learner has an extra mock for any week.')).toBeVisible();
  });

  it('shows what it was settled as, with the reason of whoever decided', async () => {
    const found = {
      outcome: 'missed_by_mentor' as const,
      decided: 'staff' as const,
      reason: 'He told me himself.',
      at: fromNow(0),
    };
    serverWith({ ...claimed, state: 'missed' }, outcomeOf({ outcome: found }));
    openApp(ADDRESS);
    expect(await screen.findByText(/Tomás Vidal did not join. The people who run the batch decided it./)).toBeVisible();
    expect(screen.getByText('You have an extra mock for any week.')).toBeVisible();
    expect(screen.getByText('“He told me himself.”')).toBeVisible();
  });
});
