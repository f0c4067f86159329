import { ALL_ENDPOINTS } from './platform/http/endpoint-table.ts';
import { fillPath, type EndpointSpec } from '@dryrun/contracts/endpoint';
import { Database } from './platform/db/database.ts';
import { Mail } from './platform/mail/mail.ts';
import { startWorld, type TestClient, type World } from '../test/harness.ts';
import { BODIES, UNKNOWN, type Mock } from '../test/sample-bodies.ts';

/**
 * Secrets are planted with a unique canary each; then every seeded person walks every readable address with every id
 * that exists, and may meet only the canaries that the permission table of `product.md` §5 gives them. The table of who may see
 * what is written down here a second time, on purpose: it must not share code with the policies it checks.
 */
interface Secret {
  token: string;
  what: string;
  /** Demo keys of the people who may see it. */
  allowed: Set<string>;
}

let world: World;
let secrets: Secret[];
let mocks: Mock[];
let people: { key: string; id: string }[];
let ids: Record<string, string[]>;

const staffOf = new Map<string, Set<string>>();
let planted = 0;
const canary = (what: string, allowed: Iterable<string>): string => {
  const token = `canary${String(++planted).padStart(4, '0')}x`;
  secrets.push({ token, what, allowed: new Set(allowed) });
  return token;
};

async function plant(): Promise<void> {
  people = await world.query(
    `select coalesce(demo_key, id::text) as key, id from person where removed_at is null order by 1`,
  );
  await world.query(`update person set demo_key = id::text, demo_hint = 'Learner|-|99' where demo_key is null`);
  const keyOf = new Map(people.map((p) => [p.id, p.key]));
  for (const g of await world.query<{ person_id: string; batch_id: string | null; role: string }>(
    'select person_id, batch_id, role from role_grant',
  )) {
    if (!['leadMentor', 'cohortAdmin', 'academyAdmin'].includes(g.role)) continue;
    const batches = g.batch_id
      ? [g.batch_id]
      : (await world.query<{ id: string }>('select id from batch')).map((b) => b.id);
    for (const b of batches) staffOf.set(b, (staffOf.get(b) ?? new Set()).add(keyOf.get(g.person_id) ?? ''));
  }
  const rows = await world.query<{
    id: string;
    batch: string;
    learner_id: string;
    mentor_id: string;
    card: Mock['card'];
  }>(
    `select i.id, i.batch_id as batch, i.learner_id, i.mentor_id, s.state as card from interview i left join scorecard s on s.interview_id = i.id order by i.starts_at desc`,
  );
  mocks = rows.map((r) => ({ ...r, learner: keyOf.get(r.learner_id) ?? '', mentor: keyOf.get(r.mentor_id) ?? '' }));
  for (const mock of mocks) await plantInMock(mock);
  for (const { key, id } of people) {
    const token = canary(`mail address of ${key}`, [key, ...(await adminsOf(id))]);
    await world.query('update person set email = $2 where id = $1', [id, `${token}@example.org`]);
    await world.query(
      `insert into passkey (id, person_id, name, public_key, credential_id, counter, device_type, backed_up) values (gen_random_uuid(), $1, $2, 'x', $3, 0, 'x', false)`,
      [id, canary(`passkey of ${key}`, [key]), `credential of ${key}`],
    );
  }
  await plantInOutbox();
  await plantInvitations();
  await plantInQuestions();
  await plantQuestionAboutTime();
  await plantOutcome();
  for (const key of ['asha', 'zoya']) await plantOnWaitlist(key);
}

