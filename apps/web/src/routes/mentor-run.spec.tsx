import { screen, waitFor, within } from '@testing-library/react';
import { interviewEndpoints, MarkBody, ShowBody, type PlanView } from '@dryrun/contracts/interviews.contract';
import { feedbackEndpoints } from '@dryrun/contracts/feedback.contract';
import { accessibilityFaults } from '../../test/accessibility.ts';
import { problem } from '../../test/fake-server.ts';
import { fromNow, INTERVIEW_ID, MINUTE, stageOf } from '../../test/fixtures.ts';
import {
  itemOf,
  markId,
  markOf,
  mentorInterview,
  mentorMe,
  planOf,
  runningInterview,
} from '../../test/mentor-fixtures.ts';
import { openApp, serverFor } from '../../test/open-app.tsx';

const PARAMS = { interviewId: INTERVIEW_ID };
const ADDRESS = `/interviews/${INTERVIEW_ID}/run`;

/** A running mock on a server that keeps marks, what is shown and pushbacks as the real one does. */
function room(first: PlanView = planOf(), interview = runningInterview()) {
  let plan = first;
  let shown: PlanView['items'][number] | undefined;
  const server = serverFor(mentorMe());
  server.reply(interviewEndpoints.get, PARAMS, () => interview);
  server.reply(interviewEndpoints.plan, PARAMS, () => plan);
  server.reply(interviewEndpoints.stage, PARAMS, () =>
    stageOf({
      state: 'running',
      startedAt: interview.startedAt,
      shown: shown?.shownAt
        ? { title: shown.question.title, prompt: shown.question.prompt, shownAt: shown.shownAt }
        : null,
    }),
  );
  server.reply(interviewEndpoints.show, PARAMS, ({ body }) => {
    const { planItemId } = ShowBody.parse(body);
    plan = {
      ...plan,
      items: plan.items.map((i) => (i.id === planItemId ? { ...i, shownAt: i.shownAt ?? fromNow(0) } : i)),
    };
    shown = plan.items.find((i) => i.id === planItemId);
    return plan;
  });
  server.reply(interviewEndpoints.mark, PARAMS, ({ body }) => {
    const mark = markOf({ ...MarkBody.parse(body), id: markId(plan.marks.length + 1), minute: 12, at: fromNow(0) });
    plan = { ...plan, marks: [...plan.marks, mark] };
    server.reply(interviewEndpoints.unmark, { ...PARAMS, markId: mark.id }, () => {
      plan = { ...plan, marks: plan.marks.filter(({ id }) => id !== mark.id) };
      return undefined;
    });
    return mark;
  });
  return { server, sentMarks: () => server.seen(interviewEndpoints.mark, PARAMS) };
}

const log = () => screen.findByRole('list', { name: 'Marks so far, newest first' });

beforeEach(() => localStorage.clear());

