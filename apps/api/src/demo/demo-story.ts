import type { FormatBody } from '@dryrun/contracts/content-bodies';
import type { Interval } from '@dryrun/domain/scheduling/intervals';
import { batchWeekOf, batchWeekRange, type BatchCalendar } from '@dryrun/domain/time/batch-weeks';
import { localToInstant, instantToLocal } from '@dryrun/domain/time/zone-transitions';
import { addDays } from '@dryrun/domain/time/local-date';
import type { Versioned } from '../modules/catalog/index.ts';
import { DAY, DemoCalendar, HOUR, MINUTE, type Seat } from './demo-calendar.ts';
import { chance, pick } from './demo-id.ts';
import { DEMO_LEARNERS, DEMO_MENTORS, type BatchKey, type DemoLearner, type DemoMentor } from './demo-people.ts';

/**
 * What became of a mock by the moment the world is made:
 * `released` feedback can be read · `submitted` waits for the learner's prediction · `unscored` waits for the mentor ·
 * `scheduled` is still to come (or starts right now) · `missed` by the learner · `cancelled` by the learner.
 */
export type Outcome = 'released' | 'submitted' | 'unscored' | 'scheduled' | 'missed' | 'cancelled';

/** One mock of the story, before it becomes rows. */
export interface Mock {
  /** Stable name, unique in the world. */
  key: string;
  batch: BatchKey;
  learner: DemoLearner;
  format: Versioned<FormatBody>;
  seat: Seat;
  week: number;
  outcome: Outcome;
}

export interface StoryBatch {
  key: BatchKey;
  calendar: BatchCalendar;
  currentWeek: number;
}

/** Feedback of a mock that ended later than this before now may not be out yet. */
const FEEDBACK_OUT = 30 * HOUR;
const LAST_WEEK_TO_MISS = 4;

/** The start of the mock that runs while the demo is opened: now, down to five minutes. */
export function startOfRunningMock(now: number): number {
  return Math.floor(now / (5 * MINUTE)) * 5 * MINUTE;
}

/** Makes up who meets whom when. Deterministic; seats are taken in order of importance, so the named stories always hold. */
export class DemoStory {
  readonly mocks: Mock[] = [];

  constructor(
    private readonly now: number,
    private readonly formats: readonly Versioned<FormatBody>[],
    private readonly calendar: DemoCalendar,
  ) {}

  tell(batches: readonly StoryBatch[]): Mock[] {
    for (const batch of batches) {
      if (batch.key === 'batch-01') this.tellThisWeek(batch);
      else
        this.book(batch, 'zoya', DEMO_MENTORS, { start: this.now + 14 * HOUR, end: this.now + 6 * DAY }, 'scheduled');
      for (let week = 1; week < batch.currentWeek; week += 1) this.tellPastWeek(batch, week);
    }
    return this.mocks.sort((a, b) => a.seat.start - b.seat.start || a.key.localeCompare(b.key));
  }

  private tellThisWeek(batch: StoryBatch): void {
    const [dev, meera, claire, jonas] = ['dev', 'meera', 'claire', 'jonas'].map(mentorNamed);
    if (!dev || !meera || !claire || !jonas) throw new Error('the demo has lost a mentor');
    const neha = learnerNamed('neha');
    const format = this.formatFor(neha);
    this.add(
      batch,
      neha,
      format,
      this.calendar.take(dev, startOfRunningMock(this.now), format.body.minutes),
      'scheduled',
    );

    const yesterday = addDays(instantToLocal(dev.timeZone, this.now).date, -1);
    const dayOf = (date: string) => localToInstant(dev.timeZone, date, 0);
    const evening = { start: dayOf(yesterday), end: Math.min(dayOf(addDays(yesterday, 1)), this.now - HOUR) };
    this.need(this.book(batch, 'vikram', [dev], evening, 'unscored', last));
    this.need(
      this.book(
        batch,
        'ravi',
        [claire, jonas, meera],
        { start: this.now - 3 * DAY, end: this.now - 4 * HOUR },
        'submitted',
        last,
      ),
    );

    const ahead = (from: number, to: number) => ({ start: this.now + from * DAY, end: this.now + to * DAY });
    this.need(this.book(batch, 'karthik', [claire, meera], ahead(0.6, 3), 'scheduled'));
    this.need(this.book(batch, 'priya', [meera, claire], ahead(1, 5), 'scheduled'));
    this.need(this.book(batch, 'fatima', [jonas, meera], ahead(1, 5), 'scheduled'));
    this.need(this.book(batch, 'arnav', [dev, jonas], ahead(2, 6), 'scheduled'));

    const soFar = { start: batchWeekRange(batch.calendar, batch.currentWeek).start, end: this.now - FEEDBACK_OUT };
    for (const key of ['meenal', 'sana'])
      this.book(batch, key, this.fairest(learnerNamed(key), soFar), soFar, 'released');
  }

