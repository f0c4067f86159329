import type { World } from '../../product/world.ts';
import type { Person, Role } from './people.ts';

interface Participants {
  id: string;
  batch: string;
  learner: string;
  mentor: string;
}

/** A text that only some may meet, wherever it turns up. */
export interface Secret {
  token: string;
  what: string;
  allowed: ReadonlySet<string>;
}

/**
 * Every column of the database that holds text, by table. A new one fails the proof until it is here:
 *   open      may be read by whoever reads the row (names, states, slugs); the matrix says who that is
 *   planted   a secret of some people, planted below with a canary of its own
 *   internal  meets nobody ever (hashes, tokens, sealed values, queues); present values are looked for in every answer
 */
export const COLUMNS = `
audit_entry            action=open subject_type=open before=planted after=planted trace_id=open address=open
authenticator          sealed_secret=internal
authenticator_setup    sealed_secret=internal
availability           time_zone=open meeting_url=planted rules=open exceptions=open limits=open stays=open time_off=open
backup_run             cause=open error=open file_name=open state=open verified_by=open
batch                  slug=open name=open focus=open state=open time_zone=open policy=open rubric_slug=open join_code=open
booking                state=open cancelled_by=open cancel_reason=planted reason_code=open
booking_participant    role=open
busy_calendar          sealed_url=internal label=open problem=open
calendar_feed          token_hash=internal
change_request         kind=open note=planted state=open
content_item           kind=open slug=open origin=open
content_version        content_hash=open body=planted
enrolment              state=open level=open target_role=planted
exposure               how=open pushback_ids=open
idempotency_key        key=internal endpoint=open body_hash=internal answer=open
installation           academy_name=open time_zone=open setup_token_hash=internal
invitation             address=planted name=open roles=open level=open tracks=open levels=open state=open token_hash=internal token_sealed=internal
feedback_clock_step    step=open
interview              state=open goal=planted policy=open
interview_outcome      outcome=open decided=open reason=planted
key_point_rating       key_point_id=open coverage=open
mailed_proof           purpose=open address=open token_hash=internal code_hash=internal
logged_mock            questions=planted
mail_message           kind=open address=planted name=open why=open content=planted sealed=internal order_key=open message_id=open thread_id=open state=open last_error=open
mark                   dimension=open kind=open note=planted
meeting_link           url=planted
message_choice         muted=open
mock_reminder          kind=open
mentor_qualification   tracks=open levels=open formats=open own_formats=open own_levels=open own_tracks=open
next_step              drill=planted dimension=open state=open
outcome_claim          kind=open claimed_as=open note=planted answer=open answer_note=planted state=open
outbox_event           type=open payload=internal last_error=internal
passkey                name=open public_key=internal credential_id=open device_type=open transports=open aaguid=open
person                 name=open email=planted image=open time_zone=open demo_key=open demo_hint=open
plan_item              reason_code=open reason_sentence=planted planned_pushback_ids=open used_pushbacks=open
practice_attempt       answer=planted
prediction             levels=open
quota_entry            kind=open reason=planted
rating                 dimension=open examples=planted
recovery_code          hash=internal
role_grant             role=open
schema_migration       name=open
scorecard              state=open draft=planted
sign_in_account        account_id=internal provider_id=open access_token=internal refresh_token=internal id_token=internal scope=open password=internal
sign_in_attempt        key=internal
sign_in_session        token=internal ip_address=open user_agent=open method=open previous_token=internal
sign_in_verification   identifier=internal value=internal
stored_setting         key=open value=open sealed=internal
waitlist_entry         goal=planted parts=open joined_by=open ended_as=open
waitlist_offer         goal=open why=open
waitlist_offer_end     ended_as=open
`;

const TEXTUAL = `
  select c.table_name as "table", c.column_name as "column" from information_schema.columns c
  join information_schema.tables t using (table_schema, table_name)
  where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
    and (c.data_type in ('text', 'character varying', 'json', 'jsonb', 'bytea') or c.udt_name in ('citext', '_text', '_varchar', '_jsonb')) order by 1, 2`;

/** Columns without a class, and classes without a column. */
export async function unclassified(world: World): Promise<string[]> {
  const there = new Set(
    (await world.query<{ table: string; column: string }>(TEXTUAL)).map((c) => `${c.table}.${c.column}`),
  );
  const known = new Set(classes().map(({ table, column }) => `${table}.${column}`));
  return [
    ...[...there]
      .filter((c) => !known.has(c))
      .map(
        (c) =>
          `the column ${c} holds text, but nothing says who may meet it: add it to COLUMNS in apps/proofs/src/proofs/access/secrets.ts`,
      ),
    ...[...known]
      .filter((c) => !there.has(c))
      .map((c) => `COLUMNS in secrets.ts has ${c}, which the database has not: take it out`),
  ];
}