describe("the mentor's side of the room", () => {
  it('shows clock, phase, prompt, facts and pushbacks, with the answers closed', async () => {
    room();
    openApp(ADDRESS);
    expect(await screen.findByRole('timer')).toHaveTextContent(/left in Design/);
    expect(screen.getByText('Now: Design')).toBeVisible();
    expect(screen.getByText('Forty thousand orders an hour at peak.')).toBeVisible();
    expect(screen.getByText('Which of the two rates changed, and since when?')).not.toBeVisible();
    expect(await accessibilityFaults()).toEqual([]);
  });

  it('shows the prompt to the learner and hides it again', async () => {
    const { server } = room();
    const { user } = openApp(ADDRESS);
    await user.click(await screen.findByRole('button', { name: 'Show to learner' }));
    expect(await screen.findByText('The learner sees this')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Hide the prompt' }));
    expect(await screen.findByRole('button', { name: 'Show to learner' })).toBeVisible();
    expect(screen.queryByText('The learner sees this')).not.toBeInTheDocument();
    expect(screen.getByText('was shown')).toBeVisible();
    expect(server.seen(interviewEndpoints.show, PARAMS).map(({ body }) => body)).toEqual([
      { planItemId: itemOf(1).id },
      { planItemId: null },
    ]);
  });

  it('stamps a move with two keys, at once and with its minute', async () => {
    const { sentMarks, server } = room();
    let answer: (response: Response) => void = () => undefined;
    server.reply(interviewEndpoints.mark, PARAMS, () => new Promise<Response>((resolve) => (answer = resolve)));
    const { user } = openApp(ADDRESS);
    await screen.findByRole('timer');
    await user.keyboard('2u');
    expect(await log()).toHaveTextContent('min 12Volunteer trade-offs, unaskedbeing saved');
    answer(problem('interview_state', 'This mock is not running any more. Nothing was changed.'));
    expect(await screen.findByText('This mock is not running any more. Nothing was changed.')).toBeVisible();
    expect(screen.queryByText(/being saved/)).not.toBeInTheDocument();
    expect(sentMarks()[0]?.body).toEqual({ dimension: 'trade-offs', kind: 'unasked', note: '' });
    expect(sentMarks()[0]?.headers.get('idempotency-key')).toMatch(/^[0-9a-f]{32}$/);
  });

  it('counts the same mark twice when it is made twice, however quickly', async () => {
    const { sentMarks } = room();
    const { user } = openApp(ADDRESS);
    await screen.findByRole('timer');
    await user.keyboard('1aa');
    await waitFor(() => expect(screen.queryByText('being saved')).not.toBeInTheDocument());
    expect(within(await log()).getAllByRole('listitem')).toHaveLength(2);
    const keys = sentMarks().map(({ headers }) => headers.get('idempotency-key'));
    expect(new Set(keys).size).toBe(2);
  });

  it('asks for a move first when a kind is pressed without one', async () => {
    const { sentMarks } = room();
    const { user } = openApp(ADDRESS);
    await screen.findByRole('timer');
    await user.keyboard('u');
    expect(await screen.findByText('Choose a move first, with the number beside it.')).toBeVisible();
    expect(sentMarks()).toEqual([]);
  });

  it('marks by one tap, with the note that was written for it', async () => {
    const { sentMarks } = room();
    const { user } = openApp(ADDRESS);
    await user.type(await screen.findByLabelText('Note for the next mark'), 'asked for the write rate{enter}');
    await user.click(screen.getByRole('button', { name: 'When asked: Ask for the constraints' }));
    await user.keyboard('m');
    expect(await log()).toHaveTextContent('asked for the write rate');
    await waitFor(() => expect(sentMarks()).toHaveLength(2));
    expect(sentMarks().map(({ body }) => MarkBody.parse(body).note)).toEqual(['asked for the write rate', '']);
  });

  it('leaves keys alone while somebody types, and when they are switched off', async () => {
    const { sentMarks } = room();
    const { user } = openApp(ADDRESS);
    const notes = await screen.findByRole('textbox', { name: 'Private notes' });
    await user.type(notes, '1u 2m pushed hard');
    expect(notes).toHaveValue('1u 2m pushed hard');
    await user.tab();
    (document.activeElement as HTMLElement).blur();

    await user.keyboard('?');
    const sheet = await screen.findByRole('dialog', { name: 'Keys on this page' });
    await user.keyboard('1u');
    await user.click(within(sheet).getByRole('switch', { name: /^Single-key shortcuts/ }));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    await user.keyboard('1u?');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(sentMarks()).toEqual([]);

    openApp(ADDRESS);
    await screen.findByRole('timer');
    await user.keyboard('1u');
    expect(sentMarks()).toEqual([]);
  });

  it('keeps a mark made without a connection and sends it again with the same key', async () => {
    const { server, sentMarks } = room();
    const { user } = openApp(ADDRESS);
    await screen.findByRole('timer');
    let attempts = 0;
    server.reply(interviewEndpoints.mark, PARAMS, ({ body }) => {
      attempts += 1;
      if (attempts === 1) return Promise.reject(new TypeError('network'));
      return markOf({ ...MarkBody.parse(body), id: markId(1), minute: 12 });
    });
    await user.keyboard('1u');
    await waitFor(() => expect(attempts).toBe(1));
    expect(await screen.findByText('being saved')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'We met: end the mock' }));
    expect(await screen.findByRole('button', { name: 'End and go to the scorecard' })).toBeDisabled();
    window.dispatchEvent(new Event('online'));
    window.dispatchEvent(new Event('online'));
    await waitFor(() => expect(screen.getByRole('button', { name: 'End and go to the scorecard' })).toBeEnabled());
    const keys = sentMarks().map(({ headers }) => headers.get('idempotency-key'));
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
  });

  it('takes the newest mark back by key, and brings it back when the server does not agree', async () => {
    const saved = markOf();
    const { server } = room(planOf({ marks: [saved] }));
    const { user } = openApp(ADDRESS);
    expect(await log()).toHaveTextContent('min 7Ask for the constraints, when asked');
    server.reply(interviewEndpoints.unmark, { ...PARAMS, markId: saved.id }, () =>
      problem('interview_state', 'This mock is not running any more. Nothing was changed.'),
    );
    await user.keyboard('z');
    expect(await screen.findByText('This mock is not running any more. Nothing was changed.')).toBeVisible();
    expect(await log()).toHaveTextContent('min 7');

    server.reply(interviewEndpoints.unmark, { ...PARAMS, markId: saved.id }, () => undefined);
    await user.click(screen.getByRole('button', { name: 'Take back: Ask for the constraints, when asked, minute 7' }));
    expect(await screen.findByText(/No marks yet/)).toBeVisible();
  });

  it('removes a mark that was taken back before the server had answered', async () => {
    const { server } = room();
    let answer: () => void = () => undefined;
    server.reply(
      interviewEndpoints.mark,
      PARAMS,
      () =>
        new Promise<Response>((resolve) => {
          answer = () => resolve(new Response(JSON.stringify(markOf({ id: markId(1) })), { status: 201 }));
        }),
    );
    server.reply(interviewEndpoints.unmark, { ...PARAMS, markId: markId(1) }, () => undefined);
    const { user } = openApp(ADDRESS);
    await screen.findByRole('timer');
    await user.keyboard('1uz');
    expect(await screen.findByText(/No marks yet/)).toBeVisible();
    answer();
    await waitFor(() =>
      expect(server.seen(interviewEndpoints.unmark, { ...PARAMS, markId: markId(1) })).toHaveLength(1),
    );
    expect(await screen.findByText(/No marks yet/)).toBeVisible();
  });

  it('notes the next planned pushback by one key and says what to listen for', async () => {
    const { server } = room();
    const used = fromNow(0);
    server.reply(interviewEndpoints.usePushback, PARAMS, () =>
      planOf({
        items: planOf().items.map((item, index) =>
          index === 0
            ? { ...item, pushbacks: item.pushbacks.map((p) => (p.isPlanned ? { ...p, usedAt: used } : p)) }
            : item,
        ),
      }),
    );
    const { user } = openApp(ADDRESS);
    await screen.findByRole('timer');
    await user.keyboard('p');
    expect(await screen.findByText('Drops what costs most per order.')).toBeVisible();
    expect(server.seen(interviewEndpoints.usePushback, PARAMS)[0]?.body).toEqual({
      planItemId: itemOf(1).id,
      pushbackId: 'halve',
    });
    await user.keyboard('p');
    expect(await screen.findByText('No planned pushback is left for this question.')).toBeVisible();
    expect(server.seen(interviewEndpoints.usePushback, PARAMS)).toHaveLength(1);
  });

  it('keeps marks in sight that an answer about a pushback does not know yet', async () => {
    const { server, sentMarks } = room();
    const { user } = openApp(ADDRESS);
    await screen.findByRole('timer');
    let answer: (plan: PlanView) => void = () => undefined;
    server.on('POST', `/api/interviews/${INTERVIEW_ID}/pushbacks`, async () => {
      const plan = await new Promise<PlanView>((resolve) => (answer = resolve));
      return new Response(JSON.stringify(plan), { status: 200 });
    });
    await user.keyboard('p1u');
    await waitFor(() => expect(sentMarks()).toHaveLength(1));
    await waitFor(() => expect(screen.queryByText('being saved')).not.toBeInTheDocument());
    answer(planOf({ version: 3, shortage: '' }));
    await user.keyboard('?');
    expect(await log()).toHaveTextContent('Ask for the constraints, unasked');
  });

  it('goes to the next question by key', async () => {
    room();
    const { user } = openApp(ADDRESS);
    await screen.findByRole('timer');
    await user.keyboard('j');
    expect(await screen.findByRole('heading', { level: 2, name: 'Two regions, one ledger' })).toBeVisible();
    await user.keyboard('k');
    expect(await screen.findByRole('heading', { level: 2, name: 'A queue that never empties' })).toBeVisible();
  });

  it('ends with "we met": minutes from the clock, shown questions ticked, then the scorecard', async () => {
    const plan = planOf();
    const [one, two] = plan.items;
    if (!one || !two) throw new Error('the plan has two questions');
    const { server } = room({ ...plan, items: [{ ...one, shownAt: fromNow(-9 * MINUTE) }, two] });
    server.reply(interviewEndpoints.weMet, PARAMS, () =>
      mentorInterview({ state: 'awaiting_feedback', endedAt: fromNow(0), minutes: 14 }),
    );
    server.reply(feedbackEndpoints.scorecard, PARAMS, () => problem('unavailable', 'Not in this test.'));
    const { user, address } = openApp(ADDRESS);
    await user.click(await screen.findByRole('button', { name: 'We met: end the mock' }));
    const dialog = await screen.findByRole('dialog', { name: 'We met' });
    const minutes = within(dialog).getByLabelText('Minutes you met');
    expect(minutes).toHaveValue('13');
    expect(within(dialog).getByRole('checkbox', { name: one.question.title })).toBeChecked();
    expect(within(dialog).getByRole('checkbox', { name: two.question.title })).not.toBeChecked();

    await user.clear(minutes);
    expect(within(dialog).getByText('Between 1 and 240 minutes, please.')).toBeVisible();
    expect(within(dialog).getByRole('button', { name: 'End and go to the scorecard' })).toBeDisabled();
    await user.type(minutes, '14');
    await user.click(within(dialog).getByRole('checkbox', { name: two.question.title }));
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(address()).toBe(`/interviews/${INTERVIEW_ID}/scorecard`));
    const [sent] = server.seen(interviewEndpoints.weMet, PARAMS);
    expect(sent?.body).toEqual({ minutes: 14, askedPlanItemIds: [one.id, two.id] });
    expect(sent?.headers.get('idempotency-key')).not.toBeNull();
  });

  it('records a mock that was held without the page, with the planned minutes', async () => {
    const { server } = room(planOf(), mentorInterview({ startsAt: fromNow(-90 * MINUTE), needsOutcome: true }));
    const { user } = openApp(ADDRESS);
    await user.click(await screen.findByRole('button', { name: 'We met without this page' }));
    expect(await screen.findByLabelText('Minutes you met')).toHaveValue('45');
    await user.click(screen.getByRole('button', { name: 'Not yet' }));
    expect(server.seen(interviewEndpoints.weMet, PARAMS)).toEqual([]);
  });

  it('offers neither start nor end long before the mock', async () => {
    room(planOf(), mentorInterview());
    openApp(ADDRESS);
    expect(await screen.findByText(/You can start from/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'We met without this page' })).not.toBeInTheDocument();
  });

  it('keeps private notes in this browser, for this mock alone', async () => {
    const { server } = room();
    const { user } = openApp(ADDRESS);
    await user.type(await screen.findByRole('textbox', { name: 'Private notes' }), 'Nervous at first');
    openApp(ADDRESS);
    expect(await screen.findByRole('textbox', { name: 'Private notes' })).toHaveValue('Nervous at first');
    const other = markId(9);
    server.reply(interviewEndpoints.get, { interviewId: other }, () => ({ ...runningInterview(), id: other }));
    server.reply(interviewEndpoints.plan, { interviewId: other }, () => planOf({ interviewId: other }));
    server.reply(interviewEndpoints.stage, { interviewId: other }, () => stageOf({ interviewId: other }));
    openApp(`/interviews/${other}/run`);
    expect(await screen.findByRole('textbox', { name: 'Private notes' })).toHaveValue('');
    expect(server.requests.filter(({ body }) => JSON.stringify(body ?? '').includes('Nervous'))).toEqual([]);
  });

  it('is closed to everybody but the mentor, and does not even ask for the plan', async () => {
    const { server } = room(planOf(), { ...runningInterview(), viewerIs: 'learner' });
    openApp(ADDRESS);
    expect(await screen.findByText('Only Tomás Vidal runs this mock.')).toBeVisible();
    expect(server.seen(interviewEndpoints.plan, PARAMS)).toEqual([]);
  });

  it('leads to the scorecard once the mock has ended', async () => {
    room(planOf(), mentorInterview({ state: 'awaiting_feedback', endedAt: fromNow(-MINUTE), minutes: 40 }));
    openApp(ADDRESS);
    expect(await screen.findByRole('link', { name: 'Write the scorecard' })).toHaveAttribute(
      'href',
      expect.stringContaining(`/interviews/${INTERVIEW_ID}/scorecard`),
    );
  });
});

