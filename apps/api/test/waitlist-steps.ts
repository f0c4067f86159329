import { waitlistEndpoints as e, type WaitlistBody, type WaitlistOfferView } from '@dryrun/contracts/waitlist.contract';
import type { BatchPolicy } from '@dryrun/domain/cohorts/batch-policy';
import { GOAL } from './booking-steps.ts';
import type { TestClient, World } from './harness.ts';

/** Thursdays 19:30 in Kolkata: the only times of {@link oneTimeAWeek} that can be booked from the seeded moment. */
export const FIRST_TIME = '2026-11-19T14:00:00.000Z';
export const SECOND_TIME = '2026-11-26T14:00:00.000Z';

/** Thursday 26 November in the evening. */
export const WISH: WaitlistBody = {
  goal: GOAL,
  fromOn: '2026-11-26',
  untilOn: '2026-11-26',
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  parts: ['morning', 'afternoon', 'evening'],
};
/** Both Thursdays. */
export const ANY_TIME: WaitlistBody = { ...WISH, fromOn: '2026-11-18', untilOn: '2026-12-10' };

/** Switches the waitlist of a batch on with nobody on it, and leaves of all hours only Dev's: room for one mock on Thursdays, 19:30 to 20:15 in Kolkata. */
export async function oneTimeAWeek(world: World, batchId: string, policy: Partial<BatchPolicy> = {}): Promise<void> {
  await setPolicy(world, batchId, { hasWaitlist: true, ...policy });
  await world.query('delete from waitlist_entry');
  await world.query(`update availability set rules = '[]', exceptions = '[]', time_off = '[]', stays = '[]'`);
  await setHours(world, 'dev', [{ weekday: 4, start: '19:30', end: '20:15' }]);
}

export async function setHours(
  world: World,
  key: string,
  rules: { weekday: number; start: string; end: string }[],
): Promise<void> {
  await world.query(
    `update availability set rules = $2, time_zone = 'Asia/Kolkata' where person_id = (select id from person where demo_key = $1)`,
    [key, JSON.stringify(rules)],
  );
}

export async function setPolicy(world: World, batchId: string, policy: Partial<BatchPolicy>): Promise<void> {
  await world.query('update batch set policy = policy || $2 where id = $1', [batchId, JSON.stringify(policy)]);
}

export function join(client: TestClient, batchId: string, wish: WaitlistBody = WISH, options: { key?: string } = {}) {
  return client.call(e.join, { params: { batchId }, body: wish }, options);
}

/** Joins, and answers the id of the entry. */
export async function waits(client: TestClient, batchId: string, wish: WaitlistBody = WISH): Promise<string> {
  const answer = await join(client, batchId, wish);
  if (answer.status !== 201) throw new Error(`does not wait: ${answer.text}`);
  return answer.body.id;
}

/** The open offer of somebody in the first batch in which they have one. */
export async function offerOf(client: TestClient): Promise<WaitlistOfferView | null> {
  const answer = await client.call(e.mine, {});
  return answer.body.items.find((i) => i.offer !== null)?.offer ?? null;
}

/** The open offer of somebody who must have one. */
export async function offered(client: TestClient): Promise<WaitlistOfferView> {
  const offer = await offerOf(client);
  if (!offer) throw new Error('nothing is offered to them');
  return offer;
}

export function accept(client: TestClient, offerId: string, options: { key?: string } = {}) {
  return client.call(e.accept, { params: { offerId } }, options);
}

export function decline(client: TestClient, offerId: string) {
  return client.call(e.decline, { params: { offerId } });
}

export function leave(client: TestClient, entryId: string) {
  return client.call(e.leave, { params: { entryId } });
}

/** Rows of the log, oldest first: who, which time, how it ended. */
export function logged(
  world: World,
): Promise<{ learner: string; at: Date; ended: string | null; why: Record<string, unknown> }[]> {
  return world.query(
    `select p.demo_key as learner, o.starts_at as at, x.ended_as as ended, o.why from waitlist_offer o
     join waitlist_entry e on e.id = o.entry_id join person p on p.id = e.learner_id
     left join waitlist_offer_end x on x.offer_id = o.id order by o.offered_at, o.id`,
  );
}

/** How somebody's waiting ended; null while it goes on. */
export async function endedAs(world: World, entryId: string): Promise<string | null> {
  const [row] = await world.query<{ ended: string | null }>(
    'select ended_as as ended from waitlist_entry where id = $1',
    [entryId],
  );
  return row?.ended ?? null;
}