function classes(): { table: string; column: string; is: string }[] {
  return COLUMNS.split('\n').flatMap((line) => {
    const [table, ...columns] = line.trim().split(/\s+/);
    return columns.map((cell) => ({
      table: table ?? '',
      column: cell.split('=')[0] ?? '',
      is: cell.split('=')[1] ?? '',
    }));
  });
}

/** Values that must be in no answer, long enough not to be met by chance. */
export async function internalValues(world: World): Promise<Map<string, string>> {
  const values = new Map<string, string>();
  const there = new Set(
    (await world.query<{ table: string; column: string }>(TEXTUAL)).map((c) => `${c.table}.${c.column}`),
  );
  for (const { table, column, is } of classes().filter(
    (c) => c.is === 'internal' && there.has(`${c.table}.${c.column}`),
  )) {
    const rows = await world.query<{ v: string | null }>(
      `select distinct "${column}"::text as v from "${table}" limit 300`,
    );
    for (const { v } of rows) if (v !== null && v.length >= 16) values.set(v, `${table}.${column} (${is})`);
  }
  return values;
}

interface Mock {
  id: string;
  batch: string;
  learner: string;
  mentor: string;
  card: 'draft' | 'submitted' | 'released' | null;
}

/** Answers and pushbacks of every question; before the servers start, because they keep content in memory. */
export async function plantQuestions(world: World): Promise<void> {
  await world.query('alter table content_version disable trigger user');
  await world.query(
    `with token as (select id, 'canary9' || lpad((row_number() over (order by slug))::text, 4, '0') || 'x' as text from content_item where kind = 'question')
     update content_version v set body = jsonb_set(jsonb_set(jsonb_set(v.body, '{knowledgeAnswer}', to_jsonb(t.text)), '{reasoningAnswer}', to_jsonb(t.text)),
       '{pushbacks}', (select coalesce(jsonb_agg(p || jsonb_build_object('says', t.text, 'goodRevision', t.text)), '[]') from jsonb_array_elements(v.body->'pushbacks') p))
     from token t where t.id = v.item_id`,
  );
  await world.query('alter table content_version enable trigger user');
}

/** Who may meet the canary of a question: whoever teaches, and the learners who opened it themselves. */
async function plantedQuestions(world: World, cast: ReadonlyMap<string, Person>): Promise<Secret[]> {
  const teachers = [...cast.values()]
    .filter((p) => p.roles.some(({ role }) => role !== 'learner'))
    .map(({ key }) => key);
  const rows = await world.query<{ token: string; openedBy: string[] }>(
    `select v.body->>'reasoningAnswer' as token, array(
       select p.demo_key from exposure e join person p on p.id = e.learner_id where e.question_item_id = i.id and e.how <> 'asked') as "openedBy"
     from content_item i join content_version v on v.item_id = i.id where i.kind = 'question'`,
  );
  return rows.map(({ token, openedBy }) => ({
    token,
    what: 'pushback or answer of a question',
    allowed: new Set([...teachers, ...openedBy]),
  }));
}

