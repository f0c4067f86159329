import type { Stage } from './matrix.ts';

/**
 * Who reads released feedback of somebody else, and did not hold that mock, leaves a line in the log with each reading; its learner
 * and its mentor leave none.
 * @returns how many readings were looked at
 */
export async function checkOverseersReads({ world, cast, findings, restore }: Stage): Promise<number> {
  const mocks = await world.query<{ id: string; learner: string; mentor: string }>(
    `select distinct on (i.batch_id) i.id, l.demo_key as learner, m.demo_key as mentor from interview i join scorecard s on s.interview_id = i.id
     join person l on l.id = i.learner_id join person m on m.id = i.mentor_id where s.state = 'released' order by i.batch_id, i.id`,
  );
  let seen = 0;
  let overseen = 0;
  for (const { id, learner, mentor } of mocks)
    for (const [key, { client, is }] of cast) {
      if (is || findings.isEnough()) continue;
      const { status, headers } = await client.send('GET', `/api/interviews/${id}/feedback`);
      if (status !== 200) continue;
      seen++;
      const lines = await world.query(
        `select 1 from audit_entry where trace_id = $1 and action = 'feedback.read' and subject_id = $2`,
        [headers['x-request-id'], id],
      );
      const isTheirs = key === learner || key === mentor;
      if (!isTheirs) overseen++;
      if (lines.length !== (isTheirs ? 0 : 1))
        findings.faults.push(
          `${key} read the feedback that ${mentor} gave to ${learner}: ${lines.length} lines in the log`,
        );
    }
  if (overseen === 0) findings.faults.push('nobody reads the feedback of others: the proof has lost its way');
  await restore();
  return seen;
}
