import type { World } from '../../product/world.ts';
import type { Person } from './people.ts';

/** A thing that a route names, and whose it is. */
export interface Thing {
  what: string;
  params: Readonly<Record<string, string>>;
  /** Slug of its batch; null: it belongs to none. */
  batch: string | null;
  /** Keys of the people whose own it is. */
  owner?: string | null;
  mentor?: string | null;
  /** There for nobody, or not yet: hidden from everybody. */
  isNobodys?: true;
  /** A child named under a parent that is not its own (whose batch and people these are): as if it did not exist. */
  isForeignChild?: true;
  /** What to compare a hidden one with; all ids unknown by default. */
  unknown?: Readonly<Record<string, string>>;
}

type Find = (world: World, cast: ReadonlyMap<string, Person>) => Promise<Thing[]>;

export const UNKNOWN_ID = '01890000-0000-7000-8000-000000000000';
const BATCHES = ['batch-01', 'batch-02'];

/** The newest mock in each batch of each of some people, in these states. */
const mocks =
  (states: readonly string[], card?: string): Find =>
  async (world) => {
    const rows = await world.query<{ id: string; batch: string; owner: string; mentor: string }>(
      `select distinct on (b.slug, l.demo_key) i.id, b.slug as batch, l.demo_key as owner, m.demo_key as mentor
       from interview i join batch b on b.id = i.batch_id join person l on l.id = i.learner_id join person m on m.id = i.mentor_id
       left join scorecard s on s.interview_id = i.id
       where i.state = any($1) and ($2::text is null or s.state = $2) order by b.slug, l.demo_key, i.starts_at desc`,
      [states, card ?? null],
    );
    return rows.map(({ id, ...rest }) => ({
      what: `mock of ${rest.owner} with ${rest.mentor}`,
      params: { interviewId: id },
      ...rest,
    }));
  };

async function mockOf(world: World, learner: string, states: readonly string[]): Promise<string> {
  const [row] = await world.query<{ id: string }>(
    `select i.id from interview i join person l on l.id = i.learner_id where l.demo_key = $1 and i.state = any($2) order by i.starts_at desc limit 1`,
    [learner, states],
  );
  if (!row) throw new Error(`no mock of ${learner} in ${states.join(' or ')}`);
  return row.id;
}

const batchId = async (world: World, slug: string) =>
  (await world.query<{ id: string }>('select id from batch where slug = $1', [slug]))[0]?.id ?? '';
const personId = (cast: ReadonlyMap<string, Person>, key: string) => cast.get(key)?.id ?? '';

/** A row of one person, in no batch: nobody else's business, whatever their role. */
const owned =
  (name: string, sql: string): Find =>
  async (world) =>
    (await world.query<{ id: string; owner: string }>(sql)).map(({ id, owner }) => ({
      what: `${name} of ${owner}`,
      params: { [`${name}Id`]: id },
      batch: null,
      owner,
    }));

/** Content belongs to nobody. The last one is never in the bank. */
const content =
  (kind: string, secret?: string): Find =>
  async (world) => {
    const slugs = await world.query<{ slug: string; isSecret: boolean }>(
      `select i.slug, v.body->>'use' = 'interview' as "isSecret" from content_item i join content_version v on v.item_id = i.id where i.kind = $1 order by 1`,
      [kind],
    );
    const open = slugs.filter(({ isSecret }) => !isSecret).slice(0, 1);
    const hidden = secret ? slugs.filter(({ isSecret }) => isSecret).slice(0, 1) : [];
    return [
      ...open.map(({ slug }): Thing => ({ what: slug, params: { slug }, batch: null })),
      ...hidden.map(({ slug }): Thing => ({
        what: `${secret} ${slug}`,
        params: { slug },
        batch: null,
        isNobodys: true,
      })),
    ];
  };

/**
 * Every kind of thing that a line of the table can name. A new kind: who owns it, in which batch, and one in each batch at
 * least; a child also under a foreign parent, as `isNobodys`.
 */
