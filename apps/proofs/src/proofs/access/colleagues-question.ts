import type { Stage } from './matrix.ts';

/**
 * A colleague who is asked to take a mock over is the only one to answer: for every other mentor of the batch, the one who asked,
 * and its learner there is no such question.
 * @returns how many answers were tried
 */
export async function checkColleaguesQuestion({ world, cast, findings, restore }: Stage): Promise<number> {
  const [row] = await world.query<{ id: string; asked: string; batch: string }>(
    `insert into change_request (id, interview_id, kind, state, asked_by, asked_of, times, note, asked_at)
     select gen_random_uuid(), i.id, 'swap', 'open', i.mentor_id, o.id, '{}', '', now()
     from interview i join role_grant g on g.batch_id = i.batch_id and g.role = 'mentor' join person o on o.id = g.person_id
     where i.state = 'scheduled' and i.starts_at > now() and o.id not in (i.mentor_id, i.learner_id) and o.removed_at is null
       and not exists (select 1 from change_request r where r.interview_id = i.id and r.state = 'open')
     order by i.starts_at, o.demo_key limit 1
     returning id, (select demo_key from person where id = asked_of) as asked, (select b.slug from interview i join batch b on b.id = i.batch_id where i.id = interview_id) as batch`,
  );
  if (!row) throw new Error('no mock has a colleague who could be asked');
  const answerOf = async (key: string) =>
    (
      await cast.get(key)?.client.send('POST', `/api/requests/${row.id}/answer`, {
        body: { accept: false, startsAt: null },
        headers: { 'idempotency-key': `access-proof-colleague-${key}` },
      })
    )?.status;
  let tried = 0;
  for (const { key, is, roles } of cast.values()) {
    if (is || key === row.asked || !roles.some(({ batch }) => batch === row.batch)) continue;
    tried++;
    const status = await answerOf(key);
    if (status !== 404) findings.faults.push(`${key} answers what ${row.asked} was asked, and gets ${status}`);
  }
  const status = await answerOf(row.asked);
  if (status !== 200)
    findings.faults.push(`${row.asked} gets ${status} for their own answer: the proof has lost its way`);
  await restore();
  return tried;
}
