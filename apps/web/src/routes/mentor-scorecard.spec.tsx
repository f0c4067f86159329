import { screen, waitFor, within } from '@testing-library/react';
import { feedbackEndpoints, ScorecardBody, type ScorecardView } from '@dryrun/contracts/feedback.contract';
import { interviewEndpoints } from '@dryrun/contracts/interviews.contract';
import { hintsForScorecard, missingInScorecard } from '@dryrun/domain/feedback/scorecard';
import { prefillFromMarks } from '@dryrun/domain/feedback/scorecard-prefill';
import { accessibilityFaults } from '../../test/accessibility.ts';
import { problem, type FakeServer } from '../../test/fake-server.ts';
import { CONSTRAINTS, fromNow, HOUR, INTERVIEW_ID, interviewOf, LEVEL_NAMES, TRADE_OFFS } from '../../test/fixtures.ts';
import { BATCH_ID, LEARNER, meAs, MENTOR, openApp, serverFor } from '../../test/open-app.tsx';

const QUESTION_ID = '88888888-8888-4888-8888-888888888888';
const OTHER_INTERVIEW_ID = '99999999-9999-4999-8999-999999999999';
const ROHAN = { id: 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa', name: 'Rohan Shah', timeZone: 'Asia/Kolkata' };
const PAGE = `/interviews/${INTERVIEW_ID}/scorecard`;
const FOCUS = [
  { ...CONSTRAINTS, anchors: { ...CONSTRAINTS.anchors, 4: 'Restates the problem first, and settles three numbers.' } },
  TRADE_OFFS,
];
const MARKS = [
  {
    id: QUESTION_ID,
    dimension: 'constraints',
    kind: 'unasked' as const,
    at: fromNow(-HOUR),
    minute: 12,
    note: 'asked for p99',
  },
];
const COMPLETE = {
  ratings: FOCUS.map(({ id }) => ({
    dimension: id,
    level: 3 as const,
    isNotObserved: false,
    wasPrompted: null,
    examples: ['Asked who pays'],
  })),
  keyPoints: [],
  strengths: ['Drew the request path before naming a product'],
  nextSteps: [{ drill: 'Redo this design at ten times the load, twice a week', dimension: null, dueOn: null }],
  note: '',
  recommendation: null,
} satisfies Omit<ScorecardBody, 'version'>;

type Saved = Omit<ScorecardBody, 'version'>;

/** Holds one card as the API does: versions, missing and hints by the product's own rules. */
function holdCard(server: FakeServer, over: Partial<ScorecardView> = {}, start?: { draft: Saved; version: number }) {
  const interviewId = over.interviewId ?? INTERVIEW_ID;
  const params = { interviewId };
  const prefill = prefillFromMarks(MARKS, FOCUS);
  const card = {
    draft: start?.draft ?? {
      ratings: prefill.ratings,
      keyPoints: [],
      strengths: [],
      nextSteps: [],
      note: '',
      recommendation: null,
    },
    version: start?.version ?? 0,
    state: 'draft' as ScorecardView['state'],
    isOffline: false,
  };
  const view = (): ScorecardView => ({
    interviewId,
    learner: LEARNER,
    state: card.state,
    dueAt: fromNow(5 * HOUR),
    canExtend: true,
    savedAt: card.version === 0 ? null : fromNow(0),
    submittedAt: card.state === 'draft' ? null : fromNow(0),
    draft: { ...card.draft, version: card.version },
    dimensions: FOCUS,
    levelNames: LEVEL_NAMES,
    questions: [
      {
        questionVersionId: QUESTION_ID,
        title: 'A cluster that drops connections',
        keyPoints: [{ id: 'drain', text: 'Drains before terminating' }],
      },
    ],
    marks: MARKS,
    suggestions: prefill.suggestions,
    missing: missingInScorecard(card.draft, FOCUS),
    hints: hintsForScorecard(card.draft, FOCUS),
    isWithheld: false,
    ...over,
  });
  const keep = (sent: unknown): Response | null => {
    const { version, ...draft } = ScorecardBody.parse(sent);
    if (card.state !== 'draft') return problem('scorecard_submitted', 'You submitted this scorecard already.');
    if (version !== card.version) return problem('stale_version', 'Saved in between.', { current: view() });
    card.draft = draft;
    card.version += 1;
    return null;
  };
  const offline = () => Promise.reject<Response>(new TypeError('network'));
  server.reply(interviewEndpoints.get, params, () =>
    interviewOf({ id: interviewId, state: 'awaiting_feedback', viewerIs: 'mentor' }),
  );
  server.reply(feedbackEndpoints.scorecard, params, view);
  server.reply(feedbackEndpoints.saveScorecard, params, ({ body }) =>
    card.isOffline ? offline() : (keep(body) ?? view()),
  );
  server.reply(feedbackEndpoints.submitScorecard, params, ({ body }) => {
    const { version: _, ...draft } = ScorecardBody.parse(body);
    const missing = missingInScorecard(draft, FOCUS);
    if (missing.length > 0)
      return problem('scorecard_incomplete', 'Nothing was submitted.', {
        errors: missing.map(({ pointer, message }) => ({ pointer: `/body${pointer}`, message })),
      });
    const refusal = keep(body);
    if (refusal) return refusal;
    card.state = 'submitted';
    return view();
  });
  return card;
}

function mentorsServer(): FakeServer {
  return serverFor(
    meAs({
      person: { ...MENTOR, email: 'tomas@demo.invalid' },
      batches: [{ id: BATCH_ID, name: 'Batch 01 · Aarambh', timeZone: 'Asia/Kolkata', roles: ['mentor'] }],
    }),
  );
}

const move = (title: string) => screen.findByRole('region', { name: title });
const savesOf = (server: FakeServer) => server.seen(feedbackEndpoints.saveScorecard, { interviewId: INTERVIEW_ID });
const submitsOf = (server: FakeServer) => server.seen(feedbackEndpoints.submitScorecard, { interviewId: INTERVIEW_ID });
const saved = () => screen.findByText(/^Saved \d/, undefined, { timeout: 8000 });

beforeEach(() => localStorage.clear());

describe('the scorecard', () => {
  it('begins from the marks without choosing a level, and saves by itself what is tapped', async () => {
    const server = mentorsServer();
    const card = holdCard(server);
    const { user } = openApp(PAGE);
    const constraints = within(await move(CONSTRAINTS.title));
    expect(constraints.getByRole('textbox', { name: /example 1/ })).toHaveValue('min 12, came unasked: asked for p99');
    expect(constraints.getByText(/That points to/)).toHaveTextContent('Reasons unasked; you decide');
    for (const radio of screen.getAllByRole('radio')) expect(radio).not.toBeChecked();
    expect(savesOf(server)).toEqual([]);

    await user.click(constraints.getByRole('radio', { name: 'Reasons unasked' }));
    await user.click(constraints.getByRole('button', { name: 'Settles three numbers' }));
    await user.click(screen.getByRole('button', { name: 'Nudged' }));
    await saved();
    expect(card.draft.ratings[0]).toEqual({
      dimension: 'constraints',
      level: 4,
      isNotObserved: false,
      wasPrompted: false,
      examples: ['min 12, came unasked: asked for p99', 'Settles three numbers'],
    });
    expect(card.draft.keyPoints).toEqual([{ questionVersionId: QUESTION_ID, keyPointId: 'drain', coverage: 'nudged' }]);
    expect(card.version).toBe(savesOf(server).length);
    expect(localStorage).toHaveLength(0);
  });

  it('takes a rating back with not observed, and a note about a key point with a second tap', async () => {
    const server = mentorsServer();
    const card = holdCard(server);
    const { user } = openApp(PAGE);
    const tradeOffs = within(await move(TRADE_OFFS.title));
    await user.click(tradeOffs.getByRole('radio', { name: 'Knows it' }));
    await user.click(tradeOffs.getByRole('button', { name: 'Only when asked' }));
    await user.click(tradeOffs.getByRole('button', { name: 'Not observed' }));
    await user.click(screen.getByRole('button', { name: 'Wrong' }));
    await user.click(screen.getByRole('button', { name: 'Wrong' }));
    await saved();
    expect(card.draft.ratings[1]).toEqual({
      dimension: 'trade-offs',
      level: null,
      isNotObserved: true,
      wasPrompted: null,
      examples: [],
    });
    expect(card.draft.keyPoints).toEqual([]);
    expect(tradeOffs.getByRole('radio', { name: 'Knows it' })).not.toBeChecked();
  });

  it('names everything that is missing, goes to each place, and submits by key once it is complete', async () => {
    const server = mentorsServer();
    const card = holdCard(server);
    const { user } = openApp(PAGE);
    await move(CONSTRAINTS.title);
    await user.click(screen.getByRole('button', { name: 'Submit' }));
    const alert = within(await screen.findByRole('alert'));
    expect(alert.getByText('4 things are missing')).toBeVisible();
    expect(alert.getAllByRole('button').map((b) => b.textContent)).toEqual([
      `Rate “${CONSTRAINTS.title}”, or mark it as not observed.`,
      `Rate “${TRADE_OFFS.title}”, or mark it as not observed.`,
      'Write at least one strength: something you saw that is worth doing again.',
      'Give at least one next step: a drill the learner can do before the next mock.',
    ]);
    expect(submitsOf(server)).toEqual([]);
    // The focus is in the first open place already: a number key rates it.
    expect(await move(CONSTRAINTS.title)).toContainElement(document.activeElement as HTMLElement);
    await user.keyboard('4');
    await user.keyboard('j3');
    await user.click(alert.getByRole('button', { name: /strength/ }));
    await user.paste('Drew the request path before naming a product');
    await user.click(alert.getByRole('button', { name: /next step/ }));
    await user.paste('Redo this design at ten times the load, twice a week');
    expect(screen.queryByText(/missing/)).not.toBeInTheDocument();
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect(await screen.findByText(/^Submitted/)).toBeVisible();
    expect(screen.getByText(/It opens for Asha once/)).toBeVisible();
    expect(screen.getByRole('main')).toHaveFocus();
    expect(card.state).toBe('submitted');
    expect(card.draft.ratings.map(({ level }) => level)).toEqual([4, 3]);
    expect(submitsOf(server)[0]?.headers.get('idempotency-key')).toMatch(/^[0-9a-f]{32}$/);
    expect(localStorage).toHaveLength(0);
  });

  it('asks for every focus move, also for one that the stored draft has no row of', async () => {
    const server = mentorsServer();
    const card = holdCard(server, {}, { draft: { ...COMPLETE, ratings: COMPLETE.ratings.slice(0, 1) }, version: 3 });
    const { user } = openApp(PAGE);
    expect(await screen.findByText('1 of 2 moves rated')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Submit' }));
    expect(screen.getByRole('alert')).toHaveTextContent(`Rate “${TRADE_OFFS.title}”, or mark it as not observed.`);
    expect(await move(TRADE_OFFS.title)).toContainElement(document.activeElement as HTMLElement);
    await user.keyboard('0');
    await user.click(screen.getByRole('button', { name: 'Submit' }));
    expect(await screen.findByText(/^Submitted/)).toBeVisible();
    expect(card.draft.ratings[1]).toMatchObject({ dimension: 'trade-offs', level: null, isNotObserved: true });
  });

  it('does not hold the card up for a move outside the focus that somebody began to fill in', async () => {
    const server = mentorsServer();
    const extra = { ...TRADE_OFFS, id: 'numbers', title: 'Uses numbers' };
    const card = holdCard(server, { dimensions: [...FOCUS, extra] }, { draft: COMPLETE, version: 3 });
    const { user } = openApp(PAGE);
    const numbers = within(await move('Uses numbers'));
    await user.type(numbers.getByRole('textbox', { name: /example 1/ }), 'Sized the queue');
    await saved();
    await user.click(screen.getByRole('button', { name: 'Submit' }));
    expect(await screen.findByText(/^Submitted/)).toBeVisible();
    expect(card.draft.ratings[2]).toMatchObject({ dimension: 'numbers', level: null, examples: ['Sized the queue'] });
  });

  it('shows what only the server misses, and goes on saving', async () => {
    const server = mentorsServer();
    holdCard(server, {}, { draft: COMPLETE, version: 3 });
    server.reply(feedbackEndpoints.submitScorecard, { interviewId: INTERVIEW_ID }, () =>
      problem('scorecard_incomplete', 'Nothing was submitted.', {
        errors: [{ pointer: '/body/ratings/1', message: 'Rate “Volunteer trade-offs” anew.' }],
      }),
    );
    const { user } = openApp(PAGE);
    await move(CONSTRAINTS.title);
    await user.click(screen.getByRole('button', { name: 'Submit' }));
    await user.click(await screen.findByRole('button', { name: 'Rate “Volunteer trade-offs” anew.' }));
    expect(await move(TRADE_OFFS.title)).toContainElement(document.activeElement as HTMLElement);
  });

  it('puts both versions side by side when another tab saved, and stores what was chosen in each place', async () => {
    const server = mentorsServer();
    const card = holdCard(server, {}, { draft: { ...COMPLETE, note: 'Old' }, version: 3 });
    const { user } = openApp(PAGE);
    const note = await screen.findByRole('textbox', { name: /warm note/ });
    card.draft = { ...COMPLETE, note: 'From the phone', strengths: ['Said what it costs before I asked'] };
    card.version = 4;
    await user.clear(note);
    await user.type(note, 'From the desk');
    const both = within(await screen.findByRole('group', { name: 'A warm note' }, { timeout: 8000 }));
    expect(both.getByText('From the desk')).toBeVisible();
    expect(both.getByText('From the phone')).toBeVisible();
    expect(both.getByRole('radio', { name: /On this screen/ })).toBeChecked();
    expect(card.draft.note).toBe('From the phone');

    const strengths = within(screen.getByRole('group', { name: 'Strengths' }));
    await user.click(strengths.getByRole('radio', { name: /Saved elsewhere/ }));
    await user.click(screen.getByRole('button', { name: 'Go on with what is ticked' }));
    await saved();
    expect(card.draft).toEqual({
      ...COMPLETE,
      note: 'From the desk',
      strengths: ['Said what it costs before I asked'],
    });
    expect(card.version).toBe(5);
    expect(screen.getByRole('textbox', { name: /warm note/ })).toHaveValue('From the desk');
    expect(screen.getByRole('textbox', { name: 'strength 1' })).toHaveValue('Said what it costs before I asked');
  });

  it('keeps the words on this device while the server cannot be reached, and brings them back after a reload', async () => {
    const server = mentorsServer();
    const card = holdCard(server, {}, { draft: COMPLETE, version: 3 });
    card.isOffline = true;
    const { user } = openApp(PAGE);
    await user.type(await screen.findByRole('textbox', { name: /warm note/ }), 'You slowed down');
    expect(await screen.findByText(/kept on this device/, undefined, { timeout: 8000 })).toBeVisible();

    const again = openApp(PAGE);
    expect(await screen.findByText(/is back; it had not been saved/)).toBeVisible();
    expect(screen.getByRole('textbox', { name: /warm note/ })).toHaveValue('You slowed down');
    const saveNow = await screen.findByRole('button', { name: 'Save now' }, { timeout: 8000 });
    card.isOffline = false;
    await again.user.click(saveNow);
    await saved();
    expect(card.draft.note).toBe('You slowed down');
    expect(localStorage).toHaveLength(0);
  });

  it('asks which one to keep when words of this device were typed over a version that is gone', async () => {
    const server = mentorsServer();
    const card = holdCard(server, {}, { draft: COMPLETE, version: 3 });
    card.isOffline = true;
    const first = openApp(PAGE);
    await first.user.type(await screen.findByRole('textbox', { name: /warm note/ }), 'On the train');
    await screen.findByText(/kept on this device/, undefined, { timeout: 8000 });
    card.isOffline = false;
    card.draft = { ...COMPLETE, note: 'At the desk' };
    card.version = 4;
    const { user } = openApp(PAGE);
    expect(await screen.findByText('On the train')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'All as saved elsewhere' }));
    await user.click(screen.getByRole('button', { name: 'Go on with what is ticked' }));
    expect(await screen.findByRole('textbox', { name: /warm note/ })).toHaveValue('At the desk');
    expect(card.version).toBe(4);
    expect(localStorage).toHaveLength(0);
  });

  it('never shows words about one learner on the card of another', async () => {
    const server = mentorsServer();
    const card = holdCard(server, {}, { draft: COMPLETE, version: 3 });
    const other = holdCard(server, { interviewId: OTHER_INTERVIEW_ID, learner: ROHAN });
    card.isOffline = true;
    const { user, goTo } = openApp(PAGE);
    await user.type(await screen.findByRole('textbox', { name: /warm note/ }), 'About Asha');
    goTo(`/interviews/${OTHER_INTERVIEW_ID}/scorecard`);
    expect(await screen.findByRole('heading', { level: 1, name: 'Scorecard for Rohan Shah' })).toBeVisible();
    expect(screen.getByRole('textbox', { name: /warm note/ })).toHaveValue('');
    await user.type(screen.getByRole('textbox', { name: /warm note/ }), 'About Rohan');
    await saved();
    expect(other.draft.note).toBe('About Rohan');
    expect(card.draft.note).toBe('');

    card.isOffline = false;
    goTo(PAGE);
    expect(await screen.findByDisplayValue('About Asha')).toBeVisible();
    await waitFor(() => expect(card.draft.note).toBe('About Asha'), { timeout: 8000 });
    expect(other.draft.note).toBe('About Rohan');
  });

  it('leaves number keys to the text while somebody types, and to nobody when they are switched off', async () => {
    const server = mentorsServer();
    holdCard(server);
    const { user } = openApp(PAGE);
    const constraints = within(await move(CONSTRAINTS.title));
    await user.type(constraints.getByRole('textbox', { name: /example 1/ }), ' 2');
    expect(constraints.getByRole('radio', { name: 'Knows it' })).not.toBeChecked();

    await user.click(screen.getByRole('button', { name: 'All keys' }));
    await user.click(await screen.findByRole('switch', { name: /Single-key/ }));
    await user.keyboard('{Escape}');
    await user.click(constraints.getByRole('button', { name: 'Not observed' }));
    await user.keyboard('2');
    expect(constraints.getByRole('radio', { name: 'Knows it' })).not.toBeChecked();
    expect(constraints.getByRole('button', { name: 'Not observed' })).toHaveAttribute('aria-pressed', 'true');
  });

  it('previews what the learner will read, without earlier levels', async () => {
    const server = mentorsServer();
    holdCard(server, {}, { draft: { ...COMPLETE, note: 'I enjoyed this', recommendation: 'close' }, version: 3 });
    const { user } = openApp(PAGE);
    await move(CONSTRAINTS.title);
    await user.click(screen.getByRole('button', { name: 'Preview' }));
    const preview = within(await screen.findByRole('dialog', { name: 'As Asha Rao will read it' }));
    expect(preview.getByText('I enjoyed this')).toBeVisible();
    expect(preview.getByText('Constraints: once asked')).toBeVisible();
    expect(preview.getByText('Close', { selector: 'strong' })).toBeVisible();
    expect(preview.queryByText(/Last time/)).not.toBeInTheDocument();
  });

  it('shows the submitted card and the words that missed it when another tab submitted first', async () => {
    const server = mentorsServer();
    const card = holdCard(server, {}, { draft: COMPLETE, version: 3 });
    const { user } = openApp(PAGE);
    const note = await screen.findByRole('textbox', { name: /warm note/ });
    card.state = 'submitted';
    await user.type(note, 'One more thing');
    expect(await screen.findByText('Not part of what was submitted', undefined, { timeout: 8000 })).toBeVisible();
    expect(screen.getByText(/One more thing/)).toBeVisible();
    expect(screen.queryByRole('textbox')).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Remove these words' }));
    expect(screen.queryByText(/One more thing/)).not.toBeInTheDocument();
    expect(localStorage).toHaveLength(0);
  });

  it('says why ratings of a submitted card are kept from its mentor', async () => {
    const server = mentorsServer();
    holdCard(
      server,
      { state: 'submitted', submittedAt: fromNow(-HOUR), isWithheld: true },
      { draft: { ...COMPLETE, ratings: [] }, version: 3 },
    );
    openApp(PAGE);
    expect(await screen.findByText('Ratings are kept from you for now')).toBeVisible();
    expect(screen.getByText(COMPLETE.strengths[0] ?? '')).toBeVisible();
    expect(screen.queryByText('Reasons when asked')).not.toBeInTheDocument();
  });

  it('is usable with assistive technology, complete or not', async () => {
    const server = mentorsServer();
    holdCard(server);
    const { user } = openApp(PAGE);
    const constraints = within(await move(CONSTRAINTS.title));
    await user.click(constraints.getByRole('radio', { name: 'Not yet' }));
    await user.click(screen.getByRole('button', { name: 'Submit' }));
    await screen.findByText(/things are missing/);
    expect(await accessibilityFaults()).toEqual([]);
  });
});
