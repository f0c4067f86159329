import type { Stage } from './matrix.ts';

interface Mock {
  id: string;
  learner: string;
  mentor: string;
  heldAt: string;
}

/**
 * Beside each rating the feedback says what it was last time. The learner sees everybody's; a mentor sees only what they gave
 * themself. Numbers carry no canary, so they are told apart by when that mock was held.
 * @returns how many earlier ratings were looked at
 */
export async function checkOthersRatings({ world, cast, findings }: Stage): Promise<number> {
  const mocks = await world.query<Mock>(
    `select i.id, l.demo_key as learner, m.demo_key as mentor, f.held_at as "heldAt" from interview i join scorecard s on s.interview_id = i.id
     join feedback_standing f on f.interview_id = i.id join person l on l.id = i.learner_id join person m on m.id = i.mentor_id where s.state = 'released'`,
  );
  const raterAt = (learner: string, at: string) =>
    mocks.find((m) => m.learner === learner && new Date(m.heldAt).getTime() === new Date(at).getTime())?.mentor;
  let seen = 0;
  let ofOthers = 0;
  for (const { id, learner, mentor } of mocks)
    for (const key of [learner, mentor]) {
      const person = cast.get(key);
      if (!person || person.is || person.roles.some(({ role }) => !['learner', 'mentor'].includes(role))) continue;
      const { json } = await person.client.send('GET', `/api/interviews/${id}/feedback`);
      const { released } = (json ?? {}) as { released?: { rows: { lastTime: { heldAt: string } | null }[] } | null };
      for (const { lastTime } of released?.rows ?? []) {
        if (!lastTime) continue;
        seen++;
        const isOfOther = raterAt(learner, lastTime.heldAt) !== mentor;
        if (isOfOther) ofOthers++;
        if (isOfOther && key === mentor)
          findings.faults.push(`${key} sees in the feedback they gave to ${learner} what another mentor rated before`);
      }
    }
  if (ofOthers === 0)
    findings.faults.push('no learner sees what another mentor rated before: the proof has lost its way');
  return seen;
}
