import type { QuestionBody } from '@dryrun/contracts/content-bodies';
import type { CasePart, CaseStudyBody } from '@dryrun/contracts/study-bodies';

/**
 * A case study as it is asked in a mock: its problem is the prompt, its follow-ups are the pushbacks (none is asked twice of one
 * learner), its decisions the key points, and each of its failures a variation. Everything else is for the mentor.
 */
export function caseAsQuestion(study: CaseStudyBody): QuestionBody {
  const { title, tracks, minLevel, maxLevel, sources, reviewBy, numbers, architecture, decisions, failureModes } =
    study;
  return {
    title,
    track: tracks[0] ?? '',
    kind: 'design',
    minLevel,
    maxLevel,
    use: 'both',
    aliases: [],
    topics: [],
    expectedDimensions: ['trade-offs', 'constraints', 'failure-surface', 'revision'],
    sources,
    reviewBy,
    isAboutOwnProject: false,
    prompt: study.problem,
    factsOnRequest: [],
    whyAsked: `A case study, asked by its follow-ups. ${study.summary}`,
    framework: numbers,
    answerPattern: architecture,
    keyPoints: decisions.map(({ id, title: text }) => ({ id, text })),
    knowledgeAnswer: `Names the parts and what connects them, and stops there. ${study.diagram.caption}`,
    reasoningAnswer: within(
      12_000,
      'Goes through what breaks without being asked, and says what contains it.',
      failureModes,
    ),
    tradeOffs: within(12_000, 'Puts a price on each decision, and says when the other choice wins.', decisions),
    commonMistake: within(
      3_000,
      'Telling the path on which everything works. These were left out:',
      failureModes.map((f) => ({ ...f, text: '' })),
    ),
    pushbacks: study.followUps.map(({ id, asks, goodAnswer }) => ({ id, says: asks, goodRevision: goodAnswer })),
    variations: failureModes.map(({ id, title: failure }) => ({
      id,
      text: `Now this happens: ${failure.replace(/[.]$/, '')}. What do you see first, what contains it, and what prevents the next one?`,
    })),
    followUps: study.followUps.map((f) => f.asks),
    probes: [],
    example: '',
  };
}

/** The parts as Markdown below the opening sentence; what would not fit is left out as a whole. */
function within(limit: number, opening: string, parts: readonly CasePart[]): string {
  let text = opening;
  for (const { title, text: part } of parts) {
    const next = part === '' ? `\n\n- ${title}` : `\n\n**${title}** ${part}`;
    if (text.length + next.length <= limit) text += next;
  }
  return text;
}
