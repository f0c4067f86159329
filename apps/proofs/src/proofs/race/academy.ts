import type { Run } from '../../frame/proof.ts';
import type { OwnPostgres } from '../../product/postgres.ts';
import type { World } from '../../product/world.ts';
import type { Rules } from './checker.ts';
import { Sender } from './sender.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
const STEP_MIN = 15;

/** Learners who only book, and mentors who book with other mentors as well. */
const LEARNERS = 28;
const MENTORS = 4;

/** Everybody wants these hours of one day, so that each time has several takers. */
const HOURS_WANTED = 14;

const GOAL = { format: 'system-design', track: 'kubernetes', level: 'mid', dimension: null, note: 'Wanted by many.' };

/** The batch that is raced in, with rules that leave the calendar as the only limit, and times that are kept for seconds. */
const batchSql = (holdMinutes: number) => `
  update batch set policy = policy || '${JSON.stringify({
    mocksPerWeek: 99,
    noticeMinutes: 60,
    horizonDays: 4,
    holdMinutes,
    freeChangeMinutes: 0,
    slotStepMinutes: STEP_MIN,
    mentorMaxPerDay: 99,
    mentorMaxPerWeek: 99,
    bufferMinutes: 10,
  })}'::jsonb where slug = 'batch-01'`;

/** Times that are kept for less than the least that the rules can say; what is pinned of them says whole minutes again. */
const PINNED = `
  create function race_pins_whole_minutes() returns trigger language plpgsql as $$ begin new.policy := new.policy || '{"holdMinutes": 1}'; return new; end $$;
  create trigger race_pins_whole_minutes before insert or update on interview for each row execute function race_pins_whole_minutes()`;

const peopleSql = (weekday: number) => `
  with batch as (select id from batch where slug = 'batch-01'),
  person_row as (
    insert into person (id, name, email, time_zone, demo_key, demo_hint, created_at, updated_at)
    select gen_random_uuid(), 'Racer ' || n, 'racer-' || n || '@example.org', 'Asia/Kolkata', 'racer-' || n, 'Racer|-|99', now(), now()
    from generate_series(1, ${LEARNERS + MENTORS}) n returning id, demo_key
  ), learner_row as (
    insert into role_grant (id, person_id, role, batch_id, granted_at) select gen_random_uuid(), p.id, 'learner', b.id, now() from person_row p, batch b
  ), enrolment_row as (
    insert into enrolment (id, batch_id, person_id, state, level, enrolled_at) select gen_random_uuid(), b.id, p.id, 'active', 'mid', now() from person_row p, batch b
  ), mentor as (
    select id from person_row where split_part(demo_key, '-', 2)::int > ${LEARNERS}
  ), grant_row as (
    insert into role_grant (id, person_id, role, batch_id, granted_at) select gen_random_uuid(), m.id, 'mentor', b.id, now() from mentor m, batch b
  ), qualification_row as (
    insert into mentor_qualification (batch_id, person_id, tracks, levels)
    select b.id, m.id, '{kubernetes}', '{mid}' from mentor m, batch b
  )
  insert into availability (person_id, time_zone, rules, exceptions, updated_at)
  select id, 'UTC', '[{"weekday": ${weekday}, "start": "00:00", "end": "24:00"}]', '[]', now() from mentor`;

/** Whoever mentored before leaves the stage: every answer lists all open times, and those of many mentors only cost time. */
const ALONE = `
  delete from mentor_qualification where batch_id = (select id from batch where slug = 'batch-01')`;

export interface Academy {
  world: World;
  postgres: OwnPostgres;
  batchId: string;
  rules: Rules;
  goal: typeof GOAL;
  learners: readonly Sender[];
  /** They book as learners too. */
  mentors: readonly Sender[];
  admin: Sender;
  /** Starts that everybody wants, ascending. */
  starts: readonly number[];
  /** What the race wrote came later. */
  since: Date;
}

/** A durable database, two servers, and everybody signed in at both. */
export async function openAcademy(run: Run, { holdSeconds }: { holdSeconds: number }): Promise<Academy> {
  const postgres = await run.postgres();
  const first = Math.ceil((Date.now() + 2 * DAY) / DAY) * DAY;
  const sql = [ALONE, peopleSql(new Date(first).getUTCDay() || 7), batchSql(holdSeconds / 60), PINNED];
  const world = await run.world({ server: postgres, replicas: 2, sql });
  const people = new Map(
    (await world.query<{ key: string; id: string }>(`select demo_key as key, id::text as id from person`)).map(
      ({ key, id }) => [key, id],
    ),
  );
  const [batch] = await world.query<{ id: string; minutes: number; since: Date }>(
    `select b.id::text as id, (v.body ->> 'minutes')::int as minutes, clock_timestamp() as since from batch b, content_item i join content_version v on v.id = i.current_version_id
     where b.slug = 'batch-01' and i.kind = 'format' and i.slug = '${GOAL.format}'`,
  );
  if (!batch) throw new Error('the seeded world has no batch-01, or not the format that is raced for');
  const sender = (key: string) => Sender.open(world, key, people.get(key) ?? '', run.random.fork(key));
  const learners: Sender[] = [];
  for (let n = 1; n <= LEARNERS + MENTORS; n++) learners.push(await sender(`racer-${n}`));
  const admin = await sender('kavya');
  run.onEnd(() => {
    for (const one of [...learners, admin]) one.close();
  });
  return {
    world,
    postgres,
    batchId: batch.id,
    rules: { durationMin: batch.minutes, bufferMin: 10 },
    goal: GOAL,
    learners: learners.slice(0, LEARNERS),
    mentors: learners.slice(LEARNERS),
    admin,
    starts: Array.from({ length: (HOURS_WANTED * 60) / STEP_MIN }, (_, i) => first + i * STEP_MIN * MINUTE),
    since: batch.since,
  };
}
