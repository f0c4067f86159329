import type { World } from '../product/world.ts';

/** Where ids of each name come from; other names get ids of people. */
const POOLS: Record<string, string> = {
  batchId: 'select id from batch',
  interviewId: 'select id from interview order by starts_at desc limit 25',
  personId: 'select id from person',
  mentorId: `select person_id as id from role_grant where role = 'mentor'`,
  nextStepId: 'select id from next_step limit 20',
  holdId: 'select id from booking order by id desc limit 20',
  markId: 'select id from mark limit 20',
  questionVersionId: 'select id from content_version limit 50',
  planItemId: 'select id from plan_item limit 50',
  messageId: 'select id from mail_message limit 20',
};

/** Ids that exist at this moment, by the name of the field that carries them. */
export async function idPool(world: World): Promise<(name: string) => readonly string[]> {
  const pools = new Map<string, string[]>();
  for (const [name, sql] of Object.entries(POOLS))
    pools.set(
      name,
      (await world.query<{ id: string }>(sql)).map(({ id }) => id),
    );
  return (name) => {
    const pool = pools.get(name) ?? [];
    return pool.length > 0 ? pool : (pools.get('personId') ?? []);
  };
}
