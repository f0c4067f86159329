import type { AvailabilityBody } from '@dryrun/contracts/scheduling.contract';
import { batchWeekOf } from '@dryrun/domain/time/batch-weeks';
import { addDays, mondayOf, weekdayOf } from '@dryrun/domain/time/local-date';
import { instantToLocal } from '@dryrun/domain/time/zone-transitions';
import { DAY, DemoCalendar, HOUR } from './demo-calendar.ts';
import type { DemoContent } from './demo-content.ts';
import { Canaries, type DemoCanary } from './demo-canaries.ts';
import { chance, demoId } from './demo-id.ts';
import { addInterview } from './demo-interview.ts';
import { isHeld, iso } from './demo-times.ts';
import {
  DEMO_LEARNERS,
  DEMO_MENTORS,
  DEMO_PEOPLE,
  DEMO_POLICIES,
  type BatchKey,
  type DemoMentor,
  type DemoPerson,
} from './demo-people.ts';
import { DemoPlans } from './demo-plans.ts';
import { emptyTables, type BatchRow, type DemoTables } from './demo-rows.ts';
import { addScorecard } from './demo-scorecard.ts';
import { DemoStory, startOfRunningMock, type Mock, type StoryBatch } from './demo-story.ts';

export const DEMO_ACADEMY = { name: 'Aarambh Academy', timeZone: 'Asia/Kolkata' } as const;

export interface DemoWorld {
  /** The academy's local date at `now`. */
  today: string;
  tables: DemoTables;
  /** Empty unless the world was made with canaries. */
  canaries: readonly DemoCanary[];
}

const WEEKS_BEFORE: Record<BatchKey, number> = { 'batch-01': 5, 'batch-02': 2 };

/**
 * The whole demo academy as rows, a pure function of the date and the content: the same arguments give the same world.
 * Batch 01 stands in its sixth week, Batch 02 in its third.
 *
 * @param options.canaries give every secret text a token of its own (for tests; people would see them)
 */
export function demoWorld(now: Date, content: DemoContent, options: { canaries?: boolean } = {}): DemoWorld {
  const tables = emptyTables();
  const canaries = new Canaries(options.canaries ?? false);
  const at = now.getTime();
  const today = instantToLocal(DEMO_ACADEMY.timeZone, at).date;
  tables.batch.push(...batches(today, at, content.rubric.slug));
  addPeople(tables, canaries, at);

  const exceptions = new Map(DEMO_MENTORS.map((m) => [m.key, exceptionsOf(m, at)]));
  const story = new DemoStory(at, content.formats, new DemoCalendar(exceptions));
  const mocks = story.tell(
    tables.batch.map((b): StoryBatch => {
      const calendar = { startsOn: b.starts_on, timeZone: b.time_zone };
      return { key: b.slug as BatchKey, calendar, currentWeek: batchWeekOf(calendar, at) };
    }),
  );
  addAvailability(tables, canaries, exceptions, mocks, at);
  addMocks(mocks, content, tables, canaries, at);
  addWaiting(tables, content, today, at);
  return { today, tables, canaries: canaries.issued };
}

function batches(today: string, now: number, rubricSlug: string): BatchRow[] {
  const row = (key: BatchKey, name: string, focus: string): BatchRow => {
    const startsOn = addDays(mondayOf(today), -7 * WEEKS_BEFORE[key]);
    return {
      id: demoId(`batch/${key}`),
      slug: key,
      name,
      focus,
      state: 'active',
      time_zone: DEMO_ACADEMY.timeZone,
      starts_on: startsOn,
      weeks: 12,
      policy: DEMO_POLICIES[key],
      policy_version: 1,
      rubric_slug: rubricSlug,
      created_at: iso(now - (7 * WEEKS_BEFORE[key] + 30) * DAY),
    };
  };
  return [
    row(
      'batch-01',
      'Batch 01 · Aarambh — AWS + Agentic AI',
      'Senior DevOps, SRE and LLMOps interviews; design and incident rounds every week',
    ),
    row('batch-02', 'Batch 02 · Udaan — Platform & SRE', 'Platform engineering and on-call rounds'),
  ];
}

