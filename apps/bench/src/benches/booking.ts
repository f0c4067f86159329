import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { type Bench, type Line, micro, type Report } from '../frame/bench.ts';
import { median, pairs, summary, type Pair } from '../frame/paired.ts';
import { ALWAYS, GOAL, openAcademy, type Academy } from '../product/academy.ts';
import { cpuOf } from '../product/cpu.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;

/** Mocks per measurement: held and booked one after the other, each by another learner. */
const BOOKINGS = 120;

const MENTORS = 40;

/** Microseconds on the CPU for one mock. */
interface Cpu {
  node: number;
  postgres: number;
}

interface Wish {
  n: number;
  startsAt: number;
}

const wishes = (): Wish[] => {
  const first = Math.ceil((Date.now() + 3 * DAY) / DAY) * DAY;
  return Array.from({ length: BOOKINGS }, (_, n) => ({ n, startsAt: first + (n % 12) * 75 * MINUTE }));
};

const iso = (at: number) => new Date(at).toISOString();

/** What a browser does: keep a time, book it. */
async function overHttp({ learners, mentorIds, batchId }: Academy, faults: string[]): Promise<void> {
  for (const { n, startsAt } of wishes()) {
    const learner = learners[n % learners.length];
    const mentorId = mentorIds[n % mentorIds.length];
    const held = await learner?.send(
      'POST',
      `/api/batches/${batchId}/holds`,
      { goal: GOAL, mentorId, startsAt: iso(startsAt) },
      randomUUID(),
    );
    if (held?.status !== 201) {
      faults.push(`not held: ${held?.status} ${held?.text.slice(0, 200)}`);
      continue;
    }
    const { id } = JSON.parse(held.text) as { id: string };
    const booked = await learner?.send('POST', `/api/holds/${id}/confirm`, undefined, randomUUID());
    if (booked?.status !== 201) faults.push(`not booked: ${booked?.status} ${booked?.text.slice(0, 200)}`);
  }
}

/** What the two writing statements need, taken from one mock that was booked over HTTP. */
interface Template {
  minutes: number;
  formatVersionId: string;
  rubricVersionId: string;
  policy: unknown;
  items: unknown[];
  holdAnswer: string;
  confirmAnswer: string;
}

async function templateOf(academy: Academy): Promise<Template> {
  const [row] = await academy.query<Template>(
    `select extract(epoch from i.ends_at - i.starts_at)::int / 60 as minutes, i.format_version_id as "formatVersionId", i.rubric_version_id as "rubricVersionId", i.policy,
       (select jsonb_agg(jsonb_build_object('position', p.position, 'questionVersionId', p.question_version_id, 'reasonCode', p.reason_code, 'reasonSentence', p.reason_sentence,
                                            'plannedPushbackIds', p.planned_pushback_ids)) from plan_item p where p.interview_id = i.id) as items,
       (select answer::text from idempotency_key where endpoint like '%/holds' limit 1) as "holdAnswer", (select answer::text from idempotency_key where endpoint like '%/confirm' limit 1) as "confirmAnswer"
     from interview i where i.state = 'scheduled' order by i.created_at desc limit 1`,
  );
  if (!row) throw new Error('nothing was booked to learn from');
  return row;
}

/** Prepared, as the product asks them. */
const HOLD = { name: 'booking-hold', text: 'select booking_hold($1, $2) as outcome' };
const CONFIRM = { name: 'booking-confirm', text: 'select booking_confirm($1, $2) as outcome' };

