import type { FormatBody, QuestionBody } from '@dryrun/contracts/content-bodies';
import type { Versioned } from '../modules/catalog/index.ts';
import { chance } from './demo-id.ts';
import type { Mock } from './demo-story.ts';

type Question = Versioned<QuestionBody>;

/** With a bank this large a mock of the past asked as many questions as its format has room for; below it, one. */
const LARGE_BANK = 36;

/** Deals questions to mocks so that no learner ever meets one twice. */
export class DemoQuestions {
  private readonly dealt = new Map<string, Set<string>>();
  private readonly deck: readonly Question[];

  constructor(questions: readonly Question[]) {
    this.deck = questions.filter((q) => q.body.use !== 'study' && !q.body.isAboutOwnProject);
  }

  /** Questions for a mock in the order of its format's phases; at least one, else an Error. */
  deal(mock: Mock): Question[] {
    const draws = mock.format.body.phases.map((p) => p.draws).filter((kinds) => kinds.length > 0);
    const isAhead = mock.outcome === 'scheduled';
    const wanted = isAhead || this.deck.length >= LARGE_BANK ? draws : draws.slice(0, 1);
    const questions: Question[] = [];
    for (const kinds of wanted) {
      const next = this.next(mock, kinds);
      if (next) questions.push(next);
    }
    if (questions.length === 0) throw new Error(`the bank has no question left for the mock ${mock.key}`);
    return questions;
  }

  /** A question of the deck that the learner has not met at all; null when there is none to spare. */
  unmet(learner: string): Question | null {
    const met = this.metBy(learner);
    const left = this.deck.filter((q) => !met.has(q.itemId));
    if (left.length < 5) return null;
    const [first] = left.sort((a, b) => chance(`${learner}/${a.slug}/read`) - chance(`${learner}/${b.slug}/read`));
    if (first) met.add(first.itemId);
    return first ?? null;
  }

  private next(mock: Mock, kinds: FormatBody['kinds']): Question | null {
    const met = this.metBy(mock.learner.key);
    const fit = (q: Question) => this.fit(q, mock, kinds);
    const [best] = this.deck.filter((q) => !met.has(q.itemId)).sort((a, b) => fit(b) - fit(a));
    if (best) met.add(best.itemId);
    return best ?? null;
  }

  private fit({ body, slug }: Question, mock: Mock, kinds: FormatBody['kinds']): number {
    const levels = ['junior', 'mid', 'senior'];
    const level = levels.indexOf(mock.learner.level);
    const isForLevel = levels.indexOf(body.minLevel) <= level && level <= levels.indexOf(body.maxLevel);
    const focus = body.expectedDimensions.filter((d) => mock.format.body.focusDimensions.includes(d)).length;
    return (
      (kinds.includes(body.kind) ? 16 : 0) +
      (isForLevel ? 8 : 0) +
      (mock.seat.mentor.tracks.includes(body.track) ? 4 : 0) +
      Math.min(focus, 3) / 2 +
      chance(`${mock.key}/${slug}`)
    );
  }

  private metBy(learner: string): Set<string> {
    const known = this.dealt.get(learner) ?? new Set<string>();
    this.dealt.set(learner, known);
    return known;
  }
}
