import type { Stage } from './matrix.ts';

/** What each of these people can read until the moment they lose their role. */
const BEFORE: readonly [string, string, readonly string[]][] = [
  ['asha', 'learner', ['/api/interviews', '/api/my/next-steps', '/api/my/feedback']],
  ['dev', 'mentor', ['/api/interviews', '/api/my/availability']],
  ['kavya', 'cohort admin', ['/api/interviews']],
  ['arjun', 'academy admin', ['/api/interviews']],
];

/**
 * Roles and sessions are read on each request: the very next one after a loss is refused, on connections that stay open.
 * @returns how many losses were tried
 */
export async function loseRoles(stage: Stage): Promise<number> {
  const { world, cast, findings, restore } = stage;
  let tried = 0;
  const batches = await world.query<{ id: string; slug: string }>('select id, slug from batch');
  const batch = `/api/batches/${batches.find(({ slug }) => slug === 'batch-01')?.id}`;
  for (const [key, role, paths] of BEFORE) {
    const person = cast.get(key);
    if (!person || findings.isEnough()) continue;
    const look = async (when: string, wanted: Record<string, number>) => {
      for (const [path, status] of Object.entries(wanted)) {
        tried++;
        const answer = await person.client.send('GET', path);
        if (answer.status !== status)
          findings.faults.push(`the ${role} ${when} gets ${answer.status} from ${path} instead of ${status}`);
      }
    };
    const all = (status: number) => Object.fromEntries(paths.map((path) => [path, status]));
    await look('with the role', { ...all(200), [batch]: 200, '/api/me': 200 });
    await world.query('delete from role_grant where person_id = $1', [person.id]);
    await look('whose role was just taken', { ...all(403), [batch]: 404, '/api/me': 200 });
    await world.query('update person set removed_at = now() where id = $1', [person.id]);
    await look('who was just removed', { ...all(401), [batch]: 401, '/api/me': 401 });
    await world.query('update person set removed_at = null where id = $1', [person.id]);
    await world.query(`update sign_in_session set expires_at = now() - interval '1 second' where person_id = $1`, [
      person.id,
    ]);
    await look('whose sign-in just ended', { '/api/me': 401 });
  }
  await restore();
  if (!findings.isEnough())
    tried += await loseOneOfTwo(stage, batches.find(({ slug }) => slug === 'batch-01')?.id ?? '');
  if (!findings.isEnough()) tried += await actFromElsewhere(stage);
  return tried;
}

/** Moves every role of somebody from one batch to another: the guard lets them pass as before, only the rows are not theirs now. */
const moveAway = ({ world }: Stage, personId: string, batchId: string) =>
  world.query(
    `update role_grant set batch_id = (select id from batch where id <> $2 order by slug limit 1) where person_id = $1 and batch_id = $2`,
    [personId, batchId],
  );

interface Waiting {
  what: string;
  id: string;
  key: string;
  batchId: string;
}

/** What waits for somebody in their role, with the request by which they would act on it. */
const WAITING: Readonly<Record<string, { sql: string; act: (id: string) => { path: string; body?: unknown } }>> = {
  question: {
    sql: `select r.id, p.demo_key as key, i.batch_id as "batchId" from change_request r
          join interview i on i.id = r.interview_id join person p on p.id = r.asked_of where r.state = 'open'`,
    act: (id) => ({ path: `/api/requests/${id}/answer`, body: { accept: false, startsAt: null } }),
  },
  'kept time': {
    sql: `select b.id, p.demo_key as key, b.batch_id as "batchId" from booking b join person p on p.id = b.held_by where b.state = 'held'`,
    act: (id) => ({ path: `/api/holds/${id}/confirm` }),
  },
  'offered time': {
    sql: `select o.id, p.demo_key as key, e.batch_id as "batchId" from waitlist_offer o
          join waitlist_entry e on e.id = o.entry_id join person p on p.id = e.learner_id`,
    act: (id) => ({ path: `/api/waitlist-offers/${id}/accept` }),
  },
};

/** Whatever waits for somebody ends with the role in which it did. */
async function actFromElsewhere(stage: Stage): Promise<number> {
  const { world, cast, findings, restore } = stage;
  let tried = 0;
  for (const [what, { sql, act }] of Object.entries(WAITING)) {
    const rows = await world.query<Waiting>(sql);
    if (rows.length === 0) findings.faults.push(`no ${what} waits for anybody: the proof has lost its way`);
    for (const { id, key, batchId } of rows) {
      const person = cast.get(key);
      if (!person) continue;
      tried++;
      await moveAway(stage, person.id, batchId);
      const { path, body } = act(id);
      const headers = { 'idempotency-key': `access-proof-elsewhere-${id}` };
      const { status } = await person.client.send('POST', path, { body, headers });
      const isListed = (await person.client.send('GET', '/api/my/requests')).text.includes(id);
      if (status !== 404 || isListed)
        findings.faults.push(`${key} acts on a ${what} of a batch that they left, and gets ${status}`);
    }
    await restore();
  }
  return tried;
}

/** Lists whose rows may come from several batches. */
const LISTS = ['/api/interviews', '/api/my/feedback', '/api/my/next-steps'];

/** Somebody who mentors in two batches and loses one of them keeps the lists, but none of that batch's rows in them. */
async function loseOneOfTwo({ world, cast, findings, restore }: Stage, batchId: string): Promise<number> {
  const person = cast.get('jonas');
  if (!person) return 0;
  const mocks = await world.query<{ id: string }>(
    'select id from interview where batch_id = $1 and (mentor_id = $2 or learner_id = $2)',
    [batchId, person.id],
  );
  const shown = async () => {
    const found: string[] = [];
    for (const path of LISTS) {
      const { status, text } = await person.client.send('GET', path);
      if (status !== 200) findings.faults.push(`somebody with another role left gets ${status} from ${path}`);
      if (mocks.some(({ id }) => text.includes(id))) found.push(path);
    }
    return found;
  };
  if ((await shown()).length === 0)
    findings.faults.push('no list of a mentor of two batches shows their mocks: the proof has lost its way');
  await world.query(`delete from role_grant where person_id = $1 and batch_id = $2`, [person.id, batchId]);
  for (const path of await shown()) findings.faults.push(`who lost the role in a batch still has its rows in ${path}`);
  await restore();
  return LISTS.length * 2;
}
