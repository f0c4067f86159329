import { screen, waitFor, within } from '@testing-library/react';
import {
  interviewEndpoints,
  SavePlanBody,
  type InterviewView,
  type PlanView,
} from '@dryrun/contracts/interviews.contract';
import { accessibilityFaults } from '../../test/accessibility.ts';
import { problem } from '../../test/fake-server.ts';
import { DAY, fromNow, INTERVIEW_ID, MINUTE } from '../../test/fixtures.ts';
import {
  itemOf,
  mentorInterview,
  mentorMe,
  planOf,
  runningInterview,
  SPARE_VERSION_ID,
} from '../../test/mentor-fixtures.ts';
import { openApp, serverFor } from '../../test/open-app.tsx';

const PARAMS = { interviewId: INTERVIEW_ID };
const ADDRESS = `/interviews/${INTERVIEW_ID}/kit`;

/** A server that saves plans as the real one does: only over the version it has. */
function academy(first: PlanView = planOf(), interview: InterviewView = mentorInterview()) {
  let plan = first;
  const server = serverFor(mentorMe());
  server.reply(interviewEndpoints.get, PARAMS, () => interview);
  server.reply(interviewEndpoints.plan, PARAMS, () => plan);
  server.reply(interviewEndpoints.savePlan, PARAMS, ({ body }) => {
    const { version, items } = SavePlanBody.parse(body);
    if (version !== plan.version) return problem('stale_version', 'The plan was changed from another tab.');
    const known = [
      ...first.items,
      itemOf(50, { questionVersionId: SPARE_VERSION_ID, title: 'A certificate that expires tonight' }),
    ];
    plan = {
      ...plan,
      version: version + 1,
      items: items.flatMap(({ questionVersionId, pushbackIds }) =>
        known
          .filter((item) => item.questionVersionId === questionVersionId)
          .map((item) => ({
            ...item,
            pushbacks: item.pushbacks.map((p) => ({ ...p, isPlanned: pushbackIds.includes(p.id) })),
          })),
      ),
    };
    return plan;
  });
  const saved = () => server.seen(interviewEndpoints.savePlan, PARAMS).map(({ body }) => SavePlanBody.parse(body));
  return { server, saved, changeElsewhere: (next: PlanView) => (plan = next) };
}

const question = (name: string) => screen.findByRole('region', { name: new RegExp(name) });