describe("a mentor's ways from the page of a mock", () => {
  const open = async (over: Parameters<typeof mentorInterview>[0]) => {
    room(planOf(), mentorInterview(over));
    openApp(`/interviews/${INTERVIEW_ID}`);
    const panel = await screen.findByRole('region', { name: 'Your mock' });
    return within(panel)
      .queryAllByRole('link')
      .filter((link) => link.getAttribute('href')?.startsWith('/interviews/'))
      .map((link) => link.textContent);
  };

  it('lead to the kit before, the room around the time, and the scorecard afterwards', async () => {
    expect(await open({})).toEqual(['Open the kit']);
    expect(await open({ startsAt: fromNow(10 * MINUTE) })).toEqual(['Run it', 'Open the kit']);
    expect(await open({ state: 'running', startsAt: fromNow(-MINUTE) })).toEqual(['Back to the mock', 'Open the kit']);
    expect(await open({ startsAt: fromNow(-90 * MINUTE), needsOutcome: true })).toEqual([
      'Say that you met',
      'Open the kit',
    ]);
    expect(await open({ state: 'awaiting_feedback' })).toEqual(['Write the scorecard', 'See the kit']);
    expect(await open({ state: 'closed' })).toEqual(['See your scorecard', 'See the kit']);
    expect(await open({ state: 'void' })).toEqual([]);
  });
});