/** What became of a mock, in the words of its people and of whoever decided it. */
async function plantOutcome(): Promise<void> {
  const mock = mocks.find((m) => m.card === 'released');
  if (!mock) throw new Error('no mock is released in the seeded world');
  const words = (what: string) => canary(what, [mock.learner, mock.mentor, ...(staffOf.get(mock.batch) ?? [])]);
  await world.query(
    `insert into outcome_claim (id, interview_id, kind, claimed_by, claimed_as, note, at, answer_due_at, answer, answer_note, answered_at, state, ended_at)
     values (gen_random_uuid(), $1, 'did_not_come', $2, 'mentor', $3, $5, $5, 'was_there', $4, $5, 'withdrawn', $5)`,
    [mock.id, mock.mentor_id, words('note of a claim'), words('answer to a claim'), world.clock.now()],
  );
  await world.query(
    `insert into interview_outcome (interview_id, outcome, decided, reason, at) values ($1, 'met', 'agreement', $2, $3)`,
    [mock.id, words('reason of an outcome'), world.clock.now()],
  );
  await world.query('insert into logged_mock (interview_id, logged_by, questions, at) values ($1, $2, $3, $4)', [
    mock.id,
    mock.mentor_id,
    words('questions of a mock held elsewhere'),
    world.clock.now(),
  ]);
}

/** Somebody waits for a time, and was offered one; what they noted on their goal is for nobody else yet. */
async function plantOnWaitlist(key: string): Promise<void> {
  const mock = mocks.find((m) => m.learner === key);
  if (!mock) throw new Error(`${key} has no mock in the seeded world`);
  const note = canary('note of somebody who waits', [key]);
  await world.query(
    `with e as (
       insert into waitlist_entry (id, batch_id, learner_id, goal, format_version_id, rubric_version_id, from_on, until_on, weekdays, parts, since, joined_by)
       select gen_random_uuid(), batch_id, learner_id, jsonb_set(goal, '{note}', to_jsonb($2::text)), format_version_id, rubric_version_id, '2026-11-20', '2026-12-20', '{1}', '{evening}', $3, 'learner'
       from interview where id = $1 returning *
     ), b as (
       insert into booking (id, reference_id, batch_id, during, state, held_until, held_by, created_at)
       select gen_random_uuid(), gen_random_uuid(), batch_id, tstzrange($3::timestamptz + interval '9 days', $3::timestamptz + interval '10 days'), 'released', $3, id, $3 from e returning *
     )
     insert into waitlist_offer (id, entry_id, booking_id, mentor_id, goal, format_version_id, rubric_version_id, starts_at, ends_at, offered_at, expires_at, why)
     select b.reference_id, e.id, b.id, $4, jsonb_set(e.goal, '{note}', '""'), e.format_version_id, e.rubric_version_id, lower(b.during), upper(b.during), $3, $3::timestamptz + interval '30 minutes',
       '{"lost": null, "mocks": 0, "windowDays": 28, "since": "2026-11-18T10:30:00.000Z", "decidedBy": "only_one", "passedOver": []}' from e, b`,
    [mock.id, note, world.clock.now(), mock.mentor_id],
  );
}

/** A mentor asks the learner of a coming mock for another time. */
async function plantQuestionAboutTime(): Promise<void> {
  const [coming] = await world.query<{ id: string }>(
    `select id from interview where state = 'scheduled' and starts_at > $1 order by starts_at limit 1`,
    [world.clock.now()],
  );
  const mock = mocks.find((m) => m.id === coming?.id);
  if (!mock) throw new Error('no mock is booked in the seeded world');
  const note = canary('question about a time', [mock.learner, mock.mentor, ...(staffOf.get(mock.batch) ?? [])]);
  await world.query(
    `insert into change_request (id, interview_id, kind, state, asked_by, asked_of, times, note, asked_at)
     values (gen_random_uuid(), $1, 'move', 'open', $2, $3, array[$5::timestamptz + interval '3 days'], $4, $5)`,
    [mock.id, mock.mentor_id, mock.learner_id, note, world.clock.now()],
  );
}

/** Those who may see a person's address: admins of the batches they are or were in, and of the academy. */
async function adminsOf(personId: string): Promise<string[]> {
  const rows = await world.query<{ key: string }>(
    `select a.demo_key as key from role_grant g join person a on a.id = g.person_id
     where (g.role = 'academyAdmin')
        or (g.role = 'cohortAdmin' and g.batch_id in (select batch_id from role_grant where person_id = $1 union select batch_id from enrolment where person_id = $1))`,
    [personId],
  );
  return rows.map((r) => r.key);
}

