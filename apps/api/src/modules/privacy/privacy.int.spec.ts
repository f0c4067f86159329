import { identityEndpoints } from '@dryrun/contracts/identity.contract';
import { privacyEndpoints } from '@dryrun/contracts/privacy.contract';
import { startWorld, type World } from '../../../test/harness.ts';
import { EXPORTED_SECTIONS, NOT_EXPORTED } from './exported-sections.ts';
import { PERSONAL_DATA } from './personal-data.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const HOUR = 3_600_000;

interface Column {
  name: string;
  column: string;
  type: string;
}

const columns = () =>
  world.query<Column>(
    `select c.table_name as name, c.column_name as "column", c.data_type as type from information_schema.columns c
     join information_schema.tables t using (table_schema, table_name) where c.table_schema = 'public' and t.table_type = 'BASE TABLE'`,
  );

/** Rows of every table, of jobs too, in which one of the words stands, as `table: row`. */
async function find(words: readonly string[]): Promise<string[]> {
  const tables = await world.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'pgboss') and tablename not like 'content\\_%'`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await world.query<{ t: string }>(`select t::text as t from ${name} t where t::text ilike any($1)`, [
      words.map((w) => `%${w}%`),
    ]);
    found.push(...rows.map(({ t }) => `${name}: ${t}`));
  }
  return found;
}

/** Writes a word of its own into every text that a learner and their mentors leave behind. */
async function plant(personId: string): Promise<string[]> {
  const words: string[] = [];
  const word = () => words[words.push(`planted${String(words.length).padStart(3, '0')}word`) - 1];
  const mine = `select id from interview where learner_id = $1`;
  await world.query(`update interview set goal = jsonb_set(goal, '{note}', to_jsonb($2::text)) where learner_id = $1`, [
    personId,
    word(),
  ]);
  await world.query(`update plan_item set reason_sentence = $2 where interview_id in (${mine})`, [personId, word()]);
  await world.query(`update mark set note = $2 where interview_id in (${mine})`, [personId, word()]);
  await world.query(
    `insert into outcome_claim (id, interview_id, kind, claimed_by, claimed_as, note, at, answer_due_at, answer, answer_note, answered_at, state)
     select gen_random_uuid(), id, 'did_not_come', mentor_id, 'mentor', $2, now(), now(), 'agreed', $3, now(), 'settled' from interview where learner_id = $1 limit 1`,
    [personId, word(), word()],
  );
  await world.query(
    `insert into interview_outcome (interview_id, outcome, decided, reason, at) select id, 'met', 'agreement', $2, now() from interview where learner_id = $1 limit 1
     on conflict (interview_id) do update set reason = excluded.reason`,
    [personId, word()],
  );
  await world.query(
    `insert into logged_mock (interview_id, logged_by, questions, at) select id, mentor_id, $2, now() from interview where learner_id = $1 limit 1`,
    [personId, word()],
  );
  await world.query(`update booking set cancel_reason = $2 where reference_id in (${mine}) and state = 'cancelled'`, [
    personId,
    word(),
  ]);
  await world.query(
    `update scorecard set draft = jsonb_set(draft, '{note}', to_jsonb($2::text)) where interview_id in (${mine})`,
    [personId, word()],
  );
  await world.query(
    `update rating set examples = array[$2] where scorecard_id in (select id from scorecard where interview_id in (${mine}))`,
    [personId, word()],
  );
  await world.query(`update next_step set drill = $2 where learner_id = $1`, [personId, word()]);
  await world.query(`update enrolment set target_role = $2 where person_id = $1`, [personId, word()]);
  await world.query(
    `insert into practice_attempt (id, learner_id, question_item_id, question_version_id, answer, submitted_at)
     select gen_random_uuid(), $1, id, current_version_id, $2, now() from content_item where kind = 'question' limit 1`,
    [personId, word()],
  );
  await world.query(
    `insert into audit_entry (id, at, actor_id, action, subject_type, subject_id, person_id, after) values (gen_random_uuid(), now(), $1, 'interview.cancel', 'interview', gen_random_uuid(), $1, jsonb_build_object('reason', $2::text))`,
    [personId, word()],
  );
  await world.query(
    `insert into idempotency_key (actor_id, key, endpoint, body_hash, status, answer, created_at) values ($1, 'k', 'e', 'h', 200, json_build_object('note', $2::text), now()), (gen_random_uuid(), 'k', 'e', 'h', 200, json_build_object('learner', (select name from person where id = $1)), now())`,
    [personId, word()],
  );
  await world.query(
    `insert into outbox_event (id, type, subject_id, payload, at, handled_at) values (gen_random_uuid(), 'test.told', $1, jsonb_build_object('text', $2::text), now(), now())`,
    [personId, word()],
  );
  return words as string[];
}

describe('the list of personal data', () => {
  it('names every table of the database, and every column of it that can hold text', async () => {
    const textual = (await columns()).filter(({ type }) =>
      /^(text|character varying|jsonb?|ARRAY|USER-DEFINED)$/.test(type),
    );
    const unclassified = textual.filter(({ name, column }) => {
      const known = PERSONAL_DATA[name];
      return !known?.texts?.includes(column) && !known?.plain?.includes(column);
    });
    // tstzrange is user-defined to information_schema and holds no words.
    expect(
      unclassified.filter(({ column }) => !['during', 'blocked'].includes(column)).map((c) => `${c.name}.${c.column}`),
    ).toEqual([]);
    const tables = new Set((await columns()).map(({ name }) => name));
    expect([...tables].filter((name) => !(name in PERSONAL_DATA))).toEqual([]);
  });

  it('says nothing of tables and columns that do not exist', async () => {
    const real = new Set((await columns()).map((c) => `${c.name}.${c.column}`));
    const told = Object.entries(PERSONAL_DATA).flatMap(([name, { texts = [], plain = [] }]) =>
      [...texts, ...plain].map((c) => `${name}.${c}`),
    );
    expect(told.filter((c) => !real.has(c))).toEqual([]);
  });

  it('erases or explains every table that refers to a person, and every text of people', async () => {
    const referring = await world.query<{ name: string }>(
      `select distinct conrelid::regclass::text as name from pg_constraint where contype = 'f' and confrelid = 'person'::regclass`,
    );
    const silent = referring.filter(({ name }) => !PERSONAL_DATA[name]?.erasures && !PERSONAL_DATA[name]?.kept);
    expect(silent).toEqual([]);
    const untouched = Object.entries(PERSONAL_DATA).filter(
      ([, { texts = [], erasures = [] }]) => texts.length > 0 && erasures.length === 0,
    );
    expect(untouched.map(([name]) => name)).toEqual([]);
  });

  it('gives every table with personal data to its owner, or says why not', () => {
    const sql = Object.values(EXPORTED_SECTIONS)
      .join(' ')
      .replace('released_rating', 'rating')
      .replace('released_key_point', 'key_point_rating');
    const withData = Object.entries(PERSONAL_DATA)
      .filter(([, { erasures }]) => erasures)
      .map(([name]) => name);
    const missing = withData.filter((name) => !new RegExp(`\\b${name}\\b`).test(sql) && !(name in NOT_EXPORTED));
    expect(missing).toEqual([]);
  });
});

describe('my data', () => {
  it('holds what is mine, in sections, and is noted in the audit', async () => {
    const asha = await world.as('asha');
    const words = await plant(asha.personId ?? '');
    const { status, body, text } = await asha.call(privacyEndpoints.exportMyData);
    expect(status).toBe(200);
    expect(Object.keys(body.sections)).toEqual(Object.keys(EXPORTED_SECTIONS));
    expect(body.sections['account']?.[0]).toMatchObject({ name: 'Asha Kulkarni' });
    expect(body.sections['mocksAsLearner']?.length).toBeGreaterThan(3);
    // goal note, drill, practice answer, target role
    for (const at of [0, 10, 11, 12]) expect(text).toContain(words[at]);
    expect(
      await world.query(`select 1 from audit_entry where action = 'data.export' and actor_id = $1`, [asha.personId]),
    ).toHaveLength(1);
  });

  it('reveals no feedback before its time, no mark and no plan of the mentor, and no address of others', async () => {
    const learners = await world.query<{ key: string; id: string }>(
      `select p.demo_key as key, p.id from person p join interview i on i.learner_id = p.id join scorecard s on s.interview_id = i.id and s.state <> 'released' where p.demo_key is not null`,
    );
    expect(learners.length).toBeGreaterThan(0);
    for (const { key, id } of learners) {
      const mine = `select id from interview where learner_id = $1`;
      await world.query(
        `update scorecard set draft = jsonb_set(draft, '{note}', '"unreleasedword"') where state <> 'released' and interview_id in (${mine})`,
        [id],
      );
      await world.query(
        `update rating set examples = '{unreleasedword}' where scorecard_id in (select s.id from scorecard s where s.state <> 'released' and s.interview_id in (${mine}))`,
        [id],
      );
      await world.query(`update mark set note = 'privateword' where interview_id in (${mine})`, [id]);
      await world.query(`update plan_item set reason_sentence = 'privateword' where interview_id in (${mine})`, [id]);
      const { text } = await (await world.as(key)).call(privacyEndpoints.exportMyData);
      expect(text).not.toMatch(/unreleasedword|privateword/);
      const [own] = await world.query<{ email: string }>('select email from person where id = $1', [id]);
      expect(
        [...text.matchAll(/[\w.+-]+@[\w.-]+/g)].map(([a]) => a).filter((a) => a !== own?.email && !a.includes('meet.')),
      ).toEqual([]);
    }
  });

  it('needs a recent sign-in', async () => {
    const asha = await world.as('asha');
    world.clock.advance(HOUR);
    const { status, problem } = await asha.call(privacyEndpoints.exportMyData);
    expect([status, problem?.code]).toEqual([403, 'recent_sign_in_needed']);
  });
});

describe('erasing an account', () => {
  const erase = async (key: string, confirmation: string) =>
    (await world.as(key)).call(privacyEndpoints.eraseMe, { body: { confirmation } });

  it('leaves nothing of a learner anywhere in the database, and the statistics of the batch as they were', async () => {
    const asha = await world.as('asha');
    const id = asha.personId ?? '';
    const [account] = await world.query<{ email: string }>('select email from person where id = $1', [id]);
    const words = [...(await plant(id)), 'Asha', 'Kulkarni', account?.email ?? ''];
    expect((await find(words)).length).toBeGreaterThan(10);
    const ratings = await world.query(
      `select dimension, level, count(*)::int as n from rating group by 1, 2 order by 1, 2`,
    );

    expect((await asha.call(privacyEndpoints.eraseMe, { body: { confirmation: 'Asha Kulkarni' } })).status).toBe(204);
    await world.settle();

    expect(await find(words)).toEqual([]);
    expect(
      await world.query(`select dimension, level, count(*)::int as n from rating group by 1, 2 order by 1, 2`),
    ).toEqual(ratings);
    const [left] = await world.query<{ name: string }>('select name from person where id = $1', [id]);
    expect(left?.name).toMatch(/^Former learner [0-9a-f]{6}$/);
  });

  it('signs the person out at once, everywhere', async () => {
    const elsewhere = await world.as('asha');
    await erase('asha', 'Asha Kulkarni');
    expect((await elsewhere.call(identityEndpoints.me)).status).toBe(401);
    expect(await world.query(`select 1 from sign_in_session where person_id = $1`, [elsewhere.personId])).toEqual([]);
  });

  it('cancels coming mocks and tells the mentor, without the name', async () => {
    const [mock] = await world.query<{ id: string; learner: string; name: string; mentor: string }>(
      `select i.id, p.demo_key as learner, p.name, i.mentor_id as mentor from interview i join person p on p.id = i.learner_id
       where i.state = 'scheduled' and i.starts_at > $1 and p.demo_key is not null order by i.starts_at limit 1`,
      [world.clock.now()],
    );
    if (!mock) throw new Error('the seeded world has no coming mock');
    expect((await erase(mock.learner, mock.name)).status).toBe(204);
    await world.settle();
    expect(await world.query(`select state from interview where id = $1`, [mock.id])).toEqual([{ state: 'void' }]);
    const mails = await world.query<{ content: unknown }>(`select content from mail_message where person_id = $1`, [
      mock.mentor,
    ]);
    expect(mails.length).toBeGreaterThan(0);
    expect(JSON.stringify(mails)).not.toContain(mock.name);
  });

  it('takes a mentor’s name from the feedback they gave, and leaves the feedback to its learners', async () => {
    const dev = await world.as('dev');
    const given = await world.query<{ n: number }>(
      `select count(*)::int as n from scorecard where rater_id = $1 and state = 'released'`,
      [dev.personId],
    );
    expect((await dev.call(privacyEndpoints.eraseMe, { body: { confirmation: 'Dev Malhotra' } })).status).toBe(204);
    await world.settle();
    expect(await find(['Dev Malhotra', 'dev-malhotra'])).toEqual([]);
    expect(
      await world.query(
        `select count(*)::int as n from scorecard where rater_id = $1 and state = 'released' and draft <> '{}'`,
        [dev.personId],
      ),
    ).toEqual(given);
  });

  it('needs the name typed as it stands, a recent sign-in, and changes nothing otherwise', async () => {
    const asha = await world.as('asha');
    const before = await world.fingerprint();
    const wrong = await asha.call(privacyEndpoints.eraseMe, { body: { confirmation: 'asha' } });
    expect([wrong.status, wrong.problem?.errors?.[0]?.pointer]).toEqual([400, '/body/confirmation']);
    world.clock.advance(HOUR);
    const late = await asha.call(privacyEndpoints.eraseMe, { body: { confirmation: 'Asha Kulkarni' } });
    expect(late.problem?.code).toBe('recent_sign_in_needed');
    expect(await world.fingerprint()).toBe(before);
  });

  it('is refused to the last academy admin, with nothing changed', async () => {
    const [admin] = await world.query<{ key: string; name: string }>(
      `select p.demo_key as key, p.name from role_grant g join person p on p.id = g.person_id where g.role = 'academyAdmin'`,
    );
    const client = await world.as(admin?.key ?? '');
    expect((await client.call(privacyEndpoints.myErasure)).body.isLastAcademyAdmin).toBe(true);
    const before = await world.fingerprint();
    const { status, problem } = await client.call(privacyEndpoints.eraseMe, {
      body: { confirmation: admin?.name ?? '' },
    });
    expect([status, problem?.code]).toEqual([409, 'last_academy_admin']);
    expect(await world.fingerprint()).toBe(before);
  });

  it('of somebody else is for academy admins, with a reason that is kept; for everybody else there is nothing', async () => {
    const personId = await world.person('ravi');
    const body = { confirmation: 'Ravi Shankaran', reason: 'Asked for it by letter.' };
    const before = await world.fingerprint();
    for (const key of ['asha', 'dev', 'zoya', 'kavya']) {
      const answer = await (await world.as(key)).call(privacyEndpoints.erasePerson, { params: { personId }, body });
      expect([key, answer.status]).toEqual([key, 404]);
    }
    expect(await world.fingerprint()).toBe(before);
    const [admin] = await world.query<{ key: string }>(
      `select p.demo_key as key from role_grant g join person p on p.id = g.person_id where g.role = 'academyAdmin'`,
    );
    expect(
      (await (await world.as(admin?.key ?? '')).call(privacyEndpoints.erasePerson, { params: { personId }, body }))
        .status,
    ).toBe(204);
    const [line] = await world.query<{ after: unknown }>(
      `select after from audit_entry where action = 'person.erase' and person_id = $1`,
      [personId],
    );
    expect(line?.after).toEqual({ isOwnWish: false, reason: body.reason });
  });
});

describe('the audit', () => {
  it('cannot be changed, deleted or emptied', async () => {
    await (await world.as('asha')).call(privacyEndpoints.exportMyData);
    for (const sql of [
      `update audit_entry set action = 'x'`,
      `update audit_entry set after = null`,
      'delete from audit_entry',
      'truncate audit_entry',
    ])
      await expect(world.query(sql)).rejects.toThrow('append-only');
    await expect(
      world.query(`begin; set local dryrun.erasing = 'on'; update audit_entry set action = 'x'; commit`),
    ).rejects.toThrow('append-only');
    await world.query('rollback');
  });

  it('shows a learner what they did and what was done with what is theirs, and nothing of others', async () => {
    const asha = await world.as('asha');
    await asha.call(identityEndpoints.updateMe, { body: { timeZone: 'Asia/Dubai' } });
    const mine = await asha.call(privacyEndpoints.audit, { query: { of: 'mine' } });
    expect(mine.body.items.length).toBeGreaterThan(0);
    expect(mine.body.items.every((e) => e.actor?.id === asha.personId || e.person?.id === asha.personId)).toBe(true);
    expect((await asha.call(privacyEndpoints.audit, { query: { of: 'overseen' } })).body.items).toEqual([]);
    const batchId = await world.batch('batch-01');
    expect((await asha.call(privacyEndpoints.audit, { query: { of: 'overseen', batchId } })).status).toBe(403);
  });

  it('shows a learner that something was done with what is theirs, without its details, and nothing that is kept from them', async () => {
    const [asha, dev] = [await world.as('asha'), await world.as('dev')];
    const batchId = await world.batch('batch-01');
    const write = (action: string) =>
      world.query(
        `insert into audit_entry (id, at, actor_id, action, subject_type, subject_id, person_id, batch_id, after)
         values (gen_random_uuid(), now(), $1, $2, 'interview', gen_random_uuid(), $3, $4, '{"questions": ["one to come"]}')`,
        [dev.personId, action, asha.personId, batchId],
      );
    for (const action of [
      'plan.save',
      'scorecard.begin',
      'interview.mark',
      'interview.ask_colleague',
      'interview.start',
    ])
      await write(action);
    const by = async (client: typeof asha, of: 'mine' | 'overseen') =>
      (
        await client.call(privacyEndpoints.audit, { query: { of, personId: asha.personId ?? undefined } })
      ).body.items.filter((line) => line.actor?.id === dev.personId);
    const seen = (await by(asha, 'mine')).filter(({ action }) => /^(plan|scorecard|interview)/.test(action));
    expect(seen.map(({ action }) => action)).toContain('interview.start');
    expect(seen.filter(({ action }) => /^(plan|scorecard)\.|mark|colleague/.test(action))).toEqual([]);
    expect(seen.every(({ before, after }) => before === null && after === null)).toBe(true);
    for (const [client, of] of [
      [dev, 'mine'],
      [await world.as('kavya'), 'overseen'],
    ] as const)
      expect(await by(client, of)).toContainEqual(
        expect.objectContaining({ action: 'plan.save', after: { questions: ['one to come'] } }),
      );
  });

  it('shows a cohort admin their own batch alone, page by page, without a gap', async () => {
    const [here, there] = [await world.batch('batch-01'), await world.batch('batch-02')];
    for (const [batch, n] of [
      [here, 60],
      [there, 3],
    ] as const)
      await world.query(
        `insert into audit_entry (id, at, action, subject_type, subject_id, batch_id) select gen_random_uuid(), $2::timestamptz + make_interval(secs => i / 3), 'test.line', 'test', gen_random_uuid(), $1 from generate_series(1, $3) i`,
        [batch, world.clock.now(), n],
      );
    const [admin] = await world.query<{ key: string }>(
      `select p.demo_key as key from role_grant g join person p on p.id = g.person_id where g.role = 'cohortAdmin' and g.batch_id = $1`,
      [here],
    );
    const client = await world.as(admin?.key ?? '');
    const first = await client.call(privacyEndpoints.audit, { query: { of: 'overseen', action: 'test' } });
    const second = await client.call(privacyEndpoints.audit, {
      query: { of: 'overseen', action: 'test', before: first.body.next ?? '' },
    });
    const ids = [...first.body.items, ...second.body.items].map((e) => e.id);
    expect([first.body.items.length, second.body.items.length, second.body.next]).toEqual([50, 10, null]);
    expect(new Set(ids).size).toBe(60);
    expect((await client.call(privacyEndpoints.audit, { query: { of: 'overseen', batchId: there } })).status).toBe(404);
  });

  it('goes out as a table only after a recent sign-in, and only to those who oversee', async () => {
    const [admin] = await world.query<{ key: string }>(
      `select p.demo_key as key from role_grant g join person p on p.id = g.person_id where g.role = 'academyAdmin'`,
    );
    const { status, body } = await (await world.as(admin?.key ?? '')).call(privacyEndpoints.exportAudit, { body: {} });
    expect(status).toBe(200);
    expect(body.csv.split('\r\n')[0]).toContain('whose');
    expect((await (await world.as('asha')).call(privacyEndpoints.exportAudit, { body: {} })).status).toBe(403);
  });
});