/** The two writing statements alone, with everything that they write, straight through `pg`. */
async function straight(
  client: Client,
  { learners, mentorIds, batchId }: Academy,
  t: Template,
  faults: string[],
): Promise<void> {
  for (const { n, startsAt } of wishes()) {
    const learnerId = learners[n % learners.length]?.personId ?? '';
    const mentorId = mentorIds[n % mentorIds.length] ?? '';
    const [now, endsAt] = [Date.now(), startsAt + t.minutes * MINUTE];
    const [interviewId, bookingId] = [randomUUID(), randomUUID()];
    const day = Math.floor(startsAt / DAY) * DAY;
    const quota = {
      person: learnerId,
      batch: batchId,
      from: iso(day - 3 * DAY),
      until: iso(day + 4 * DAY),
      max: 99,
      override: null,
    };
    const cap = (code: string, until: number) => ({
      code,
      person: mentorId,
      role: 'mentor',
      from: iso(day),
      until: iso(until),
      max: 99,
      batch: null,
    });
    const key = (endpoint: string) => ({
      actorId: learnerId,
      key: randomUUID(),
      endpoint,
      bodyHash: 'x'.repeat(64),
      status: 201,
    });
    const interview = {
      id: interviewId,
      batchId,
      learnerId,
      mentorId,
      goal: GOAL,
      startsAt: iso(startsAt),
      endsAt: iso(endsAt),
      formatVersionId: t.formatVersionId,
      rubricVersionId: t.rubricVersionId,
      policy: t.policy,
    };
    const audit = {
      id: randomUUID(),
      actorId: learnerId,
      after: { bookingId, mentorId, startsAt: iso(startsAt), endsAt: iso(endsAt) },
      traceId: randomUUID(),
      address: '127.0.0.1',
    };
    const hold = {
      now: iso(now),
      key: key('POST /api/batches/:batchId/holds'),
      interview,
      reservation: {
        ...{
          bookingId,
          batchId,
          startsAt: iso(startsAt),
          endsAt: iso(endsAt),
          heldUntil: iso(now + 10 * MINUTE),
          heldBy: learnerId,
        },
        participants: [
          { person: learnerId, role: 'learner', from: iso(startsAt), until: iso(endsAt) },
          { person: mentorId, role: 'mentor', from: iso(startsAt - 10 * MINUTE), until: iso(endsAt + 10 * MINUTE) },
        ],
        limits: [cap('daily_limit', day + DAY), cap('weekly_limit', day + 7 * DAY)],
        quota,
      },
      audit: { ...audit, action: 'interview.hold' },
    };
    const held = await client.query<{ outcome: string }>({ ...HOLD, values: [JSON.stringify(hold), t.holdAnswer] });
    const confirmed = {
      ...{ now: iso(now), key: key('POST /api/holds/:holdId/confirm'), bookingId, quota },
      interview: { ...interview, state: 'scheduled' },
      items: t.items.map((item) => ({ ...(item as object), id: randomUUID() })),
      audit: { ...audit, id: randomUUID(), action: 'interview.confirm', before: { state: 'planned' } },
      news: [
        {
          id: randomUUID(),
          type: 'interview.confirmed',
          payload: { batchId, learnerId, mentorId, startsAt: iso(startsAt), endsAt: iso(endsAt) },
        },
      ],
    };
    const booked = await client.query<{ outcome: string }>({
      ...CONFIRM,
      values: [JSON.stringify(confirmed), t.confirmAnswer],
    });
    const outcomes = `${held.rows[0]?.outcome} ${booked.rows[0]?.outcome}`;
    if (outcomes !== 'held confirmed') faults.push(`straight: ${outcomes}`);
  }
}

const line = (what: string, all: readonly Pair[], goal: number | null): Line => {
  // The row asks how much of the limit's speed is reached: limit ÷ subject.
  const { limit, subject, ratio, from, to, kept, dropped } = summary(all);
  const reached = 1 / ratio;
  return {
    what,
    limit: micro(limit),
    subject: micro(subject),
    ratio: reached,
    range: `${(1 / to).toFixed(2)}–${(1 / from).toFixed(2)}`,
    from: `${kept} pairs, ${dropped} dropped`,
    goal: goal === null ? '–' : `≥ ${goal}`,
    isReached: goal === null || reached >= goal,
  };
};