/** One open invitation per batch; the address is for those who run it. */
async function plantInvitations(): Promise<void> {
  for (const { id } of await world.query<{ id: string }>('select id from batch')) {
    const admins = await world.query<{ key: string; id: string }>(
      `select p.demo_key as key, p.id from role_grant g join person p on p.id = g.person_id where g.role = 'academyAdmin' or (g.role = 'cohortAdmin' and g.batch_id = $1)`,
      [id],
    );
    const token = canary(
      'invited address of a batch',
      admins.map((a) => a.key),
    );
    await world.query(
      `insert into invitation (id, address, name, batch_id, roles, level, tracks, levels, state, token_hash, token_sealed, invited_by, sent_at, expires_at)
       values (gen_random_uuid(), $2, '', $1, '{learner}', 'mid', '{}', '{}', 'open', $6, $6, $3, $4, $5)`,
      [
        id,
        `${token}@example.org`,
        admins[0]?.id,
        world.clock.now(),
        new Date(world.clock.now().getTime() + 86_400_000),
        `not a token of ${id}`,
      ],
    );
  }
}

async function plantInMock(mock: Mock): Promise<void> {
  const staff = staffOf.get(mock.batch) ?? new Set<string>();
  const participants = [mock.learner, mock.mentor];
  const otherMentors = mocks.filter((m) => m.learner_id === mock.learner_id).map((m) => m.mentor);
  await world.query(`update interview set goal = jsonb_set(goal, '{note}', to_jsonb($2::text)) where id = $1`, [
    mock.id,
    canary('goal note', [...participants, ...staff]),
  ]);
  await world.query('update plan_item set reason_sentence = $2 where interview_id = $1', [
    mock.id,
    canary('reason in the plan', [mock.mentor, ...staff]),
  ]);
  await world.query('update mark set note = $2 where interview_id = $1', [
    mock.id,
    canary('note of a mark', [mock.mentor, ...staff]),
  ]);
  if (!mock.card) return;
  const readers = mock.card === 'released' ? [...participants, ...staff] : [mock.mentor];
  await world.query(
    `update scorecard set draft = jsonb_set(jsonb_set(draft, '{note}', to_jsonb($2::text)), '{strengths}', jsonb_build_array($3::text)) where interview_id = $1`,
    [
      mock.id,
      canary(`note of a ${mock.card} scorecard`, readers),
      canary(`strength in a ${mock.card} scorecard`, readers),
    ],
  );
  await world.query(
    `update rating set examples = array[$2] where scorecard_id in (select id from scorecard where interview_id = $1)`,
    [mock.id, canary(`example in a ${mock.card} scorecard`, readers)],
  );
  const drillReaders = mock.card === 'released' ? [...readers, ...otherMentors] : readers;
  await world.query(
    `update next_step set drill = $2 where scorecard_id in (select id from scorecard where interview_id = $1)`,
    [mock.id, canary(`next step of a ${mock.card} scorecard`, drillReaders)],
  );
}

/** A message is for its reader; that it exists, to whom and why, for those who run its batch; a secret one says nothing to anybody. */
async function plantInOutbox(): Promise<void> {
  const admins = async (batchId: string | null) =>
    (
      await world.query<{ key: string }>(
        `select p.demo_key as key from role_grant g join person p on p.id = g.person_id
         where (g.role = 'cohortAdmin' and g.batch_id = $1) or g.role = 'academyAdmin'`,
        [batchId],
      )
    ).map((r) => r.key);
  const mail = world.app.get(Mail, { strict: false });
  const batches = await world.query<{ id: string }>('select id from batch order by slug limit 2');
  for (const [i, { key, id }] of people.entries()) {
    const batchId = [...batches.map((b) => b.id), null][i % 3] ?? null;
    const overseers = await admins(batchId);
    for (const isSecret of [false, true]) {
      const text = canary(isSecret ? 'secret in a message' : 'text of a message', isSecret ? [] : [key]);
      await world.app.get(Database, { strict: false }).write((tx) =>
        mail.enqueue(tx, {
          to: { personId: id, name: key, address: `${canary('address of a message', overseers)}@example.org` },
          kind: 'test.canary',
          subject: text,
          body: {
            preview: text,
            blocks: [{ p: text }, { action: { label: text, url: `https://example.org/${text}` } }],
          },
          why: canary('why of a message', [key, ...overseers]),
          isSecret,
          batchId,
        }),
      );
    }
  }
}