function addPeople(tables: DemoTables, canaries: Canaries, now: number): void {
  const createdAt = iso(now - 64 * DAY);
  for (const person of DEMO_PEOPLE) {
    const id = demoId(`person/${person.key}`);
    const email = `${person.name.toLowerCase().replaceAll(' ', '.')}@people.example.org`;
    tables.person.push({
      id,
      name: person.name,
      email,
      email_verified: true,
      time_zone: person.timeZone,
      demo_key: person.hint === null ? null : person.key,
      demo_hint: person.hint,
      created_at: createdAt,
      updated_at: createdAt,
    });
    canaries.watch('address', [id, ...adminsOf(person.roles.map((r) => r.batch))], email);
    for (const { role, batch } of person.roles)
      tables.role_grant.push({
        id: demoId(`grant/${person.key}/${role}`),
        person_id: id,
        role,
        batch_id: batch && demoId(`batch/${batch}`),
        granted_at: createdAt,
      });
  }
  for (const l of DEMO_LEARNERS) {
    const joined =
      l.key === 'tenzin' ? now - 5 * DAY : now - (7 * WEEKS_BEFORE[l.batch] + 10 + 8 * chance(`${l.key}/joined`)) * DAY;
    const joinedAt = iso(Math.floor(joined / HOUR) * HOUR);
    tables.enrolment.push({
      id: demoId(`enrolment/${l.key}`),
      batch_id: demoId(`batch/${l.batch}`),
      person_id: demoId(`person/${l.key}`),
      state: 'active',
      level: l.level,
      target_role: l.targetRole,
      enrolled_at: joinedAt,
      since: joinedAt,
    });
  }
  for (const m of DEMO_MENTORS)
    tables.mentor_qualification.push({
      batch_id: demoId(`batch/${m.batch}`),
      person_id: demoId(`person/${m.key}`),
      tracks: [...m.tracks],
      levels: [...m.levels],
    });
}

/** Ids of those who hold one of these roles in the batch or in the whole academy. */
function holders(batch: BatchKey | null, roles: readonly string[]): string[] {
  const holds = (p: DemoPerson) =>
    p.roles.some((r) => roles.includes(r.role) && (r.batch === null || r.batch === batch));
  return DEMO_PEOPLE.filter(holds).map((p) => demoId(`person/${p.key}`));
}

function adminsOf(batchesOf: readonly (BatchKey | null)[]): string[] {
  return [...new Set([null, ...batchesOf].flatMap((b) => holders(b, ['cohortAdmin', 'academyAdmin'])))];
}

function staffOf(batch: BatchKey): string[] {
  return holders(batch, ['leadMentor', 'cohortAdmin', 'academyAdmin']);
}

/** Dated changes: Dev adds the hour of the mock that runs now, Jonas takes a day off, Claire ends early once. */
function exceptionsOf(mentor: DemoMentor, now: number): AvailabilityBody['exceptions'] {
  const today = instantToLocal(mentor.timeZone, now).date;
  const rulesOn = (date: string) =>
    mentor.rules.filter((r) => r.weekday === weekdayOf(date)).map(({ start, end }) => ({ start, end }));
  if (mentor.key === 'dev') {
    const start = startOfRunningMock(now);
    const { date, minuteOfDay } = instantToLocal(mentor.timeZone, start);
    const extra = { start: wallTime(minuteOfDay), end: wallTime((minuteOfDay + 120) % (24 * 60)) };
    return [{ onDate: date, intervals: [...rulesOn(date), extra], note: 'Extra hours for a mock today' }];
  }
  if (mentor.key === 'jonas') {
    const inAWeek = addDays(today, 8);
    return [{ onDate: inAWeek, intervals: [], note: 'School play' }];
  }
  if (mentor.key === 'claire') {
    const date = addDays(mondayOf(today), 10);
    return [{ onDate: date, intervals: [{ start: '07:00', end: '08:30' }], note: 'Dentist' }];
  }
  return [];
}