/** Plants all other canaries past the application and says who may meet each. */
export async function plant(
  world: World,
  cast: ReadonlyMap<string, Person>,
): Promise<{ secrets: Secret[]; mocks: Mock[] }> {
  const secrets: Secret[] = await plantedQuestions(world, cast);
  let planted = 0;
  const canary = (what: string, allowed: Iterable<string>): string => {
    const token = `canary${String(++planted).padStart(5, '0')}x`;
    secrets.push({ token, what, allowed: new Set(allowed) });
    return token;
  };
  const having = (roles: readonly Role[], batch: string | null) =>
    [...cast.values()]
      .filter((p) => p.roles.some((r) => roles.includes(r.role) && (r.batch === null || r.batch === batch)))
      .map(({ key }) => key);
  const staffOf = (batch: string) => having(['lead', 'admin', 'academy'], batch);
  const present = (key: string) => (cast.get(key)?.roles.length === 0 ? [] : [key]);

  const mocks = await world.query<Mock>(
    `select i.id, b.slug as batch, l.demo_key as learner, m.demo_key as mentor, s.state as card from interview i join batch b on b.id = i.batch_id
     join person l on l.id = i.learner_id join person m on m.id = i.mentor_id left join scorecard s on s.interview_id = i.id order by i.starts_at desc`,
  );
  for (const mock of mocks) {
    const { id, batch, learner, mentor, card } = mock;
    const staff = staffOf(batch);
    const participants = [...present(learner), ...present(mentor)];
    await world.query(`update interview set goal = jsonb_set(goal, '{note}', to_jsonb($2::text)) where id = $1`, [
      id,
      canary('goal note', [...participants, ...staff]),
    ]);
    await world.query(
      `insert into meeting_link (interview_id, mentor_id, url, set_at) select id, mentor_id, $2, now() from interview where id = $1
       on conflict (interview_id) do update set url = excluded.url`,
      [id, `https://meet.example.org/${canary('meeting link of a mock', participants)}`],
    );
    await world.query('update plan_item set reason_sentence = $2 where interview_id = $1', [
      id,
      canary('reason in a plan', [mentor, ...staff]),
    ]);
    await world.query('update mark set note = $2 where interview_id = $1', [
      id,
      canary('note of a mark', [mentor, ...staff]),
    ]);
    await world.query('update booking set cancel_reason = $2 where reference_id = $1 and cancel_reason is not null', [
      id,
      canary('reason of a cancellation', [...participants, ...staff]),
    ]);
    if (!card) continue;
    const readers = card === 'released' ? [...participants, ...staff] : [mentor];
    await world.query(
      `update scorecard set draft = jsonb_set(jsonb_set(draft, '{note}', to_jsonb($2::text)), '{strengths}', jsonb_build_array($3::text)) where interview_id = $1`,
      [id, canary(`note, ${card} scorecard`, readers), canary(`strength, ${card} scorecard`, readers)],
    );
    await world.query(
      `update rating set examples = array[$2] where scorecard_id in (select id from scorecard where interview_id = $1)`,
      [id, canary(`example, ${card} scorecard`, readers)],
    );
    const drillReaders =
      card === 'released' ? [...readers, ...mocks.filter((m) => m.learner === learner).map((m) => m.mentor)] : readers;
    await world.query(
      `update next_step set drill = $2 where scorecard_id in (select id from scorecard where interview_id = $1)`,
      [id, canary(`next step, ${card} scorecard`, drillReaders)],
    );
  }

  for (const { key, id, batch } of await world.query<{ key: string; id: string; batch: string | null }>(
    `select p.demo_key as key, p.id, (select b.slug from enrolment e join batch b on b.id = e.batch_id where e.person_id = p.id limit 1) as batch from person p`,
  )) {
    const batches = [batch, ...(cast.get(key)?.roles.map((role) => role.batch) ?? [])].filter((one) => one !== null);
    const admins =
      batches.length === 0 ? having(['academy'], null) : batches.flatMap((one) => having(['admin', 'academy'], one));
    await world.query('update person set email = $2 where id = $1', [
      id,
      `${canary('mail address', [key, ...admins])}@example.org`,
    ]);
    const mentors = mocks.filter((m) => m.learner === key).map((m) => m.mentor);
    await world.query('update enrolment set target_role = $2 where person_id = $1', [
      id,
      canary('role aimed at', [key, ...mentors, ...(batch ? staffOf(batch) : [])]),
    ]);
    const learners = mocks.filter((m) => m.mentor === key).flatMap((m) => present(m.learner));
    await world.query('update availability set meeting_url = $2 where person_id = $1', [
      id,
      `https://meet.example.org/${canary('meeting link', [key, ...learners])}`,
    ]);
  }

  for (const { id, key, batch } of await world.query<{ id: string; key: string; batch: string | null }>(
    `select m.id, p.demo_key as key, b.slug as batch from mail_message m join person p on p.id = m.person_id left join batch b on b.id = m.batch_id where not m.is_secret`,
  ))
    await world.query('update mail_message set address = $2, content = $3 where id = $1', [
      id,
      `${canary('address of a mail', [key, ...having(['admin', 'academy'], batch)])}@example.org`,
      JSON.stringify({
        subject: canary('subject of a mail', [key]),
        body: { preview: '', blocks: [{ p: canary('text of a mail', [key]) }] },
        calendar: null,
      }),
    ]);

  for (const { id, batch, by, of } of await world.query<{ id: string; batch: string; by: string; of: string }>(
    `select r.id, b.slug as batch, m.demo_key as by, l.demo_key as of from change_request r join interview i on i.id = r.interview_id
     join batch b on b.id = i.batch_id join person m on m.id = r.asked_by join person l on l.id = r.asked_of`,
  ))
    await world.query('update change_request set note = $2 where id = $1', [
      id,
      canary('note of a question about a mock', [by, of, ...staffOf(batch)]),
    ]);
  // Words about what became of a mock are for its two people and those who may read it.
  for (const { id, batch, learner, mentor } of await world.query<Participants>(
    `select i.id, b.slug as batch, l.demo_key as learner, m.demo_key as mentor from interview i join batch b on b.id = i.batch_id
     join person l on l.id = i.learner_id join person m on m.id = i.mentor_id
     where i.state in ('feedback_released', 'missed') and l.demo_key is not null and m.demo_key is not null order by i.starts_at desc limit 6`,
  )) {
    const words = (what: string) => canary(what, [learner, mentor, ...staffOf(batch)]);
    await world.query(
      `insert into outcome_claim (id, interview_id, kind, claimed_by, claimed_as, note, at, answer_due_at, answer, answer_note, answered_at, state, ended_at)
       select gen_random_uuid(), id, 'did_not_come', mentor_id, 'mentor', $2, ends_at, ends_at, 'was_there', $3, ends_at, 'withdrawn', ends_at from interview where id = $1`,
      [id, words('note of a claim'), words('answer to a claim')],
    );
    await world.query(
      `insert into interview_outcome (interview_id, outcome, decided, reason, at) select id, 'met', 'agreement', $2, ends_at from interview where id = $1
       on conflict (interview_id) do update set reason = excluded.reason`,
      [id, words('reason of an outcome')],
    );
    await world.query(
      `insert into logged_mock (interview_id, logged_by, questions, at) select id, mentor_id, $2, ends_at from interview where id = $1`,
      [id, words('questions of a mock held elsewhere')],
    );
  }
  for (const { id, key } of await world.query<{ id: string; key: string }>(
    'select e.id, p.demo_key as key from waitlist_entry e join person p on p.id = e.learner_id',
  ))
    await world.query(`update waitlist_entry set goal = jsonb_set(goal, '{note}', to_jsonb($2::text)) where id = $1`, [
      id,
      canary('note of somebody who waits', [key]),
    ]);
  await world.query(
    `insert into practice_attempt (id, learner_id, question_item_id, question_version_id, answer, submitted_at)
     select gen_random_uuid(), p.id, v.item_id, v.id, $1, now() from person p, content_version v join content_item i on i.id = v.item_id
     where p.demo_key = 'asha' and i.kind = 'question' and v.body->>'use' <> 'interview' limit 5`,
    [canary('written answer of a learner', ['asha', 'dev', 'jonas', 'claire', 'meera', ...staffOf('batch-01')])],
  );
  await world.query(
    `insert into quota_entry (id, batch_id, person_id, kind, amount, is_extra, reason, actor_id, at)
     select gen_random_uuid(), e.batch_id, p.id, 'grant', 1, true, $1, null, now() from person p join enrolment e on e.person_id = p.id where p.demo_key = 'asha'`,
    [canary('reason of extra mocks', ['asha', ...staffOf('batch-01')])],
  );

  for (const { id, batch } of await world.query<{ id: string; batch: string }>(
    'select v.id, b.slug as batch from invitation v join batch b on b.id = v.batch_id',
  ))
    await world.query('update invitation set address = $2 where id = $1', [
      id,
      `${canary('address of an invitation', having(['admin', 'academy'], batch))}@example.org`,
    ]);

  // Who did it knows it; whose it was learns that it was done, but no details.
  await world.query('alter table audit_entry disable trigger user');
  for (const { by, batch } of await world.query<{ by: string | null; batch: string | null }>(
    `select distinct p.demo_key as by, b.slug as batch from audit_entry a left join person p on p.id = a.actor_id left join batch b on b.id = a.batch_id`,
  ))
    await world.query(
      `update audit_entry a set before = jsonb_build_object('x', $1::text), after = jsonb_build_object('x', $1::text)
       where (select demo_key from person where id = a.actor_id) is not distinct from $2 and (select slug from batch where id = a.batch_id) is not distinct from $3`,
      [
        canary('details of an audit line', [
          ...(by === null ? [] : [by]),
          ...(batch === null ? having(['academy'], null) : staffOf(batch)),
        ]),
        by,
        batch,
      ],
    );
  await world.query('alter table audit_entry enable trigger user');

  return { secrets, mocks };
}
