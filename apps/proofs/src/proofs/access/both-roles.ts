import type { Stage } from './matrix.ts';

/** What a mentor sees of a mock and its learner never does. */
const MENTORS_OWN = ['plan', 'scorecard'];

/**
 * Somebody may be learner and mentor in one batch: on each mock they are what they are in it. A learner who becomes a mentor too
 * sees neither the plan nor the draft of the mocks in which they are the one who is asked.
 * @returns how many requests were made
 */
export async function checkBothRoles({ world, cast, findings, restore }: Stage): Promise<number> {
  const mocks = await world.query<{ id: string; learner: string; mentor: string; learnerId: string; batchId: string }>(
    `select i.id, l.demo_key as learner, m.demo_key as mentor, l.id as "learnerId", i.batch_id as "batchId" from interview i
     join scorecard s on s.interview_id = i.id
     join person l on l.id = i.learner_id join person m on m.id = i.mentor_id where s.state = 'draft'`,
  );
  let tried = 0;
  for (const { id, learner, mentor, learnerId, batchId } of mocks) {
    const [one, other] = [cast.get(learner), cast.get(mentor)];
    if (!one || !other || one.is || other.is) continue;
    await world.query(
      `insert into role_grant (id, person_id, role, batch_id, granted_at) values (gen_random_uuid(), $1, 'mentor', $2, now()) on conflict do nothing`,
      [learnerId, batchId],
    );
    for (const part of MENTORS_OWN) {
      tried++;
      const path = `/api/interviews/${id}/${part}`;
      const theirs = await other.client.send('GET', path);
      if (theirs.status !== 200)
        findings.faults.push(`${mentor} gets ${theirs.status} from ${path}: the proof has lost its way`);
      const { status } = await one.client.send('GET', path);
      if (status !== 404)
        findings.faults.push(`${learner}, who is a mentor too, gets ${status} from the ${part} of their own mock`);
    }
  }
  if (tried === 0) findings.faults.push('no mock has a draft: the proof has lost its way');
  await restore();
  return tried;
}
