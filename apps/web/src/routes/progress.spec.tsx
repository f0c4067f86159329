import { screen, within } from '@testing-library/react';
import { insightEndpoints, type ProgressView } from '@dryrun/contracts/insights.contract';
import { accessibilityFaults } from '../../test/accessibility.ts';
import { DAY, fromNow } from '../../test/fixtures.ts';
import { BATCH_ID, LEARNER, meAs, openApp, serverFor } from '../../test/open-app.tsx';

const PARAMS = { batchId: BATCH_ID, personId: LEARNER.id };
const mock = (n: number) => ({
  interviewId: `44444444-4444-4444-8444-44444444440${n}`,
  heldAt: fromNow((n - 6) * 7 * DAY),
});

const CONSTRAINTS: ProgressView['dimensions'][number]['points'] = [
  { ...mock(1), level: 1 },
  { ...mock(3), level: 3 },
];

function progressOf(heldCount: number, over: Partial<ProgressView> = {}): ProgressView {
  return {
    learner: LEARNER,
    heldCount,
    minimum: 3,
    isWithheld: false,
    dimensions: [
      {
        dimension: 'constraints',
        title: 'Ask for the constraints',
        points: CONSTRAINTS.slice(0, heldCount),
      },
      {
        dimension: 'trade-offs',
        title: 'Volunteer trade-offs',
        points: heldCount > 1 ? [{ ...mock(2), level: 2 }] : [],
      },
    ],
    knowledge: [{ ...mock(1), unaided: 4, raised: 11 }],
    ...over,
  };
}

function open(view: ProgressView) {
  serverFor(meAs()).reply(insightEndpoints.progress, PARAMS, () => view);
  return openApp('/progress');
}

describe('progress', () => {
  it('draws a line per move on the same mocks, with the gap said and not bridged as if observed', async () => {
    open(progressOf(3));
    const move = await screen.findByRole('region', { name: 'Ask for the constraints' });
    expect(move).toHaveTextContent('seen in 2 of 3 mocks');
    expect(within(move).getByRole('img')).toHaveAccessibleName(/: Not yet; .*: Reasons when asked$/);
    expect(move.querySelectorAll('line[data-gap]')).toHaveLength(1);
    expect(await accessibilityFaults()).toEqual([]);
  });

  it('lists and does not draw below the minimum, and says so', async () => {
    open(progressOf(2));
    expect(await screen.findByText('A line needs 3 mocks')).toBeVisible();
    expect(screen.queryByRole('img')).not.toBeInTheDocument();
    expect(screen.getByText(/Ask for the constraints:/)).toHaveTextContent(/Not yet \(.*\), Reasons when asked \(.*\)/);
  });

  it('keeps knowledge apart', async () => {
    open(progressOf(3));
    const knowledge = await screen.findByRole('region', { name: 'Knowledge' });
    expect(knowledge).toHaveTextContent('4 of 11');
    expect(screen.getByRole('region', { name: 'Reasoning' })).not.toHaveTextContent('4 of 11');
  });

  it('leads to booking before the first feedback', async () => {
    open(progressOf(0, { dimensions: [], knowledge: [] }));
    expect(await screen.findByText(/before the feedback of your first mock/)).toBeVisible();
  });
});