/** Row 1: keeping and booking a time over HTTP, uncontended, against its two writing statements straight through `pg`. */
export const booking: Bench = {
  name: 'booking',
  row: '1',
  async run({ pairs: count, profileDir, note, onEnd }): Promise<Report> {
    const academy = await openAcademy({ learners: BOOKINGS, mentors: MENTORS, rules: ALWAYS, profileDir }, onEnd);
    const client = new Client({ connectionString: academy.databaseUrl });
    await client.connect();
    onEnd(() => client.end());
    const faults: string[] = [];
    await overHttp(academy, faults);
    const template = await templateOf(academy);
    const check = async (who: string) => {
      const [row] = await academy.query<{ bookings: number; keys: number; news: number; overlaps: number }>(
        `select (select count(*)::int from booking where state = 'confirmed' and held_by = any($1)) as bookings, (select count(*)::int from idempotency_key where actor_id = any($1)) as keys,
           (select count(*)::int from outbox_event where type = 'interview.confirmed' and payload->>'learnerId' = any($1::text[])) as news,
           (select count(*)::int from booking_participant a join booking_participant b on a.person_id = b.person_id and a.booking_id < b.booking_id and a.blocked && b.blocked and a.live and b.live) as overlaps`,
        [academy.learners.map((l) => l.personId)],
      );
      if (row?.bookings !== BOOKINGS || row.keys !== 2 * BOOKINGS || row.news !== BOOKINGS || row.overlaps !== 0)
        faults.push(`${who} left ${JSON.stringify(row)}`);
      await academy.clear();
    };
    await check('the warm-up');
    const cpu = { limit: [] as Cpu[], subject: [] as Cpu[] };
    const measured = async (kind: 'limit' | 'subject', node: () => number, work: () => Promise<void>) => {
      const [nodeBefore, postgresBefore, began] = [node(), cpuOf(academy.postgresPid), performance.now()];
      await work();
      const wall = ((performance.now() - began) * 1000) / BOOKINGS;
      cpu[kind].push({
        node: (node() - nodeBefore) / BOOKINGS,
        postgres: (cpuOf(academy.postgresPid) - postgresBefore) / BOOKINGS,
      });
      await check(kind);
      return wall;
    };
    // The one who calls `pg` is part of the limit; the one who plays browsers is no part of the product.
    const ours = () => process.cpuUsage().user + process.cpuUsage().system;
    const theirs = () => cpuOf(academy.apiPid);
    const limit = () => measured('limit', ours, () => straight(client, academy, template, faults));
    const subject = () => measured('subject', theirs, () => overHttp(academy, faults));
    for (let warm = 0; warm < 4; warm++) {
      await limit();
      await subject();
    }
    note('warm');
    if (profileDir !== null) {
      const often = async (one: () => Promise<unknown>) => {
        for (let n = 0; n < count; n++) await one();
      };
      await academy.profiled('booking-subject', count * BOOKINGS, () => often(subject));
      await academy.profiled('booking-limit', count * BOOKINGS, () => often(limit));
    }
    cpu.limit = [];
    cpu.subject = [];
    const wall = await pairs(limit, subject, count);
    const sum = ({ node, postgres }: Cpu) => node + postgres;
    const byCpu = wall.map((_, i): Pair => {
      const [a = NaN, d = NaN] = cpu.limit.slice(2 * i, 2 * i + 2).map(sum);
      const [b = NaN, c = NaN] = cpu.subject.slice(2 * i, 2 * i + 2).map(sum);
      return { limit: (a + d) / 2, subject: (b + c) / 2, moved: Math.abs(a - d) / Math.min(a, d) };
    });
    const lines = [line('hold and confirm, CPU of API and PostgreSQL', byCpu, 0.45)];
    const shares = (kind: 'limit' | 'subject') =>
      `${kind}: Node ${micro(median(cpu[kind].map((c) => c.node)))}, PostgreSQL ${micro(median(cpu[kind].map((c) => c.postgres)))}`;
    const remarks: string[] = [`CPU of a mock, medians · ${shares('limit')} · ${shares('subject')}`];
    try {
      lines.push(line('the same by the clock on the wall', wall, 0.45));
    } catch (error) {
      remarks.push(`by the clock on the wall: ${(error as Error).message}`);
    }
    return {
      lines,
      headline: lines[0]?.what ?? '',
      limit: 'booking_hold and booking_confirm straight through pg',
      faults,
      remarks,
    };
  },
};
