import type { QuestionBody } from '@dryrun/contracts/content-bodies';
import { isWithinLevels, type Level } from '@dryrun/domain/cohorts/levels';
import { choosePlan, type PlannedQuestion } from '@dryrun/domain/interviews/question-plan';
import type { Exposure } from '@dryrun/domain/interviews/question-freshness';
import type { Versioned } from '../modules/catalog/index.ts';
import { planCandidate } from '../modules/interviews/plan-candidate.ts';
import { DAY, HOUR } from './demo-calendar.ts';
import { chance, pick } from './demo-id.ts';
import { heldTimes, isHeld, confirmedAtOf } from './demo-times.ts';
import type { Mock } from './demo-story.ts';
import type { DemoContent } from './demo-content.ts';

/** A question of a mock and why it is in its plan. `used`: pushbacks that came up, in their order. */
export interface DemoPlanItem {
  question: Versioned<QuestionBody>;
  planned: PlannedQuestion;
  used: string[];
}

export interface DemoPlan {
  goal: { track: string; level: Level; dimension: string | null };
  items: DemoPlanItem[];
}

/** Something a learner read in the bank. `at` in epoch milliseconds. */
export interface DemoReading {
  learner: string;
  question: Versioned<QuestionBody>;
  at: number;
}

/** With a bank this large a mock of the past asked as many questions as its format has room for; below it, one. */
const LARGE_BANK = 36;

/** Plans the mocks by the product's own rule, so that the past is as fresh as the future will be. Mocks come in order of time. */
export class DemoPlans {
  readonly readings: DemoReading[] = [];
  private readonly met = new Map<string, Exposure[]>();
  private readonly ahead = new Set<string>();
  private readonly bank: readonly Versioned<QuestionBody>[];

  constructor(
    private readonly content: DemoContent,
    private readonly now: number,
  ) {
    this.bank = content.questions.filter((q) => q.body.use !== 'study' && !q.body.isAboutOwnProject);
  }

  /** With a small bank a mock may end up without questions of ours: its mentor asked their own. */
  plan(mock: Mock): DemoPlan {
    const { key, format, learner } = mock;
    const { levels, focusDimensions } = format.body;
    const level = levels.includes(learner.level) ? learner.level : (levels[0] ?? learner.level);
    const dimension = chance(`${key}/dimension`) < 0.4 ? null : pick(`${key}/dimension`, focusDimensions);
    const goal = { track: this.trackFor(mock, level), level, dimension };
    let chosen = this.choose(mock, goal, this.bank);
    const studied = chosen.at(-1);
    if (learner.key === 'neha' && mock.outcome === 'scheduled' && studied && chosen.length > 1) {
      // Neha read one of them last night: her mentor's kit says so.
      this.read(learner.key, studied.question, confirmedAtOf(mock, this.now) - 9 * HOUR);
      chosen = this.choose(
        mock,
        goal,
        chosen.map((c) => c.question),
      );
    }
    const items = chosen.map((c) => ({ ...c, used: isHeld(mock.outcome) ? this.usedOf(mock, c.planned) : [] }));
    if (isHeld(mock.outcome)) for (const item of items) this.ask(mock, item);
    else for (const { question } of items) this.ahead.add(`${learner.key}/${question.itemId}`);
    return { goal, items };
  }

  /** Lets a learner read a question that none of the mocks has touched, while there are some to spare. */
  readSomething(learner: string): void {
    const met = new Set(this.metBy(learner).map((e) => e.questionId));
    const left = this.bank.filter((q) => !met.has(q.itemId) && !this.ahead.has(`${learner}/${q.itemId}`));
    if (left.length < 6) return;
    this.read(
      learner,
      pick(`${learner}/reads`, left),
      this.now - Math.ceil(1 + chance(`${learner}/reads-at`) * 8) * DAY,
    );
  }

  private choose(
    mock: Mock,
    goal: DemoPlan['goal'],
    questions: readonly Versioned<QuestionBody>[],
  ): Omit<DemoPlanItem, 'used'>[] {
    const { kinds, focusDimensions, phases } = mock.format.body;
    const everyDraw = phases.map((p) => p.draws).filter((draw) => draw.length > 0);
    const isFull = mock.outcome === 'scheduled' || this.bank.length >= LARGE_BANK;
    const draws = isFull ? everyDraw : everyDraw.slice(0, 1);
    const { items } = choosePlan({
      candidates: questions.map((question) => planCandidate(question, goal.track)),
      exposures: this.metBy(mock.learner.key),
      format: { kinds, focusDimensions, draws, questionCount: draws.length },
      goal,
      titles: {
        tracks: Object.fromEntries(this.content.tracks.map((t) => [t.slug, t.body.title])),
        dimensions: Object.fromEntries(this.content.rubric.body.dimensions.map((d) => [d.id, d.title])),
      },
      timeZone: mock.seat.mentor.timeZone,
      now: confirmedAtOf(mock, this.now),
    });
    return items.flatMap((planned) => {
      const question = this.bank.find((q) => q.versionId === planned.versionId);
      return question ? [{ question, planned }] : [];
    });
  }

  /** A track of the mentor's on which something unmet of the format's kinds is left for the level. */
  private trackFor(mock: Mock, level: Level): string {
    const met = new Set(this.metBy(mock.learner.key).map((e) => e.questionId));
    const fresh = this.bank.filter(
      ({ itemId, body }) =>
        !met.has(itemId) &&
        mock.format.body.kinds.includes(body.kind) &&
        isWithinLevels(level, body.minLevel, body.maxLevel),
    );
    const mine = mock.seat.mentor.tracks;
    const rich = mine.filter((track) => fresh.some((q) => q.body.track === track));
    return pick(`${mock.key}/track`, rich.length > 0 ? rich : mine);
  }

  private usedOf(mock: Mock, planned: PlannedQuestion): string[] {
    return planned.pushbackIds.filter((id, i) => i === 0 || chance(`${mock.key}/${id}`) < 0.6);
  }

  private ask(mock: Mock, { question, used }: DemoPlanItem): void {
    const at = heldTimes(mock).endedAt;
    this.metBy(mock.learner.key).push({
      questionId: question.itemId,
      versionId: question.versionId,
      how: 'asked',
      at,
      pushbackIds: used,
    });
  }

  private read(learner: string, question: Versioned<QuestionBody>, at: number): void {
    this.readings.push({ learner, question, at });
    this.metBy(learner).push({
      questionId: question.itemId,
      versionId: question.versionId,
      how: 'viewed',
      at,
      pushbackIds: [],
    });
  }

  private metBy(learner: string): Exposure[] {
    const known = this.met.get(learner) ?? [];
    this.met.set(learner, known);
    return known;
  }
}
