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
export async function loseRoles({ world, cast, findings, restore }: Stage): Promise<number> {
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
  return tried;
}