/** Pushbacks, answers and follow-ups are for interviewers, and for learners who opened them outside of a mock. */
async function plantInQuestions(): Promise<void> {
  const mayStudy = await world.query<{ key: string }>(
    `select distinct p.demo_key as key from role_grant g join person p on p.id = g.person_id where g.role <> 'learner'`,
  );
  const questions = await world.query<{ id: string }>(
    `select v.id from content_version v join content_item i on i.id = v.item_id where i.kind = 'question'`,
  );
  await world.query('alter table content_version disable trigger content_version_immutable');
  for (const { id } of questions) {
    const opened = await world.query<{ key: string }>(
      `select p.demo_key as key from exposure e join person p on p.id = e.learner_id where e.question_version_id = $1 and e.interview_id is null`,
      [id],
    );
    const token = canary(
      'pushback or answer of a question',
      [...mayStudy, ...opened].map((m) => m.key),
    );
    await world.query(
      `update content_version set body = jsonb_set(jsonb_set(jsonb_set(body, '{knowledgeAnswer}', to_jsonb($2::text)), '{reasoningAnswer}', to_jsonb($2::text)),
         '{pushbacks}', (select coalesce(jsonb_agg(p || jsonb_build_object('says', $2::text, 'goodRevision', $2::text)), '[]') from jsonb_array_elements(body->'pushbacks') p)) where id = $1`,
      [id, token],
    );
  }
  const studies = await world.query<{ id: string }>(
    `select v.id from content_version v join content_item i on i.id = v.item_id where i.kind = 'case-study'`,
  );
  for (const { id } of studies) {
    const token = canary(
      'solution of a case study',
      mayStudy.map((m) => m.key),
    );
    await world.query(
      `update content_version set body = jsonb_set(jsonb_set(body, '{architecture}', to_jsonb($2::text)),
         '{followUps}', (select jsonb_agg(f || jsonb_build_object('goodAnswer', $2::text)) from jsonb_array_elements(body->'followUps') f)) where id = $1`,
      [id, token],
    );
  }
  await world.query('alter table content_version enable trigger content_version_immutable');
}

beforeAll(async () => {
  world = await startWorld();
  secrets = [];
  await plant();
  const column = async (sql: string) => (await world.query<{ id: string }>(sql)).map((r) => r.id);
  ids = {
    batchId: await column('select id from batch'),
    interviewId: walked(mocks).map((m) => m.id),
    personId: people.map((p) => p.id),
    nextStepId: await column('select id from next_step limit 5'),
    holdId: await column('select id from booking limit 5'),
    markId: await column('select id from mark limit 5'),
    sessionId: await column('select id from sign_in_session limit 5'),
    passkeyId: await column('select id from passkey limit 5'),
    messageId: await column('select id from mail_message limit 5'),
    requestId: await column('select id from change_request'),
    entryId: await column('select id from waitlist_entry'),
    offerId: await column('select id from waitlist_offer'),
    slug: await column(
      `(select i.slug as id from content_item i join content_version v on v.id = i.current_version_id where v.body->>'use' = 'interview' order by 1 limit 2)
       union all (select i.slug from content_item i join content_version v on v.id = i.current_version_id where v.body->>'use' = 'both' order by 1 limit 3)
       union all (select slug from content_item where kind = 'case-study' order by 1 limit 2)
       union all (select min(slug) from content_item where kind in ('stage', 'playbook') group by kind)`,
    ),
    enrolmentId: await column('select id from enrolment limit 5'),
    invitationId: await column('select id from invitation'),
  };
}, 120_000);