export const KINDS: Record<string, Find> = {
  none: () => Promise.resolve([{ what: 'no row', params: {}, batch: null }]),

  batch: async (world) =>
    Promise.all(
      BATCHES.map(async (slug) => ({ what: slug, params: { batchId: await batchId(world, slug) }, batch: slug })),
    ),

  scheduled: mocks(['scheduled']),
  running: mocks(['running']),
  held: mocks(['awaiting_feedback', 'feedback_released', 'closed']),
  drafted: mocks(['awaiting_feedback'], 'draft'),

  mark: async (world) => {
    const marks = await world.query<{ id: string; interview: string; batch: string; owner: string; mentor: string }>(
      `select distinct on (i.id) k.id, i.id as interview, b.slug as batch, l.demo_key as owner, m.demo_key as mentor
       from mark k join interview i on i.id = k.interview_id join batch b on b.id = i.batch_id
       join person l on l.id = i.learner_id join person m on m.id = i.mentor_id where i.state = 'running' order by i.id, k.id`,
    );
    const own = marks.map(({ id, interview, ...rest }) => ({
      what: `mark in the mock of ${rest.owner}`,
      params: { interviewId: interview, markId: id },
      ...rest,
    }));
    const foreign = marks.flatMap((mark) =>
      marks.flatMap((other): Thing[] =>
        other === mark
          ? []
          : [
              {
                ...other,
                what: `mark of ${mark.owner}'s mock under ${other.owner}'s`,
                params: { interviewId: other.interview, markId: mark.id },
                unknown: { interviewId: other.interview, markId: UNKNOWN_ID },
                isForeignChild: true,
              },
            ],
      ),
    );
    return [...own, ...foreign];
  },

  hold: async (world) => {
    const rows = await world.query<{ id: string; batch: string; owner: string }>(
      `select k.id, b.slug as batch, l.demo_key as owner from booking k join interview i on i.id = k.reference_id
       join batch b on b.id = i.batch_id join person l on l.id = i.learner_id where k.state = 'held'`,
    );
    return rows.map(({ id, ...rest }) => ({ what: `time kept for ${rest.owner}`, params: { holdId: id }, ...rest }));
  },

  step: async (world) => {
    const rows = await world.query<{ id: string; batch: string; owner: string; mentor: string; card: string }>(
      `select distinct on (l.demo_key, s.state) n.id, b.slug as batch, l.demo_key as owner, m.demo_key as mentor, s.state as card
       from next_step n join scorecard s on s.id = n.scorecard_id join interview i on i.id = s.interview_id
       join batch b on b.id = i.batch_id join person l on l.id = i.learner_id join person m on m.id = i.mentor_id order by l.demo_key, s.state`,
    );
    return rows.map(({ id, card, ...rest }) => ({
      what: `next step of ${rest.owner}, ${card}`,
      params: { nextStepId: id },
      ...rest,
      ...(card !== 'released' && { isNobodys: true as const }),
    }));
  },

  mentorOf: async (world, cast) => {
    const of = async (batch: string, mentor: string) => ({
      batchId: await batchId(world, batch),
      personId: personId(cast, mentor),
    });
    return [
      { what: 'dev as mentor', params: await of('batch-01', 'dev'), batch: 'batch-01', mentor: 'dev' },
      { what: 'samir as mentor', params: await of('batch-02', 'samir'), batch: 'batch-02', mentor: 'samir' },
      { what: 'samir under the first batch', params: await of('batch-01', 'samir'), batch: null, isNobodys: true },
      { what: 'a learner as mentor', params: await of('batch-01', 'asha'), batch: null, isNobodys: true },
    ];
  },

  /** Whoever has the address reads it; it dies with the account. */
  feed: (_world, cast) =>
    Promise.resolve(
      [...cast.values()].flatMap((person): Thing[] =>
        person.feedFile === null
          ? []
          : [
              {
                what: `calendar of ${person.key}`,
                params: { file: person.feedFile },
                batch: null,
                ...(person.is === 'gone' && { isNobodys: true }),
              },
            ],
      ),
    ),

  session: owned(
    'session',
    `select distinct on (p.id) s.id, p.demo_key as owner from sign_in_session s join person p on p.id = s.person_id
     where p.demo_key in ('asha', 'zoya', 'arjun') order by p.id, s.created_at desc, s.id`,
  ),
  passkey: owned('passkey', 'select k.id, p.demo_key as owner from passkey k join person p on p.id = k.person_id'),
  place: owned(
    'enrolment',
    `select e.id, p.demo_key as owner from enrolment e join person p on p.id = e.person_id where p.demo_key in ('asha', 'zoya')`,
  ),
  invited: owned(
    'invitation',
    `select v.id, p.demo_key as owner from invitation v join person p on p.email = v.address where p.demo_key in ('ravi', 'harpreet')`,
  ),
  anybody: (_world, cast) =>
    Promise.resolve(
      ['asha', 'dev'].map((key) => ({ what: key, params: { personId: personId(cast, key) }, batch: null })),
    ),

  invitation: async (world) => {
    const rows = await world.query<{ id: string; batch: string }>(
      `select v.id, b.slug as batch from invitation v join batch b on b.id = v.batch_id where v.state = 'open'`,
    );
    return rows.map(({ id, batch }) => ({ what: `invitation into ${batch}`, params: { invitationId: id }, batch }));
  },

  enrolment: async (world) => {
    const rows = await world.query<{ id: string; batch: string; key: string }>(
      `select e.id, b.slug as batch, p.demo_key as key from enrolment e join batch b on b.id = e.batch_id join person p on p.id = e.person_id where p.demo_key in ('ravi', 'nikhil')`,
    );
    return rows.map(({ id, batch, key }) => ({ what: `place of ${key}`, params: { enrolmentId: id }, batch }));
  },

  memberOf: async (world, cast) => {
    const of = async (batch: string, key: string) => ({
      batchId: await batchId(world, batch),
      personId: personId(cast, key),
    });
    const unknown = { batchId: await batchId(world, 'batch-01'), personId: UNKNOWN_ID };
    return [
      { what: 'claire of the first batch', params: await of('batch-01', 'claire'), batch: 'batch-01' },
      { what: 'samir of the second batch', params: await of('batch-02', 'samir'), batch: 'batch-02' },
      {
        what: 'samir under the first batch',
        params: await of('batch-01', 'samir'),
        unknown,
        batch: 'batch-01',
        isForeignChild: true,
      },
    ];
  },

  stage: content('stage'),
  playbook: content('playbook'),
  caseStudy: content('case-study'),
  question: content('question', 'interview-only question'),

  request: async (world) => {
    const rows = await world.query<{ id: string; batch: string; owner: string; mentor: string }>(
      `select r.id, b.slug as batch, l.demo_key as owner, m.demo_key as mentor from change_request r join interview i on i.id = r.interview_id
       join batch b on b.id = i.batch_id join person l on l.id = r.asked_of join person m on m.id = r.asked_by where r.state = 'open'`,
    );
    return rows.map(({ id, ...rest }) => ({
      what: `question of ${rest.mentor} to ${rest.owner}`,
      params: { requestId: id },
      ...rest,
    }));
  },

  waiting: owned(
    'entry',
    'select e.id, p.demo_key as owner from waitlist_entry e join person p on p.id = e.learner_id',
  ),
  offered: owned(
    'offer',
    'select o.id, p.demo_key as owner from waitlist_offer o join waitlist_entry e on e.id = o.entry_id join person p on p.id = e.learner_id',
  ),

  learnerOf: async (world, cast) => {
    const ids = await Promise.all(BATCHES.map((slug) => batchId(world, slug)));
    const [first = '', second = ''] = ids;
    const foreign = (what: string, batch: string, slug: string, key: string): Thing => ({
      what,
      params: { batchId: batch, personId: personId(cast, key) },
      unknown: { batchId: batch, personId: UNKNOWN_ID },
      batch: slug,
      isForeignChild: true,
    });
    return [
      {
        what: 'asha as learner',
        params: { batchId: first, personId: personId(cast, 'asha') },
        batch: 'batch-01',
        owner: 'asha',
      },
      {
        what: 'zoya as learner',
        params: { batchId: second, personId: personId(cast, 'zoya') },
        batch: 'batch-02',
        owner: 'zoya',
      },
      foreign('zoya under the first batch', first, 'batch-01', 'zoya'),
      foreign('asha under the second batch', second, 'batch-02', 'asha'),
      foreign('a mentor as learner', first, 'batch-01', 'dev'),
    ];
  },

  message: async (world) => {
    const rows = await world.query<{ id: string; batch: string; owner: string }>(
      `select m.id, b.slug as batch, p.demo_key as owner from mail_message m join batch b on b.id = m.batch_id join person p on p.id = m.person_id where m.kind = 'proof'`,
    );
    return rows.map(({ id, ...rest }) => ({ what: `mail to ${rest.owner}`, params: { messageId: id }, ...rest }));
  },

  progress: async (world, cast) => {
    const of = async (batch: string, learner: string) => ({
      batchId: await batchId(world, batch),
      personId: personId(cast, learner),
    });
    return [
      { what: 'progress of asha', params: await of('batch-01', 'asha'), batch: 'batch-01', owner: 'asha' },
      { what: 'progress of zoya', params: await of('batch-02', 'zoya'), batch: 'batch-02', owner: 'zoya' },
      {
        what: 'progress of zoya under the first batch',
        params: await of('batch-01', 'zoya'),
        batch: null,
        isNobodys: true,
      },
      {
        what: 'progress of asha under the second batch',
        params: await of('batch-02', 'asha'),
        batch: null,
        isNobodys: true,
      },
      { what: 'progress of a mentor', params: await of('batch-01', 'dev'), batch: null, isNobodys: true },
    ];
  },
};