function wallTime(minuteOfDay: number): string {
  return `${String(Math.floor(minuteOfDay / 60)).padStart(2, '0')}:${String(minuteOfDay % 60).padStart(2, '0')}`;
}

function addAvailability(
  tables: DemoTables,
  canaries: Canaries,
  exceptions: ReadonlyMap<string, AvailabilityBody['exceptions']>,
  mocks: readonly Mock[],
  now: number,
): void {
  for (const mentor of DEMO_MENTORS) {
    const id = demoId(`person/${mentor.key}`);
    const guests = mocks.filter((m) => m.seat.mentor === mentor).map((m) => demoId(`person/${m.learner.key}`));
    const readers = [...new Set([id, ...guests, ...staffOf(mentor.batch)])];
    tables.availability.push({
      person_id: id,
      time_zone: mentor.timeZone,
      meeting_url: canaries.markUrl('meeting-link', readers, mentor.meetingUrl),
      rules: [...mentor.rules],
      exceptions: (exceptions.get(mentor.key) ?? []).map((e) => ({
        ...e,
        note: canaries.mark('exception-note', [id, ...staffOf(mentor.batch)], e.note),
      })),
      version: 2,
      updated_at: iso(now - 3 * DAY),
    });
  }
}

/** Harpreet finds no time: he is free in the mornings only, and on days on which his mentor gives none. */
function addWaiting(tables: DemoTables, content: DemoContent, today: string, now: number): void {
  const format = content.formats.find(({ body }) => body.levels.includes('senior'));
  const track = content.tracks.find(({ slug }) => slug === 'kubernetes') ?? content.tracks[0];
  if (!format || !track) throw new Error('the demo has nothing that somebody could wait for');
  tables.waitlist_entry.push({
    id: demoId('waits/harpreet'),
    batch_id: demoId('batch/batch-02'),
    learner_id: demoId('person/harpreet'),
    goal: { format: format.slug, track: track.slug, level: 'senior', dimension: null, note: '' },
    format_version_id: format.versionId,
    rubric_version_id: content.rubric.versionId,
    from_on: today,
    until_on: addDays(today, DEMO_POLICIES['batch-02'].horizonDays),
    weekdays: [1, 3, 5],
    parts: ['morning'],
    since: iso(now - 26 * HOUR),
    joined_by: 'learner',
  });
}

function addMocks(
  mocks: readonly Mock[],
  content: DemoContent,
  tables: DemoTables,
  canaries: Canaries,
  now: number,
): void {
  const plans = new DemoPlans(content, now);
  for (const mock of mocks) {
    const plan = plans.plan(mock);
    const tookPlace = mock.outcome !== 'cancelled' && mock.outcome !== 'missed';
    const context = {
      now,
      tables,
      canaries,
      plan: tookPlace ? plan : { ...plan, items: [] },
      rubricVersionId: content.rubric.versionId,
      staff: staffOf(mock.batch),
    };
    addInterview(mock, context);
    if (!isHeld(mock.outcome)) continue;
    const ofLearner = mocks.filter((m) => m.learner === mock.learner);
    addScorecard({
      ...context,
      mock,
      rubric: content.rubric.body,
      earlier: ofLearner.filter((m) => isHeld(m.outcome) && m.seat.start < mock.seat.start).length,
      isLatest: ofLearner.filter((m) => m.outcome === 'released').at(-1) === mock,
      mentorsOfLearner: [...new Set(ofLearner.map((m) => demoId(`person/${m.seat.mentor.key}`)))],
    });
  }
  for (const learner of DEMO_LEARNERS) plans.readSomething(learner.key);
  for (const { learner, question, at } of plans.readings)
    tables.exposure.push({
      id: demoId(`exposure/${learner}/${question.slug}/read`),
      learner_id: demoId(`person/${learner}`),
      question_item_id: question.itemId,
      question_version_id: question.versionId,
      how: 'viewed',
      interview_id: null,
      pushback_ids: [],
      at: iso(at),
    });
}
