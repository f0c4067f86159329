import { Client } from 'pg';
import type { Academy } from './academy.ts';
import type { Race } from './deeds.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A second booking on top of one that stands, written straight into the tables. */
const ON_TOP = `
  with there as (
    select b.id, b.batch_id, b.during, p.person_id, p.blocked from booking b join booking_participant p on p.booking_id = b.id and p.role = 'mentor'
    where b.state = 'confirmed' and b.created_at >= $1 order by random() limit 1 for update of b
  ), booked as (
    insert into booking (id, reference_id, batch_id, during, state, created_at)
    select gen_random_uuid(), gen_random_uuid(), batch_id, during, 'confirmed', now() from there returning id
  )
  insert into booking_participant (booking_id, person_id, role, blocked, live) select booked.id, there.person_id, 'mentor', there.blocked, true from booked, there`;

/**
 * A program that knows nothing of our locks and functions tries to book people who are booked, again and again, and takes it back
 * whatever comes of it. The database alone must refuse it. Answers how often it did.
 */
export async function tryPastTheLocks({ world, since }: Academy, race: Race): Promise<number> {
  let refused = 0;
  while (!race.isOver) {
    await pause(150);
    const client = new Client({ connectionString: world.databaseUrl });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('begin');
      const { rowCount } = await client.query(ON_TOP, [since]);
      if (rowCount) race.faults.push('double: a booking on top of another was taken by the database');
    } catch (error) {
      // Anything else is the database that died under it.
      if ((error as { constraint?: string }).constraint === 'booking_participant_no_overlap') refused++;
    } finally {
      await client.query('rollback').catch(() => undefined);
      await client.end().catch(() => undefined);
    }
  }
  return refused;
}