/** Brings about, as the people themselves, what the seeded world does not have: running mocks, marks, kept times. */
export async function arrange(world: World, cast: ReadonlyMap<string, Person>): Promise<void> {
  const [first = '', second = ''] = await Promise.all(BATCHES.map((slug) => batchId(world, slug)));
  const booked = (await hold(cast, 'harpreet', second)) as { id: string };
  await done(cast, 'harpreet', 'POST', `/api/holds/${booked.id}/confirm`);
  await hold(cast, 'asha', first);
  await hold(cast, 'nikhil', second);
  await world.query(
    `insert into mail_message (id, kind, person_id, address, name, batch_id, why, is_secret, content, message_id, state, next_at, created_at)
     select gen_random_uuid(), 'proof', p.id, p.email, p.name, e.batch_id, 'because', false, '{"subject":"x","body":{"preview":"","blocks":[]},"calendar":null}', p.id::text, 'dead', now(), now()
     from person p join enrolment e on e.person_id = p.id where p.demo_key in ('asha', 'zoya')`,
  );
  await world.query(
    `insert into passkey (id, person_id, name, public_key, credential_id, counter, device_type, backed_up, created_at)
     select gen_random_uuid(), id, 'phone', 'not-a-real-public-key', id::text, 0, 'singleDevice', false, now() from person where demo_key in ('asha', 'zoya', 'arjun')`,
  );
  await world.query(
    `insert into invitation (id, address, name, batch_id, roles, level, tracks, levels, state, token_hash, token_sealed, invited_by, sent_at, expires_at)
     select gen_random_uuid(), p.email, p.name, b.id, '{learner}', 'mid', '{}', '{}', 'open', 'hash-of-' || p.id, null, (select id from person where demo_key = 'arjun'), now(), now() + interval '7 days'
     from person p, batch b where (p.demo_key, b.slug) in (('ravi', 'batch-02'), ('harpreet', 'batch-01'))`,
  );
  await world.query(
    `insert into change_request (id, interview_id, kind, state, asked_by, asked_of, times, note, asked_at)
     select gen_random_uuid(), i.id, 'move', 'open', i.mentor_id, i.learner_id, array[i.starts_at + interval '1 day'], '', now()
     from interview i join person l on l.id = i.learner_id where i.state = 'scheduled' and l.demo_key in ('fatima', 'harpreet')`,
  );
  await world.query(
    `with e as (
       insert into waitlist_entry (id, batch_id, learner_id, goal, format_version_id, rubric_version_id, from_on, until_on, weekdays, parts, since, joined_by)
       select distinct on (i.learner_id) gen_random_uuid(), i.batch_id, i.learner_id, i.goal, i.format_version_id, i.rubric_version_id, current_date, current_date + 30, array[1], array['evening'], now(), 'learner'
       from interview i join person p on p.id = i.learner_id where p.demo_key in ('asha', 'zoya') returning *
     ), b as (
       insert into booking (id, reference_id, batch_id, during, state, held_until, held_by, created_at)
       select gen_random_uuid(), gen_random_uuid(), batch_id, tstzrange(now() + interval '9 days', now() + interval '10 days'), 'released', now(), id, now() from e returning *
     )
     insert into waitlist_offer (id, entry_id, booking_id, mentor_id, goal, format_version_id, rubric_version_id, starts_at, ends_at, offered_at, expires_at, why)
     select b.reference_id, e.id, b.id, (select mentor_id from interview where batch_id = e.batch_id limit 1), e.goal, e.format_version_id, e.rubric_version_id, lower(b.during), upper(b.during), now(), now() + interval '1 day',
       '{"lost": null, "mocks": 0, "windowDays": 28, "since": "2026-11-18T10:30:00.000Z", "decidedBy": "only_one", "passedOver": []}'
     from e join b on b.held_by = e.id`,
  );
  for (const key of ['asha', 'zoya', 'arjun']) (await world.as(key)).close();
  const now = `starts_at = now() - interval '5 minutes', ends_at = now() + interval '40 minutes'`;
  await world.query(`update interview set ${now} where id = $1`, [await mockOf(world, 'zoya', ['scheduled'])]);
  for (const [learner, mentor] of [
    ['neha', 'dev'],
    ['zoya', 'samir'],
  ] as const) {
    const id = await mockOf(world, learner, ['scheduled']);
    await done(cast, mentor, 'POST', `/api/interviews/${id}/start`);
    await done(cast, mentor, 'POST', `/api/interviews/${id}/marks`, {
      dimension: 'trade-offs',
      kind: 'unasked',
      note: 'Named the cost.',
    });
  }
}

