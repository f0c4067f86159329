import { screen, within } from '@testing-library/react';
import { catalogEndpoints } from '@dryrun/contracts/catalog.contract';
import {
  practiceEndpoints,
  studyEndpoints,
  type BankQuestionView,
  type StudyPartView,
} from '@dryrun/contracts/study.contract';
import { accessibilityFaults } from '../../test/accessibility.ts';
import { problem } from '../../test/fake-server.ts';
import { GOAL_OPTIONS } from '../../test/fixtures.ts';
import { meAs, openApp, serverFor } from '../../test/open-app.tsx';

const PARAMS = { slug: 'five-thousand-services' };
const ITEM = {
  slug: PARAMS.slug,
  title: '5,000 Services',
  track: 'kubernetes',
  kind: 'reasoning' as const,
  minLevel: 'mid' as const,
  maxLevel: 'senior' as const,
  met: null,
};
const ANSWER: StudyPartView = {
  whyAsked: 'It shows a migration.',
  framework: 'Limits first.',
  answerPattern: 'Measure, then move.',
  keyPoints: [{ id: 'lookup', text: '**Lookup** cost.' }],
  knowledgeAnswer: 'Use nftables.',
  reasoningAnswer: 'Which limit is hit first?',
  tradeOffs: 'Kernel version.',
  commonMistake: 'Moving all nodes at once.',
  pushbacks: [{ id: 'old-kernel', says: 'The kernel is 5.4. And now?', goodRevision: 'Drops nftables.' }],
  variations: [{ id: 'ten', text: 'Ten times the Services.' }],
  followUps: ['What do you alert on?'],
  example: '',
  sources: [{ title: 'Release notes', url: 'https://example.org/notes', asOf: '2026-11-21' }],
};
const QUESTION: BankQuestionView = {
  ...ITEM,
  prompt: 'Move 5,000 Services.',
  isAboutOwnProject: false,
  canPractise: true,
  ownAnswer: null,
  answer: null,
};

function server() {
  const fake = serverFor(meAs());
  fake.reply(catalogEndpoints.goalOptions, {}, () => GOAL_OPTIONS);
  fake.reply(practiceEndpoints.bank, {}, ({ address }) => ({ items: address.includes('kind=design') ? [] : [ITEM] }));
  return fake;
}

beforeEach(() => localStorage.clear());

describe('the question bank', () => {
  it('keeps its filters in the address and says when nothing fits', async () => {
    server();
    const { user, address } = openApp('/bank?track=kubernetes');
    expect(await screen.findByRole('link', { name: '5,000 Services' })).toHaveAttribute('href', `/bank/${PARAMS.slug}`);
    expect(screen.getByLabelText('Track')).toHaveValue('kubernetes');
    expect(screen.getByText('Mid to Senior')).toBeVisible();
    expect(await accessibilityFaults()).toEqual([]);
    await user.selectOptions(screen.getByLabelText('Kind'), 'design');
    expect(await screen.findByText('No question fits all of these filters.')).toBeVisible();
    expect(address()).toBe('/bank?track=kubernetes&kind=design');
    await user.click(screen.getByRole('button', { name: 'Clear the filters' }));
    expect(await screen.findByText('1 question')).toBeVisible();
    expect(address()).toBe('/bank');
  });

  it('hides the answer until the learner has committed to one, and keeps what they typed', async () => {
    const fake = server();
    fake.reply(practiceEndpoints.question, PARAMS, () => QUESTION);
    fake.reply(practiceEndpoints.submitAttempt, PARAMS, () => ({
      ...QUESTION,
      ownAnswer: 'Limits first.',
      answer: ANSWER,
      met: { how: 'practised' as const, at: '2026-11-20T10:00:00Z' },
    }));
    const first = openApp(`/bank/${PARAMS.slug}`);
    expect(await screen.findByText('Move 5,000 Services.')).toBeVisible();
    expect(screen.queryByText('Which limit is hit first?')).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Submit and compare' })).toBeDisabled();
    await first.user.type(screen.getByLabelText('Your answer'), 'Limits first.');
    const { user } = openApp(`/bank/${PARAMS.slug}`);
    expect(await screen.findByLabelText('Your answer')).toHaveValue('Limits first.');
    await user.click(screen.getByRole('button', { name: 'Submit and compare' }));
    expect(await screen.findByText('Which limit is hit first?')).toBeVisible();
    expect(within(screen.getByRole('region', { name: 'What you wrote' })).getByText('Limits first.')).toBeVisible();
    expect(screen.getByText('The kernel is 5.4. And now?')).toBeVisible();
    expect(screen.getByText(/compared on 21 Nov 2026/)).toBeVisible();
    const [sent] = fake.seen(practiceEndpoints.submitAttempt, PARAMS);
    expect(sent?.body).toEqual({ answer: 'Limits first.' });
    expect(sent?.headers.get('idempotency-key')).toBeTruthy();
    expect(await accessibilityFaults()).toEqual([]);
  });

  it('opens without an answer on request, and keeps the page when the server refuses', async () => {
    const fake = server();
    fake.reply(practiceEndpoints.question, PARAMS, () => QUESTION);
    fake.reply(practiceEndpoints.revealQuestion, PARAMS, () => problem('forbidden', 'Only learners practise here.'));
    const { user } = openApp(`/bank/${PARAMS.slug}`);
    await user.click(await screen.findByRole('button', { name: 'Show the answer without mine' }));
    expect(await screen.findByText('Only learners practise here.')).toBeVisible();
    fake.reply(practiceEndpoints.revealQuestion, PARAMS, () => ({ ...QUESTION, answer: ANSWER }));
    await user.click(screen.getByRole('button', { name: 'Show the answer without mine' }));
    expect(await screen.findByText('Which limit is hit first?')).toBeVisible();
    expect(screen.queryByRole('region', { name: 'What you wrote' })).not.toBeInTheDocument();
  });
});

describe('the roadmap', () => {
  it('shows where links lead, what is only planned, and the questions of a topic', async () => {
    const fake = server();
    fake.reply(studyEndpoints.stage, { slug: 'linux' }, () => ({
      slug: 'linux',
      body: {
        number: 1,
        title: 'Linux',
        summary: 'What lies below.',
        aliases: ['stage-1', 'section-1.1'],
        sources: [],
        reviewBy: null,
        sections: [
          {
            number: '1.1',
            title: 'Processes',
            summary: { text: 'Everything rests on it.', links: [{ to: 'case-12.1', title: 'metrics' }] },
            topics: [
              {
                id: 'signals',
                title: 'Signals',
                items: [
                  {
                    id: 'sigterm',
                    label: 'SIGTERM',
                    text: 'Asks.',
                    links: [{ to: 'deep-dive/signals', title: 'signals in depth' }],
                  },
                ],
              },
            ],
          },
        ],
      },
      links: [
        {
          to: 'case-12.1',
          kind: 'case-study' as const,
          slug: 'metrics-ingest',
          section: null,
          title: 'Metrics ingest',
        },
      ],
      questions: [{ topic: '1.1/signals', slug: PARAMS.slug, title: '5,000 Services' }],
    }));
    openApp('/roadmap/linux');
    expect(await screen.findByRole('heading', { level: 1, name: '1. Linux' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'Metrics ingest' })).toHaveAttribute(
      'href',
      '/case-studies/metrics-ingest',
    );
    expect(screen.getByText('signals in depth (planned)')).toBeVisible();
    expect(screen.getByRole('link', { name: '5,000 Services' })).toHaveAttribute('href', `/bank/${PARAMS.slug}`);
    expect(await accessibilityFaults()).toEqual([]);
  });
});
