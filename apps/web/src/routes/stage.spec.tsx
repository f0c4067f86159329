import { act, screen, waitFor } from '@testing-library/react';
import { interviewEndpoints, type StageView } from '@dryrun/contracts/interviews.contract';
import { accessibilityFaults } from '../../test/accessibility.ts';
import { fromNow, INTERVIEW_ID, interviewOf, MINUTE, stageOf } from '../../test/fixtures.ts';
import { meAs, openApp, serverFor } from '../../test/open-app.tsx';

const PARAMS = { interviewId: INTERVIEW_ID };
const ADDRESS = `/interviews/${INTERVIEW_ID}/stage`;

function room(first: StageView) {
  let stage = first;
  const server = serverFor(meAs());
  server.reply(interviewEndpoints.get, PARAMS, () => interviewOf({ startsAt: fromNow(0) }));
  server.reply(interviewEndpoints.stage, PARAMS, () => stage);
  return { server, become: (next: StageView) => (stage = next) };
}

const running = (over: Partial<StageView> = {}) =>
  stageOf({ state: 'running', startedAt: fromNow(-12 * MINUTE), ...over });

beforeEach(() => localStorage.clear());

describe('the stage', () => {
  it('says that the mentor has not started, then shows clock and prompt by itself', async () => {
    const { become } = room(stageOf());
    openApp(ADDRESS);
    expect(await screen.findByText(/Tomás Vidal has not started yet/)).toBeVisible();
    become(
      running({
        shown: {
          title: 'A cluster that drops connections',
          prompt: 'Some pods **lose** packets.',
          shownAt: fromNow(0),
        },
      }),
    );
    expect(
      await screen.findByRole('heading', { name: 'A cluster that drops connections' }, { timeout: 10_000 }),
    ).toBeVisible();
    expect(screen.getByText('lose').tagName).toBe('STRONG');
    expect(screen.getByText('Design').closest('li')).toHaveAttribute('aria-current', 'step');
    expect(screen.getByRole('timer')).toHaveTextContent(/3[23]:\d\d left in Design/);
    expect(await accessibilityFaults()).toEqual([]);
  });

  it('keeps the prompt on the screen and says so when the connection is lost, then goes on', async () => {
    const { server, become } = room(running({ shown: { title: 'Prompt one', prompt: 'Text', shownAt: fromNow(0) } }));
    openApp(ADDRESS);
    await screen.findByRole('heading', { name: 'Prompt one' });
    server.reply(interviewEndpoints.stage, PARAMS, () => Promise.reject(new TypeError('network')));
    expect(await screen.findByText('This may be out of date', undefined, { timeout: 10_000 })).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Prompt one' })).toBeVisible();
    become(running());
    server.reply(interviewEndpoints.stage, PARAMS, () =>
      running({ shown: { title: 'Prompt two', prompt: 'Text', shownAt: fromNow(0) } }),
    );
    expect(await screen.findByRole('heading', { name: 'Prompt two' }, { timeout: 10_000 })).toBeVisible();
    expect(screen.queryByText('This may be out of date')).not.toBeInTheDocument();
  });

  it('never runs markup that stands in a prompt', async () => {
    room(
      running({
        shown: {
          title: 'P',
          prompt: '<img src=x onerror="alert(1)"> [link](javascript:alert(1)) plain',
          shownAt: fromNow(0),
        },
      }),
    );
    openApp(ADDRESS);
    expect(await screen.findByText(/plain/)).toBeVisible();
    expect(document.querySelector('[onerror]')).toBeNull();
    expect(document.querySelector('a[href^="javascript"]')).toBeNull();
  });

  it('keeps scratch notes through a reload, for this person and this mock', async () => {
    room(running());
    const first = openApp(ADDRESS);
    await first.user.type(await screen.findByLabelText('Your scratch notes'), 'p99 or mean?');
    openApp(ADDRESS);
    expect(await screen.findByLabelText('Your scratch notes')).toHaveValue('p99 or mean?');
  });

  it('offers the prediction once the mock has ended, and stops asking', async () => {
    const { server, become } = room(running());
    openApp(ADDRESS);
    await screen.findByRole('timer');
    become(stageOf({ state: 'awaiting_feedback', startedAt: fromNow(-50 * MINUTE) }));
    expect(await screen.findByRole('link', { name: 'Predict your feedback' }, { timeout: 10_000 })).toHaveAttribute(
      'href',
      `/interviews/${INTERVIEW_ID}/feedback`,
    );
    const asked = server.seen(interviewEndpoints.stage, PARAMS).length;
    await act(() => new Promise((resolve) => setTimeout(resolve, 2500)));
    await waitFor(() => expect(server.seen(interviewEndpoints.stage, PARAMS)).toHaveLength(asked));
  });
});