async function done(
  cast: ReadonlyMap<string, Person>,
  who: string,
  method: string,
  path: string,
  body: unknown = undefined,
): Promise<unknown> {
  const answer = await cast
    .get(who)
    ?.client.send(method, path, { body, headers: { 'idempotency-key': `arranged-${who}-${Math.random()}` } });
  if (!answer || answer.status >= 300)
    throw new Error(`${who} could not ${method} ${path}: ${answer?.status} ${answer?.text.slice(0, 300)}`);
  return answer.json;
}

async function hold(cast: ReadonlyMap<string, Person>, learner: string, batch: string): Promise<unknown> {
  const goal = { format: 'system-design', track: 'kubernetes', level: 'mid', dimension: null, note: '' };
  const slots = (await done(
    cast,
    learner,
    'GET',
    `/api/batches/${batch}/slots?format=${goal.format}&track=${goal.track}&level=${goal.level}`,
  )) as {
    items: { startsAt: string; mentors: { id: string }[] }[];
  };
  const slot = slots.items.find((s) => s.mentors.length > 0);
  if (!slot) throw new Error(`no open time for ${learner}: ${JSON.stringify(slots).slice(0, 400)}`);
  return done(cast, learner, 'POST', `/api/batches/${batch}/holds`, {
    goal,
    mentorId: slot.mentors[0]?.id,
    startsAt: slot.startsAt,
  });
}