  private tellPastWeek(batch: StoryBatch, week: number): void {
    const range = batchWeekRange(batch.calendar, week);
    const within = { start: range.start, end: Math.min(range.end, this.now - FEEDBACK_OUT) };
    for (const learner of DEMO_LEARNERS) {
      const hasOne = this.mocks.some((m) => m.learner === learner && m.week === week);
      if (learner.batch !== batch.key || hasOne || learner.weeksOff.includes(week)) continue;
      const mentors = this.fairest(learner, range);
      if (learner.key === 'priya' && week === 3) this.cancelled(batch, learner, mentors, within);
      const didNotCome = learner.key === 'sana' && week === LAST_WEEK_TO_MISS;
      this.book(batch, learner.key, mentors, within, didNotCome ? 'missed' : 'released');
    }
  }

  /** A time given back in favour of another one of the same week; it blocks nobody, so the calendar does not keep it. */
  private cancelled(batch: StoryBatch, learner: DemoLearner, mentors: readonly DemoMentor[], within: Interval): void {
    const format = this.formatFor(learner);
    for (const mentor of mentors) {
      const start = this.calendar.starts(mentor, format.body.minutes, within).at(0);
      if (start === undefined) continue;
      this.add(batch, learner, format, { mentor, start, end: start + format.body.minutes * MINUTE }, 'cancelled');
      return;
    }
  }

  private book(
    batch: StoryBatch,
    key: string,
    mentors: readonly DemoMentor[],
    within: Interval,
    outcome: Outcome,
    choose: (starts: readonly number[]) => number | undefined = (starts) =>
      starts.length > 0 ? pick(`${key}/${batchWeekOf(batch.calendar, within.start)}/start`, starts) : undefined,
  ): Mock | null {
    const learner = learnerNamed(key);
    const format = this.formatFor(learner);
    const able = mentors.filter((m) => m.batch === batch.key && m.levels.includes(learner.level));
    const seat = within.start < within.end ? this.calendar.seat(able, format.body.minutes, within, choose) : null;
    return seat && this.add(batch, learner, format, seat, outcome);
  }

  private add(
    batch: StoryBatch,
    learner: DemoLearner,
    format: Versioned<FormatBody>,
    seat: Seat,
    outcome: Outcome,
  ): Mock {
    const week = batchWeekOf(batch.calendar, seat.start);
    const key = `${learner.key}/week-${week}${outcome === 'cancelled' ? '/cancelled' : ''}`;
    const mock: Mock = { key, batch: batch.key, learner, format, seat, week, outcome };
    this.mocks.push(mock);
    return mock;
  }

  private need(mock: Mock | null): void {
    if (!mock) throw new Error('the demo’s mentors have no hours left for one of its stories');
  }

  /** Formats take turns, so that both kinds of evidence grow. */
  private formatFor(learner: DemoLearner): Versioned<FormatBody> {
    const fitting = this.formats.filter((f) => f.body.levels.includes(learner.level));
    const from = fitting.length > 0 ? fitting : this.formats;
    const turn = Math.floor(chance(learner.key) * from.length) + this.mocks.filter((m) => m.learner === learner).length;
    const format = from[turn % from.length];
    if (!format) throw new Error('no interview format is published');
    return format;
  }

  /** Mentors of the batch, those the learner has met least first, then the least loaded in that stretch. */
  private fairest(learner: DemoLearner, range: Interval): DemoMentor[] {
    const met = (m: DemoMentor) =>
      this.mocks.filter((mock) => mock.learner === learner && mock.seat.mentor === m).length;
    const order = new Map(
      DEMO_MENTORS.map((m) => [m, [met(m), this.calendar.load(m, range), chance(`${learner.key}/${m.key}`)]]),
    );
    return DEMO_MENTORS.filter((m) => m.batch === learner.batch).sort((a, b) => {
      const [left, right] = [order.get(a) ?? [], order.get(b) ?? []];
      const at = left.findIndex((value, i) => value !== right[i]);
      return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
    });
  }
}

const last = (starts: readonly number[]) => starts.at(-1);

function mentorNamed(key: string): DemoMentor | undefined {
  return DEMO_MENTORS.find((m) => m.key === key);
}

function learnerNamed(key: string): DemoLearner {
  const learner = DEMO_LEARNERS.find((l) => l.key === key);
  if (!learner) throw new Error(`nobody in the demo learns as ${key}`);
  return learner;
}
