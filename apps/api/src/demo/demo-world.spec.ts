import { PredictionBody, ScorecardBody } from '@dryrun/contracts/feedback.contract';
import { GoalBody, MarkBody } from '@dryrun/contracts/interviews.contract';
import { AvailabilityBody, MentorLimits } from '@dryrun/contracts/scheduling.contract';
import { DEFAULT_POLICY } from '@dryrun/domain/cohorts/batch-policy';
import { missingInScorecard } from '@dryrun/domain/feedback/scorecard';
import { explainSlots, openSlots } from '@dryrun/domain/scheduling/open-slots';
import { batchWeekOf } from '@dryrun/domain/time/batch-weeks';
import { instantToLocal } from '@dryrun/domain/time/zone-transitions';
import { DAY, HOUR, MINUTE } from './demo-calendar.ts';
import { suits } from '@dryrun/domain/waitlist/waitlist-wish';
import { smallContent } from './small-content.ts';
import { demoId } from './demo-id.ts';
import { DEMO_MENTORS, type BatchKey } from './demo-people.ts';
import type { BookingRow, InterviewRow } from './demo-rows.ts';
import { demoWorld, type DemoWorld } from './demo-world.ts';

const content = smallContent();
const BATCH_01 = demoId('batch/batch-01');
const person = (key: string) => demoId(`person/${key}`);
const held = (i: InterviewRow) => ['awaiting_feedback', 'feedback_released'].includes(i.state);

