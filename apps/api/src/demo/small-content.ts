import type { FormatBody, QuestionBody, QuestionKind, RubricBody } from '@dryrun/contracts/content-bodies';
import type { Versioned } from '../modules/catalog/index.ts';
import { demoId } from './demo-id.ts';
import type { DemoContent } from './demo-content.ts';

const MOVES = [
  'constraints',
  'trade-offs',
  'sequencing',
  'failure-surface',
  'hard-limit',
  'revision',
  'mechanism',
  'structure',
  'star',
  'quantify',
];

function versioned<T>(kind: string, slug: string, body: T): Versioned<T> {
  return { slug, itemId: demoId(`${kind}/${slug}`), versionId: demoId(`${kind}/${slug}/1`), body };
}

function question(index: number, kind: QuestionKind, track: string): Versioned<QuestionBody> {
  const slug = `question-${index}`;
  return versioned('question', slug, {
    title: `Question ${index}`,
    track,
    kind,
    minLevel: index % 3 === 0 ? 'junior' : 'mid',
    maxLevel: 'senior',
    use: 'both',
    aliases: [],
    topics: [],
    expectedDimensions: [MOVES[index % MOVES.length] ?? 'revision', 'revision'],
    sources: [],
    reviewBy: null,
    isAboutOwnProject: false,
    prompt: 'A prompt.',
    factsOnRequest: [],
    whyAsked: 'Why.',
    framework: 'How.',
    answerPattern: 'So.',
    keyPoints: ['one', 'two', 'three', 'four'].map((id) => ({ id, text: id })),
    knowledgeAnswer: 'Known.',
    reasoningAnswer: 'Reasoned.',
    tradeOffs: 'Prices.',
    commonMistake: 'A mistake.',
    pushbacks: ['less', 'more', 'none'].map((id) => ({ id, says: id, goodRevision: id })),
    variations: [{ id: 'half', text: 'Half the budget.' }],
    followUps: ['And then?'],
    probes: [],
    example: '',
  });
}

function format(slug: string, kinds: readonly QuestionKind[], focusDimensions: string[]): Versioned<FormatBody> {
  return versioned('format', slug, {
    title: slug,
    summary: slug,
    minutes: 45,
    levels: ['mid', 'senior'],
    kinds: [...kinds],
    focusDimensions,
    phases: [
      { title: 'Opening', minutes: 5, purpose: 'Begin.', script: 'Hello.', draws: [] },
      ...kinds.map((kind) => ({ title: kind, minutes: 20, purpose: 'Work.', script: 'Go.', draws: [kind] })),
    ],
    hints: [],
  });
}

/** The least content that the demo promises to work with: two formats, twelve questions, ten moves. Or more questions. */
export function smallContent(questionCount = 12): DemoContent {
  const kinds: QuestionKind[] = ['design', 'debugging', 'reasoning', 'scenario'];
  const tracks = ['kubernetes', 'aws', 'llmops', 'observability', 'system-design', 'terraform', 'linux'];
  const rubric: RubricBody = {
    title: 'Moves',
    summary: 'Moves.',
    levelNames: ['Not yet', 'Knows it', 'Reasons when asked', 'Reasons unasked'],
    levelMeanings: ['a', 'b', 'c', 'd'],
    dimensions: MOVES.map((id) => ({
      id,
      title: id,
      summary: id,
      appliesTo: kinds,
      anchors: { 1: 'a', 2: 'b', 3: 'c', 4: 'd' },
    })),
  };
  return {
    tracks: tracks.map((slug, i) => versioned('track', slug, { title: slug, blurb: slug, order: i + 1 })),
    formats: [
      format('debugging', ['debugging', 'scenario'], ['failure-surface', 'mechanism', 'revision', 'structure']),
      format('system-design', ['design', 'reasoning'], ['constraints', 'trade-offs', 'revision', 'quantify']),
    ],
    questions: Array.from({ length: questionCount }, (_, i) =>
      question(i, kinds[i % 4] ?? 'design', tracks[i % 7] ?? 'aws'),
    ),
    rubric: versioned('rubric', 'reasoning-moves', rubric),
  };
}