afterAll(() => world.close());

/** Everything that is not released yet, and enough of what is: each further released mock only repeats the others. */
function walked(all: Mock[]): Mock[] {
  const released = all.filter((m) => m.card === 'released');
  return [...all.filter((m) => m.card !== 'released'), ...released.slice(0, 12)];
}

/** What an address asks for that needs a query. */
const queryOf = ({ path }: EndpointSpec): string => {
  const goal = 'format=system-design&track=kubernetes&level=senior';
  if (path.endsWith('/slots')) return `?${goal}`;
  if (path.endsWith('slots/why')) return `?${goal}&onDate=2026-11-26`;
  if (path.endsWith('availability/why')) return '?onDate=2026-11-26';
  if (path.endsWith('/calendar') || path.endsWith('/free-busy'))
    return '?from=2026-11-09T00:00:00Z&until=2026-12-09T00:00:00Z';
  return '';
};

const paramsOf = (spec: EndpointSpec) => [...spec.path.matchAll(/:([A-Za-z]+)/g)].map((m) => m[1] ?? '');

/** Every address of an endpoint, over all combinations of existing ids. */
function addresses(spec: EndpointSpec): string[] {
  const filled = paramsOf(spec).reduce<Record<string, string>[]>(
    (combinations, name) => combinations.flatMap((c) => (ids[name] ?? []).map((id) => ({ ...c, [name]: id }))),
    [{}],
  );
  const query = queryOf(spec);
  return filled.map((p) => fillPath(spec.path, p) + query);
}

describe('what the people of the seeded world can find', () => {
  it('plants secrets of every sort', () => {
    expect(new Set(secrets.map((s) => s.what.replace(/ of [^ ]+$/, ''))).size).toBeGreaterThan(8);
    for (const state of ['draft', 'submitted', 'released'])
      expect(secrets.some((s) => s.what.includes(`a ${state} scorecard`))).toBe(true);
  });

  it('nobody finds a secret that is not theirs on any readable address, and everybody who should see theirs finds some', async () => {
    const found: string[] = [];
    const errors: string[] = [];
    const seen = new Set<string>();
    const reads = ALL_ENDPOINTS.filter((e) => e.method === 'GET');
    for (const { key } of people) {
      const client = await world.as(key);
      for (const spec of reads)
        for (const url of addresses(spec)) {
          const answer = await client.send(spec.method, url);
          if (answer.status >= 500) errors.push(`${key} ${url}: ${answer.status}`);
          for (const [token] of answer.text.matchAll(/canary\d{4}x/g)) {
            const secret = secrets.find((s) => s.token === token);
            if (secret?.allowed.has(key)) seen.add(secret.what.split(' of ')[0] ?? '');
            else found.push(`${key} met "${secret?.what}" at ${spec.method} ${spec.path}`);
          }
        }
    }
    expect(errors).toEqual([]);
    expect([...new Set(found)]).toEqual([]);
    // The walk would prove nothing if nobody ever saw anything.
    expect([...seen].sort()).toEqual(
      expect.arrayContaining([
        'address',
        'goal note',
        'mail address',
        'next step',
        'pushback or answer',
        'reason in the plan',
        'text',
        'why',
      ]),
    );
  }, 240_000);

  it('a visitor finds no secret at all', async () => {
    for (const spec of ALL_ENDPOINTS.filter((e) => e.method === 'GET'))
      for (const url of addresses(spec).slice(0, 3))
        expect((await world.anonymous.send('GET', url)).text).not.toMatch(/canary\d{4}x/);
  });
});

