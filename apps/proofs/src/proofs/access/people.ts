import type { HttpClient } from '../../product/http-client.ts';
import type { World } from '../../product/world.ts';

export type Role = 'learner' | 'mentor' | 'lead' | 'admin' | 'editor' | 'academy';

export interface Person {
  key: string;
  roles: readonly { role: Role; batch: string | null }[];
  /** `gone`: the account was removed. `signedOut`: the sign-in session was deleted. Both hold a cookie that was good. */
  is?: 'gone' | 'signedOut';
  client: HttpClient;
  id: string;
  /** The file name in the secret address of their calendar, for those who made one. */
  feedFile: string | null;
}

const B1 = 'batch-01';
const B2 = 'batch-02';

type Sort = Pick<Person, 'roles' | 'is'>;

/** Who made a secret calendar address while they could. */
const WITH_FEED = ['asha', 'samir', 'priya'];
const one = (role: Role, batch: string | null): Sort => ({ roles: [{ role, batch }] });

/** Who is what, written down by hand: it must not be read from what the policies read. */
const CAST: Record<string, Sort> = {
  asha: one('learner', B1),
  ravi: one('learner', B1),
  neha: one('learner', B1),
  vikram: one('learner', B1),
  fatima: one('learner', B1),
  dev: one('mentor', B1),
  claire: one('mentor', B1),
  /** Mentors in both batches. */
  jonas: {
    roles: [
      { role: 'mentor', batch: B1 },
      { role: 'mentor', batch: B2 },
    ],
  },
  meera: {
    roles: [
      { role: 'mentor', batch: B1 },
      { role: 'lead', batch: B1 },
    ],
  },
  kavya: one('admin', B1),
  zoya: one('learner', B2),
  harpreet: one('learner', B2),
  nikhil: one('learner', B2),
  samir: one('mentor', B2),
  imran: one('admin', B2),
  leela: one('editor', null),
  arjun: one('academy', null),
  /** Were learners of the first batch with mocks of their own until this morning: taken out, and paused. */
  meenal: { roles: [] },
  arnav: { roles: [] },
  /** Was a mentor of the first batch with mocks of their own. */
  priya: { ...one('learner', B1), is: 'gone' },
  sana: { ...one('learner', B1), is: 'signedOut' },
};

/** A role more than the seeded world gives. */
const GAINS = [
  `insert into role_grant (id, person_id, role, batch_id, granted_at) select gen_random_uuid(), p.id, 'mentor', b.id, now() from person p, batch b where p.demo_key = 'jonas' and b.slug = 'batch-02'`,
  `insert into mentor_qualification (batch_id, person_id, tracks, levels) select b.id, q.person_id, q.tracks, q.levels
   from mentor_qualification q join person p on p.id = q.person_id, batch b where p.demo_key = 'jonas' and b.slug = 'batch-02'`,
];

/** What happened to those of the cast who lost something, past the application: its own ways are tested elsewhere. */
const LOSSES = [
  `update enrolment set state = 'removed' where person_id = (select id from person where demo_key = 'meenal')`,
  `update enrolment set state = 'paused' where person_id = (select id from person where demo_key = 'arnav')`,
  `delete from role_grant where person_id in (select id from person where demo_key in ('meenal', 'arnav'))`,
  `update person set removed_at = now() where demo_key = 'priya'`,
  `delete from sign_in_session where person_id = (select id from person where demo_key = 'sana')`,
];

/** Everybody of the cast, signed in first and bereft afterwards. */
export async function castOf(world: World): Promise<Map<string, Person>> {
  const cast = new Map<string, Person>();
  for (const [key, sort] of Object.entries(CAST)) {
    const [row] = await world.query<{ id: string }>('select id from person where demo_key = $1', [key]);
    if (!row) throw new Error(`nobody in the seeded world has the key ${key}`);
    const client = await world.as(key);
    const feedFile = WITH_FEED.includes(key) ? await makeFeed(client) : null;
    cast.set(key, { key, ...sort, id: row.id, client: client.freeze(), feedFile });
  }
  for (const sql of [...GAINS, ...LOSSES]) await world.query(sql);
  return cast;
}

async function makeFeed(client: HttpClient): Promise<string> {
  const { url } = (await client.send('POST', '/api/my/calendar-feed')).json as { url: string };
  return url.split('/').at(-1) ?? '';
}