/** Every seven hours of a week, and the days around the clock changes of New York and Berlin in both directions. */
const MOMENTS = [
  ...Array.from({ length: 24 }, (_, i) => new Date(Date.UTC(2026, 10, 16, 7 * i, 7))),
  ...[
    '2026-03-08',
    '2026-03-09',
    '2026-03-29',
    '2026-03-30',
    '2026-10-25',
    '2026-10-26',
    '2026-11-01',
    '2026-11-02',
    '2027-01-01',
    '2028-02-29',
  ].flatMap((d) => ['T06:45:00Z', 'T19:55:00Z'].map((t) => new Date(d + t))),
];
const worlds = new Map<string, DemoWorld>(MOMENTS.map((now) => [now.toISOString(), demoWorld(now, content)]));
const everywhere = (check: (world: DemoWorld, now: number) => void) => {
  for (const [now, world] of worlds) {
    try {
      check(world, Date.parse(now));
    } catch (error) {
      throw new Error(`at ${now}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
};

function rangeOf(text: string): { start: number; end: number } {
  const [start = '', end = ''] = text.slice(1, -1).split(',');
  return { start: Date.parse(start), end: Date.parse(end) };
}

describe('the demo world', () => {
  it('is the same for the same moment and content', () => {
    const now = new Date('2026-11-18T10:30:00Z');
    expect(demoWorld(now, smallContent())).toEqual(demoWorld(now, smallContent()));
  });

  it('keeps its people and ids when the date changes', () => {
    const ids = (world: DemoWorld) => world.tables.person.map((p) => `${p.id} ${p.name} ${p.demo_key}`);
    const [first, ...others] = [...worlds.values()].map(ids);
    for (const other of others) expect(other).toEqual(first);
  });

  it('always stands in the sixth week of the first batch and the third of the second', () => {
    everywhere((world, now) => {
      const weeks = world.tables.batch.map((b) => batchWeekOf({ startsOn: b.starts_on, timeZone: b.time_zone }, now));
      expect(weeks).toEqual([6, 3]);
      expect(world.tables.enrolment.filter((e) => e.batch_id === BATCH_01)).toHaveLength(12);
      expect(new Set(DEMO_MENTORS.filter((m) => m.batch === 'batch-01').map((m) => m.timeZone)).size).toBe(3);
    });
  });

  it('never has anybody in two places at once, buffers included', () => {
    everywhere((world) => {
      const cancelled = new Set(world.tables.booking.filter((b) => b.state === 'cancelled').map((b) => b.id));
      const byPerson = Map.groupBy(
        world.tables.booking_participant.filter((p) => !cancelled.has(p.booking_id)),
        (p) => p.person_id,
      );
      for (const rows of byPerson.values()) {
        const times = rows.map((r) => rangeOf(r.blocked)).sort((a, b) => a.start - b.start);
        times.forEach((time, i) => expect(time.start).toBeGreaterThanOrEqual(times[i - 1]?.end ?? 0));
      }
    });
  });

  it('holds every mock inside its mentor’s hours, within the caps per day and week', () => {
    everywhere((world) => {
      for (const mentor of DEMO_MENTORS) {
        const mine = world.tables.booking_participant.filter((p) => p.person_id === person(mentor.key));
        const bookings = world.tables.booking
          .filter((b) => b.state !== 'cancelled' && mine.some((p) => p.booking_id === b.id))
          .map((b) => rangeOf(b.during));
        const hours = world.tables.availability.find((a) => a.person_id === person(mentor.key));
        for (const booking of bookings) {
          const others = bookings.filter((b) => b !== booking);
          const { starts } = openSlots({
            ...slotRequest(mentor.timeZone, hours, others, booking.start),
            stepMin: 5,
            range: { start: booking.start, end: booking.start + 1 },
          });
          expect(starts).toEqual([booking.start]);
        }
      }
    });
  });

  it('gives each learner at most one mock per batch week', () => {
    everywhere((world) => {
      const seen = new Set<string>();
      for (const i of world.tables.interview.filter((row) => row.state !== 'void')) {
        const batch = world.tables.batch.find((b) => b.id === i.batch_id);
        const week =
          batch && batchWeekOf({ startsOn: batch.starts_on, timeZone: batch.time_zone }, Date.parse(i.starts_at));
        const key = `${i.learner_id}/${week}`;
        expect(seen).not.toContain(key);
        seen.add(key);
      }
    });
  });

  it('never asks or plans a question twice for one learner', () => {
    const bank = smallContent(60);
    for (const world of [...worlds.values(), demoWorld(new Date('2026-11-18T10:30:00Z'), bank)]) {
      const learnerOf = new Map(world.tables.interview.map((i) => [i.id, i.learner_id]));
      const asked = world.tables.plan_item.map((p) => `${learnerOf.get(p.interview_id)}/${p.question_version_id}`);
      expect(new Set(asked).size).toBe(asked.length);
      expect(world.tables.plan_item.length).toBeGreaterThan(0);
    }
  });

  it('plans fresh questions with the reasons of rule 9, one of Neha’s as studied', () => {
    everywhere((world) => {
      const codes = world.tables.plan_item.map((p) => p.reason_code);
      expect(new Set(codes)).toEqual(
        new Set([
          'never_seen',
          'only_studied',
          ...(codes.includes('neighbouring_level') ? ['neighbouring_level'] : []),
        ]),
      );
      const studied = world.tables.plan_item.filter((p) => p.reason_code === 'only_studied');
      const interviews = world.tables.interview.filter((i) => studied.some((p) => p.interview_id === i.id));
      expect(interviews.map((i) => i.learner_id)).toEqual([person('neha')]);
      expect(studied[0]?.reason_sentence).toContain('Studied on');
    });
  });

  it('leaves Asha free to book now, with feedback to take on and a past to look back on', () => {
    everywhere((world, now) => {
      const mine = world.tables.interview.filter((i) => i.learner_id === person('asha'));
      expect(mine).toHaveLength(5);
      expect(mine.every((i) => i.state === 'feedback_released' && Date.parse(i.ends_at) < now)).toBe(true);
      const latest = world.tables.scorecard.find((s) => s.interview_id === mine.at(-1)?.id);
      const steps = world.tables.next_step.filter((s) => s.scorecard_id === latest?.id);
      expect(steps.map((s) => s.state)).toEqual(['offered', 'offered']);
    });
  });

  it('lets Dev run a mock with Neha right now, and owe yesterday’s scorecard', () => {
    everywhere((world, now) => {
      const running = world.tables.interview.find((i) => i.learner_id === person('neha') && i.state === 'scheduled');
      expect(running?.mentor_id).toBe(person('dev'));
      const late = now - Date.parse(running?.starts_at ?? '');
      expect(late).toBeGreaterThanOrEqual(0);
      expect(late).toBeLessThan(5 * MINUTE);
      expect(world.tables.plan_item.filter((p) => p.interview_id === running?.id).length).toBeGreaterThanOrEqual(2);
      const owed = world.tables.interview.filter(
        (i) => i.state === 'awaiting_feedback' && i.mentor_id === person('dev'),
      );
      expect(owed.map((i) => i.learner_id)).toEqual([person('vikram')]);
      const [days = 0] = owed
        .map((i) => instantToLocal('Asia/Kolkata', Date.parse(i.starts_at)).date)
        .map((d) => (Date.parse(world.today) - Date.parse(d)) / DAY);
      expect(days).toBe(1);
      expect(world.tables.scorecard.find((s) => s.interview_id === owed[0]?.id)?.state).toBe('draft');
    });
  });

  it('has one submitted scorecard that still waits for Ravi’s prediction', () => {
    everywhere((world, now) => {
      const submitted = world.tables.scorecard.filter((s) => s.state === 'submitted');
      expect(submitted).toHaveLength(1);
      const interview = world.tables.interview.find((i) => i.id === submitted[0]?.interview_id);
      expect(interview?.learner_id).toBe(person('ravi'));
      const at = Date.parse(submitted[0]?.submitted_at ?? '');
      expect(at).toBeGreaterThan(now - 24 * HOUR);
      expect(at).toBeLessThan(now);
      expect(at).toBeGreaterThan(Date.parse(interview?.ended_at ?? ''));
      expect(world.tables.prediction.some((p) => p.interview_id === interview?.id)).toBe(false);
    });
  });

  it('releases feedback by the gate and never in the future', () => {
    everywhere((world, now) => {
      for (const card of world.tables.scorecard.filter((s) => s.state === 'released')) {
        const submitted = Date.parse(card.submitted_at ?? '');
        const prediction = world.tables.prediction.find((p) => p.interview_id === card.interview_id);
        const predicted = prediction ? Date.parse(prediction.given_at) : Infinity;
        expect(Date.parse(card.released_at ?? '')).toBe(
          Math.max(submitted, Math.min(predicted, submitted + 24 * HOUR)),
        );
        expect(Date.parse(card.released_at ?? '')).toBeLessThan(now);
      }
      for (const row of [...world.tables.next_step, ...world.tables.person, ...world.tables.availability])
        expect(Date.parse(row.updated_at)).toBeLessThanOrEqual(now);
      for (const i of world.tables.interview) {
        expect(Date.parse(i.confirmed_at)).toBeLessThan(now);
        expect(Date.parse(i.starts_at) - Date.parse(i.confirmed_at)).toBeGreaterThanOrEqual(
          DEFAULT_POLICY.noticeMinutes * MINUTE,
        );
        if (i.ended_at) expect(Date.parse(i.ended_at)).toBeLessThan(now);
      }
    });
  });

  it('shows growth: low ratings in the first two weeks, higher ones later, with gaps and examples', () => {
    everywhere((world) => {
      const weekOf = new Map(world.tables.scorecard.map((s) => [s.id, weekOfCard(world, s.interview_id)]));
      const levels = (from: number, to: number) =>
        world.tables.rating.flatMap((r) => {
          const week = weekOf.get(r.scorecard_id) ?? 0;
          return r.level !== null && week >= from && week <= to ? [r.level] : [];
        });
      const mean = (all: number[]) => all.reduce((sum, n) => sum + n, 0) / all.length;
      expect(Math.max(...levels(1, 2))).toBeLessThanOrEqual(2);
      expect(Math.min(...levels(4, 6))).toBeGreaterThanOrEqual(2);
      expect(mean(levels(4, 6))).toBeGreaterThan(mean(levels(1, 2)) + 0.8);
      expect(levels(4, 6)).toContain(4);
      expect(world.tables.rating.some((r) => r.level === null)).toBe(true);
      expect(world.tables.rating.some((r) => r.was_prompted)).toBe(true);
      expect(world.tables.rating.filter((r) => r.examples.length > 0).length).toBeGreaterThan(
        world.tables.rating.length / 2,
      );
    });
  });

  it('has somebody slipping, somebody new, somebody who did not come, and most others every week', () => {
    everywhere((world) => {
      const count = (key: string) =>
        world.tables.interview.filter((i) => i.learner_id === person(key) && held(i)).length;
      expect(count('rohan')).toBe(3);
      expect(count('tenzin')).toBe(0);
      expect(world.tables.interview.filter((i) => i.state === 'missed').map((i) => i.learner_id)).toEqual([
        person('sana'),
      ]);
      for (let week = 1; week <= 5; week += 1) {
        const inWeek = world.tables.interview.filter(
          (i) => i.batch_id === BATCH_01 && held(i) && weekOfCard(world, i.id) === week,
        );
        expect(inWeek.length).toBeGreaterThanOrEqual(week === 5 ? 7 : 8);
      }
      expect(new Set(world.tables.next_step.map((s) => s.state))).toEqual(
        new Set(['offered', 'accepted', 'done', 'declined']),
      );
    });
  });

  it('tells of each missed mock who said so, and that silence settled it two days later', () => {
    everywhere((world, now) => {
      const missed = world.tables.interview.filter((i) => i.state === 'missed');
      expect(world.tables.interview_outcome.map((o) => o.interview_id)).toEqual(missed.map((i) => i.id));
      for (const outcome of world.tables.interview_outcome) {
        const [mock] = missed.filter((i) => i.id === outcome.interview_id);
        const [claim] = world.tables.outcome_claim.filter((c) => c.interview_id === outcome.interview_id);
        expect(claim).toMatchObject({ claimed_by: mock?.mentor_id, answer_due_at: outcome.at, ended_at: outcome.at });
        expect(Date.parse(outcome.at) - Date.parse(claim?.at ?? '')).toBe(48 * HOUR);
        expect(Date.parse(claim?.at ?? '')).toBeGreaterThan(Date.parse(mock?.starts_at ?? ''));
        expect(Date.parse(outcome.at)).toBeLessThan(now);
        const [booking] = world.tables.booking.filter((b) => b.reference_id === mock?.id);
        expect([booking?.state, booking?.ended_at]).toEqual(['used', outcome.at]);
      }
    });
  });

  it('lets Harpreet wait for what his mentor does not offer, so that nothing is offered to him before somebody does', () => {
    everywhere((world, now) => {
      const [batch] = world.tables.batch.filter((b) => b.id === demoId('batch/batch-02'));
      expect(batch?.policy.hasWaitlist).toBe(true);
      const [wish, ...others] = world.tables.waitlist_entry;
      expect([wish?.learner_id, others.length]).toEqual([person('harpreet'), 0]);
      expect([wish?.from_on, Date.parse(wish?.since ?? '') < now]).toEqual([world.today, true]);
      const fitting = openStarts(world, now, 'batch-02').filter(
        (start) => wish && suits({ ...wish, fromOn: wish.from_on, untilOn: wish.until_on }, start, 'Asia/Kolkata'),
      );
      expect(fitting).toEqual([]);
    });
  });

  it('offers open times on each of the coming fourteen days', () => {
    everywhere((world, now) => {
      const free = new Set(
        openStarts(world, now, 'batch-01').map((start) => instantToLocal('Asia/Kolkata', start).date),
      );
      for (let day = 1; day <= 13; day += 1)
        expect(free).toContain(instantToLocal('Asia/Kolkata', now + day * DAY + 0).date);
    });
  });

  it('writes only what the contracts accept, tokens included', () => {
    for (const canaries of [false, true]) {
      const { tables } = demoWorld(new Date('2026-11-18T10:30:00Z'), content, { canaries });
      for (const row of tables.interview) expect(GoalBody.parse(row.goal)).toEqual(row.goal);
      for (const row of tables.scorecard)
        expect(ScorecardBody.parse({ ...row.draft, version: row.version })).toMatchObject(row.draft);
      for (const row of tables.mark)
        expect(MarkBody.safeParse({ dimension: row.dimension, kind: row.kind, note: row.note }).success).toBe(true);
      for (const row of tables.availability) {
        const hours = {
          version: row.version,
          timeZone: row.time_zone,
          meetingUrl: row.meeting_url,
          rules: row.rules,
          exceptions: row.exceptions,
          timeOff: [],
          stays: [],
          // The demo's mentors have no limits of their own.
          limits: Object.fromEntries(Object.keys(MentorLimits.shape).map((name) => [name, null])),
        };
        expect(AvailabilityBody.parse(hours)).toEqual(hours);
      }
      for (const row of tables.prediction)
        expect(PredictionBody.parse({ levels: row.levels }).levels.length === 0).toBe(row.is_skipped);
    }
  });

  it('has no submitted scorecard that the product would have refused', () => {
    const { tables } = demoWorld(new Date('2026-11-18T10:30:00Z'), content);
    const titled = content.rubric.body.dimensions;
    for (const card of tables.scorecard) {
      const interview = tables.interview.find((i) => i.id === card.interview_id);
      const format = content.formats.find((f) => f.versionId === interview?.format_version_id);
      const focus = titled.filter((d) => format?.body.focusDimensions.includes(d.id));
      const missing = missingInScorecard(card.draft, focus).length;
      if (card.state === 'draft') expect(missing).toBeGreaterThan(0);
      else expect(missing).toBe(0);
    }
  });

  it('marks every secret text with a token of its own only when asked to, and knows who may read it', () => {
    const now = new Date('2026-11-18T10:30:00Z');
    const marked = demoWorld(now, content, { canaries: true });
    expect(demoWorld(now, content).canaries).toEqual([]);
    expect(JSON.stringify(demoWorld(now, content))).not.toContain('canary-');
    const text = JSON.stringify(marked.tables);
    const tokens = marked.canaries.map((c) => c.token);
    expect(new Set(tokens).size).toBe(tokens.length);
    for (const { token, readers } of marked.canaries) {
      expect(text).toContain(token);
      expect(readers.length).toBeGreaterThan(0);
    }
    const draft = marked.tables.scorecard.find((s) => s.state === 'draft');
    const readers = marked.canaries.filter((c) => c.kind.startsWith('scorecard-draft')).map((c) => c.readers);
    expect(draft?.draft.note).toContain('canary-scorecard-draft-note-');
    expect(readers.length).toBeGreaterThanOrEqual(3);
    for (const r of readers) expect(r).toEqual([person('dev')]);
  });

  it('shares nobody between the two batches but the academy’s own staff', () => {
    everywhere((world) => {
      const batchesOf = Map.groupBy(
        world.tables.role_grant.filter((g) => g.batch_id !== null),
        (g) => g.person_id,
      );
      for (const grants of batchesOf.values()) expect(new Set(grants.map((g) => g.batch_id)).size).toBe(1);
      for (const i of world.tables.interview)
        for (const id of [i.learner_id, i.mentor_id]) expect(batchesOf.get(id)?.[0]?.batch_id).toBe(i.batch_id);
    });
  });
});

function weekOfCard(world: DemoWorld, interviewId: string): number {
  const interview = world.tables.interview.find((i) => i.id === interviewId);
  const batch = world.tables.batch.find((b) => b.id === interview?.batch_id);
  return interview && batch
    ? batchWeekOf({ startsOn: batch.starts_on, timeZone: batch.time_zone }, Date.parse(interview.starts_at))
    : 0;
}

/** Every start that learners of a batch can book, with any of its mentors. */
function openStarts(world: DemoWorld, now: number, batch: BatchKey): number[] {
  return DEMO_MENTORS.filter((m) => m.batch === batch).flatMap((mentor) => {
    const mine = world.tables.booking_participant.filter((p) => p.person_id === person(mentor.key));
    const bookings = world.tables.booking
      .filter((b: BookingRow) => b.state !== 'cancelled' && mine.some((p) => p.booking_id === b.id))
      .map((b) => rangeOf(b.during));
    const hours = world.tables.availability.find((a) => a.person_id === person(mentor.key));
    const { candidates } = explainSlots({
      ...slotRequest(mentor.timeZone, hours, bookings, now),
      minNoticeMin: DEFAULT_POLICY.noticeMinutes,
      range: { start: now, end: now + 15 * DAY },
    });
    return candidates.filter((c) => c.reasons.length === 0).map((c) => c.start);
  });
}

function slotRequest(
  timeZone: string,
  hours: DemoWorld['tables']['availability'][number] | undefined,
  bookings: { start: number; end: number }[],
  now: number,
) {
  return {
    mentorTimeZone: timeZone,
    weeklyRules: (hours?.rules ?? []).map((r) => ({ ...r, weekday: r.weekday as 1 })),
    exceptions: (hours?.exceptions ?? []).map((e) => ({ date: e.onDate, intervals: e.intervals })),
    busy: [],
    existingBookings: bookings,
    durationMin: 45,
    stepMin: DEFAULT_POLICY.slotStepMinutes,
    bufferBeforeMin: DEFAULT_POLICY.bufferMinutes,
    bufferAfterMin: DEFAULT_POLICY.bufferMinutes,
    minNoticeMin: 0,
    now,
    range: { start: now, end: now + 14 * DAY },
    maxPerDay: DEFAULT_POLICY.mentorMaxPerDay,
    maxPerWeek: DEFAULT_POLICY.mentorMaxPerWeek,
  };
}