describe('an id of another batch', () => {
  // What a slug names belongs to the academy, not to a batch; a secret calendar address opens to whoever has it.
  const withId = ALL_ENDPOINTS.filter((e) => paramsOf(e).some((name) => name !== 'slug' && name !== 'file'));
  const shape = (answer: { status: number; text: string; headers: Readonly<Record<string, unknown>> }) => ({
    status: answer.status,
    body: answer.text.replace(/"traceId":"[^"]+"/, ''),
    headers: Object.keys(answer.headers)
      .filter((h) => h !== 'date')
      .sort(),
  });

  it.each(withId.map((e) => [`${e.method} ${e.path}`, e] as const))(
    'answers exactly like an unknown id: %s',
    async (name, spec) => {
      const before = await world.fingerprint();
      const first = mocks.find((m) => m.learner === 'asha');
      if (!first) throw new Error('asha has no mock in the seeded world');
      const outsiders: TestClient[] = await Promise.all(['zoya', 'imran'].map((key) => world.as(key)));
      const [hold] = await world.query<{ id: string }>('select id from booking where batch_id = $1 limit 1', [
        first.batch,
      ]);
      const [step] = await world.query<{ id: string }>(
        'select n.id from next_step n join scorecard s on s.id = n.scorecard_id join interview i on i.id = s.interview_id where i.batch_id = $1 limit 1',
        [first.batch],
      );
      const [mark] = await world.query<{ id: string }>(
        'select m.id from mark m join interview i on i.id = m.interview_id where i.batch_id = $1 limit 1',
        [first.batch],
      );
      const [message] = await world.query<{ id: string }>('select id from mail_message where batch_id = $1 limit 1', [
        first.batch,
      ]);
      await world.as('asha');
      const [session] = await world.query<{ id: string }>(
        'select id from sign_in_session where person_id = $1 limit 1',
        [first.learner_id],
      );
      const [passkey] = await world.query<{ id: string }>('select id from passkey where person_id = $1 limit 1', [
        first.learner_id,
      ]);
      const real: Record<string, string> = {
        messageId: message?.id ?? UNKNOWN,
        batchId: first.batch,
        interviewId: first.id,
        personId: first.learner_id,
        holdId: hold?.id ?? UNKNOWN,
        nextStepId: step?.id ?? UNKNOWN,
        markId: mark?.id ?? UNKNOWN,
        requestId: ids['requestId']?.[0] ?? UNKNOWN,
        sessionId: session?.id ?? UNKNOWN,
        passkeyId: passkey?.id ?? UNKNOWN,
      };
      const [place] = await world.query<{ id: string }>('select id from enrolment where batch_id = $1 limit 1', [
        first.batch,
      ]);
      const [invitation] = await world.query<{ id: string }>('select id from invitation where batch_id = $1 limit 1', [
        first.batch,
      ]);
      const [waits] = await world.query<{ id: string; offer: string }>(
        'select e.id, o.id as offer from waitlist_entry e join waitlist_offer o on o.entry_id = e.id where e.batch_id = $1',
        [first.batch],
      );
      Object.assign(real, { entryId: waits?.id ?? UNKNOWN, offerId: waits?.offer ?? UNKNOWN });
      Object.assign(real, { enrolmentId: place?.id ?? UNKNOWN, invitationId: invitation?.id ?? UNKNOWN });
      const unknown = Object.fromEntries(paramsOf(spec).map((p) => [p, UNKNOWN]));
      const query = queryOf(spec);
      const headers: Record<string, string> = spec.isIdempotent
        ? { 'idempotency-key': `${Math.random()}-${Math.random()}` }
        : {};
      for (const client of outsiders) {
        const body = spec.body ? BODIES[name]?.(first) : undefined;
        if (spec.body && body === undefined) throw new Error(`no sample body for ${name}: add one`);
        const other = await client.send(spec.method, fillPath(spec.path, real) + query, body, headers);
        const none = await client.send(spec.method, fillPath(spec.path, unknown) + query, body, {
          ...headers,
          ...(headers['idempotency-key'] && { 'idempotency-key': `${Math.random()}-${Math.random()}` }),
        });
        expect(other.status).toBe(404);
        expect(shape(other)).toEqual(shape(none));
      }
      expect(await world.fingerprint()).toBe(before);
    },
  );
});