describe('the kit', () => {
  it('says why each question was chosen and what the learner works on, with the answers closed', async () => {
    academy();
    openApp(ADDRESS);
    const second = await question('2. Two regions, one ledger');
    expect(within(second).getByText('Studied on 3 Nov, never asked in a mock.')).toBeVisible();
    expect(within(second).getByText('Which of the two rates changed, and since when?')).not.toBeVisible();
    expect(within(second).getByText('Add consumers and a dead letter queue.')).not.toBeVisible();
    const learner = screen.getByRole('region', { name: 'Asha Rao' });
    expect(learner).toHaveTextContent('Say the price of each choice aloud');
    expect(learner).toHaveTextContent('ProbeVolunteer trade-offs');
    expect(await accessibilityFaults()).toEqual([]);
  });

  it('saves a pushback the moment it is ticked, and a second change over the new version', async () => {
    const { saved } = academy();
    const { user } = openApp(ADDRESS);
    const first = await question('1. A queue');
    await user.click(within(first).getByRole('checkbox', { name: 'The region is gone.' }));
    await user.click(within(first).getByRole('checkbox', { name: 'Your budget was halved this morning.' }));
    await waitFor(() => expect(saved()).toHaveLength(2));
    expect(saved().map(({ version }) => version)).toEqual([3, 4]);
    expect(saved()[0]?.items[0]?.pushbackIds).toEqual(['halve', 'region']);
    expect(saved()[1]?.items[0]?.pushbackIds).toEqual(['region']);
    expect(await screen.findByText('Saved. Your choice stands.')).toBeVisible();
  });

  it('swaps a question with a spare and takes that back', async () => {
    const { saved } = academy();
    const { user } = openApp(ADDRESS);
    const original = planOf().items.map((item) => item.questionVersionId);
    await user.click(within(await question('1. A queue')).getByRole('button', { name: 'Swap' }));
    const dialog = await screen.findByRole('dialog', { name: 'Instead of “A queue that never empties”' });
    expect(dialog).toHaveTextContent('Asked in a mock on 2 Aug');
    await user.click(within(dialog).getByRole('button', { name: 'Take “A certificate that expires tonight”' }));
    expect(await question('1. A certificate that expires tonight')).toBeVisible();
    expect(saved()[0]?.items.map((i) => i.questionVersionId)).toEqual([SPARE_VERSION_ID, original[1]]);

    await user.click(await screen.findByRole('button', { name: 'Undo last change' }));
    expect(await question('1. A queue')).toBeVisible();
    expect(saved()[1]?.items.map((i) => i.questionVersionId)).toEqual(original);
    expect(saved()[1]?.items[0]?.pushbackIds).toEqual(['halve']);
  });

  it('changes the order in which questions are asked', async () => {
    const { saved } = academy();
    const { user } = openApp(ADDRESS);
    await user.click(await screen.findByRole('button', { name: 'Ask “Two regions, one ledger” earlier' }));
    expect(await question('1. Two regions')).toBeVisible();
    await waitFor(() => expect(saved()).toHaveLength(1));
    expect(screen.getByRole('button', { name: 'Ask “Two regions, one ledger” earlier' })).toBeDisabled();
  });

  it('puts both plans side by side when another tab saved meanwhile, and saves mine only when told', async () => {
    const { saved, changeElsewhere } = academy();
    const { user } = openApp(ADDRESS);
    const first = await question('1. A queue');
    changeElsewhere(planOf({ version: 9, items: planOf().items.slice(1) }));
    await user.click(within(first).getByRole('checkbox', { name: 'The region is gone.' }));
    const notice = await screen.findByRole('alert');
    await waitFor(() =>
      expect(within(notice).getByRole('region', { name: 'Saved meanwhile' })).not.toHaveTextContent('A queue'),
    );
    expect(within(notice).getByRole('region', { name: 'Yours' })).toHaveTextContent('(2 pushbacks)');
    expect(saved()).toHaveLength(1);
    await user.click(within(notice).getByRole('button', { name: 'Save mine instead' }));
    expect(await question('1. A queue')).toBeVisible();
    await waitFor(() => expect(screen.queryByRole('alert')).not.toBeInTheDocument());
    expect(saved().map(({ version }) => version)).toEqual([3, 9]);
  });

  it('keeps the other plan when told to, without sending anything', async () => {
    const { saved, changeElsewhere } = academy();
    const { user } = openApp(ADDRESS);
    const first = await question('1. A queue');
    changeElsewhere(planOf({ version: 9, items: planOf().items.slice(1) }));
    await user.click(within(first).getByRole('checkbox', { name: 'The region is gone.' }));
    await user.click(await screen.findByRole('button', { name: 'Keep what is saved' }));
    expect(await question('1. Two regions')).toBeVisible();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    expect(saved()).toHaveLength(1);
  });

  it('keeps the change on the page and offers to try again when the connection is lost', async () => {
    const { server, saved } = academy();
    server.reply(interviewEndpoints.savePlan, PARAMS, () => Promise.reject(new TypeError('network')));
    const { user } = openApp(ADDRESS);
    const box = within(await question('1. A queue')).getByRole('checkbox', { name: 'The region is gone.' });
    await user.click(box);
    expect(await screen.findByRole('alert')).toHaveTextContent('No connection');
    expect(box).toBeChecked();
    server.reply(interviewEndpoints.savePlan, PARAMS, () =>
      planOf({
        version: 4,
        items: planOf().items.map((i) => ({
          ...i,
          pushbacks: i.pushbacks.map((p) => ({
            ...p,
            isPlanned: p.id !== 'order' && (i.slug === 'question-1' || p.id === 'halve'),
          })),
        })),
      }),
    );
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(screen.queryByRole('alert')).not.toBeInTheDocument());
    expect(saved()[1]).toEqual(saved()[0]);
    expect(box).toBeChecked();
  });

  it('leaves a question that the learner has already seen in the plan', async () => {
    const [one, two] = planOf().items;
    if (!one || !two) throw new Error('the plan has two questions');
    academy(planOf({ items: [{ ...one, shownAt: fromNow(-5 * MINUTE) }, two] }), runningInterview());
    openApp(ADDRESS);
    const first = await question('1. A queue');
    expect(within(first).queryByRole('button', { name: 'Swap' })).not.toBeInTheDocument();
    expect(within(first).queryByRole('button', { name: 'Leave out' })).not.toBeInTheDocument();
    expect(within(await question('2. Two')).getByRole('button', { name: 'Leave out' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'Back to the mock' })).toHaveAttribute(
      'href',
      expect.stringContaining(`/interviews/${INTERVIEW_ID}/run`),
    );
  });

  it('starts the mock from fifteen minutes before, and goes to the room', async () => {
    const { server } = academy(planOf(), mentorInterview({ startsAt: fromNow(14 * MINUTE) }));
    server.reply(interviewEndpoints.start, PARAMS, () => runningInterview());
    server.reply(interviewEndpoints.stage, PARAMS, () => problem('unavailable', ''));
    const { user, address } = openApp(ADDRESS);
    await user.click(await screen.findByRole('button', { name: 'Start the mock' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Mock with Asha Rao' })).toBeVisible();
    expect(address()).toBe(`/interviews/${INTERVIEW_ID}/run`);
  });

  it('says when it can be started while it is too early', async () => {
    academy(planOf(), mentorInterview({ startsAt: fromNow(DAY) }));
    openApp(ADDRESS);
    expect(await screen.findByText(/You can start from/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Start the mock' })).not.toBeInTheDocument();
  });

  it('can be read and not changed by somebody who oversees the batch', async () => {
    academy(planOf(), mentorInterview({ viewerIs: 'overseer' }));
    openApp(ADDRESS);
    const first = await question('1. A queue');
    expect(within(first).queryByRole('button')).not.toBeInTheDocument();
    for (const box of within(first).getAllByRole('checkbox')) expect(box).toBeDisabled();
    expect(screen.queryByText(/You can start from/)).not.toBeInTheDocument();
  });

  it('says in words that too few fresh questions are left', async () => {
    academy(planOf({ shortage: 'Only 1 of 2 questions could be planned.', items: planOf().items.slice(0, 1) }));
    openApp(ADDRESS);
    expect(await screen.findByText('Only 1 of 2 questions could be planned.')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Leave out' })).not.toBeInTheDocument();
  });
});
