import type { World } from '../../product/world.ts';
import { answersKept, type KeptAnswer } from './kept-answers.ts';
import { afterTheEnd, changesByInterview, confirmations, heldUntil, takeovers, type Rules } from './checker.ts';
import { idOf, succeeded, wasOnlyAsked, type Attempt } from './attempt.ts';

/** A booking of the racers with its people, as the database has it. */
interface BookingRow {
  id: string;
  interviewId: string;
  state: string;
  startsAt: number;
  heldBy: string | null;
  learnerId: string | null;
  mentorId: string | null;
  people: number;
}

const BOOKINGS = `
  select b.id::text as id, b.reference_id::text as "interviewId", b.state, extract(epoch from lower(b.during))::float8 * 1000 as "startsAt", b.held_by::text as "heldBy",
         (select person_id::text from booking_participant p where p.booking_id = b.id and p.role = 'learner') as "learnerId",
         (select person_id::text from booking_participant p where p.booking_id = b.id and p.role = 'mentor') as "mentorId",
         (select count(*)::int from booking_participant p where p.booking_id = b.id) as people
  from booking b where b.created_at >= $1 and b.batch_id = $2`;

/**
 * Pairs of live bookings that block one person at the same time, from the times of the mocks and the batch's buffer: neither
 * `blocked` nor `live` is believed.
 */
export const OVERLAPS = `
  with claim as (
    select b.id, p.person_id, case when p.role = 'mentor'
        then tstzrange(lower(b.during) - make_interval(mins => $2::int), upper(b.during) + make_interval(mins => $2::int)) else b.during end as blocked
    from booking b join booking_participant p on p.booking_id = b.id
    where b.state in ('held','confirmed') and b.created_at >= $1
  )
  select x.person_id::text as person, x.id::text as one, y.id::text as other
  from claim x join claim y on y.person_id = x.person_id and y.id > x.id and x.blocked && y.blocked`;

/** People for whom two times are kept now. */
export const TWO_HOLDS = `select held_by::text as person from booking where state = 'held' and held_until > clock_timestamp() and created_at >= $1 group by held_by having count(*) > 1`;

/** Broken promises that show in rows alone. Each query answers what is wrong, in words. */
const INVARIANTS = [
  `select 'two holds of ' || held_by as words from booking where state = 'held' and created_at >= $1 group by held_by having count(*) > 1`,
  `select 'two times for the mock ' || reference_id as words from booking where state in ('held','confirmed') and created_at >= $1 group by reference_id having count(*) > 1`,
  `select 'the booking ' || b.id || ' was paid ' || count(q.id) || ' times' as words from booking b left join quota_entry q on q.booking_id = b.id and q.kind = 'use'
     where b.created_at >= $1 and b.state in ('confirmed','superseded','cancelled','used') group by b.id having count(q.id) <> 1`,
  `select 'the mock ' || i.id || ' is scheduled without a booking of its time and people' as words from interview i
     where i.created_at >= $1 and i.state = 'scheduled' and not exists (
       select 1 from booking b join booking_participant m on m.booking_id = b.id and m.role = 'mentor' join booking_participant l on l.booking_id = b.id and l.role = 'learner'
       where b.reference_id = i.id and b.state = 'confirmed' and lower(b.during) = i.starts_at and m.person_id = i.mentor_id and l.person_id = i.learner_id)`,
  `select 'the mock ' || i.id || ' is ' || i.state || ' and still has a time' as words from interview i join booking b on b.reference_id = i.id and b.state = 'confirmed'
     where i.created_at >= $1 and i.state <> 'scheduled'`,
  `select 'a key of the race has no answer: ' || key as words from idempotency_key where created_at >= $1 and status is null`,
];

/** How often what was done must stand in the audit, and how often in the outbox. */
function effects(history: readonly Attempt[]): Record<string, number> {
  const good = history.filter((a) => succeeded(a) && !wasOnlyAsked(a));
  const count = (...deeds: Attempt['deed'][]) => good.filter((a) => deeds.includes(a.deed)).length;
  const confirmed = confirmations(history).size;
  const booked = count('book');
  return {
    'interview.hold': count('hold'),
    'interview.confirm': confirmed,
    'interview.book_on_behalf': booked,
    'interview.cancel': count('cancel'),
    'interview.move or swap': count('move', 'moveFor', 'swap'),
    'news interview.confirmed': confirmed + booked,
    'news interview.cancelled': count('cancel'),
    'news interview.moved or swapped': count('move', 'moveFor', 'swap'),
  };
}

const WRITTEN = `
  select case when action in ('interview.move','interview.swap') then 'interview.move or swap' else action end as what, count(*)::int as n
    from audit_entry where at >= $1 and batch_id = $2 and action in ('interview.hold','interview.confirm','interview.book_on_behalf','interview.cancel','interview.move','interview.swap') group by 1
  union all
  select 'news ' || case when type in ('interview.moved','interview.swapped') then 'interview.moved or swapped' else type end, count(*)::int
    from outbox_event where at >= $1 and payload ->> 'batchId' = $2::text and type in ('interview.confirmed','interview.cancelled','interview.moved','interview.swapped') group by 1`;

/** Compares what clients were told with what the database holds when all is quiet. */
export async function compareRows(
  world: World,
  history: readonly Attempt[],
  since: Date,
  batchId: string,
  rules: Rules,
): Promise<string[]> {
  const faults: string[] = [];
  for (const { person, one, other } of await world.query<{ person: string; one: string; other: string }>(OVERLAPS, [
    since,
    rules.bufferMin,
  ]))
    faults.push(`double: ${person} is in the bookings ${one} and ${other}`);
  for (const sql of INVARIANTS)
    for (const { words } of await world.query<{ words: string }>(sql, [since])) faults.push(`broken: ${words}`);

  const rows = await world.query<BookingRow>(BOOKINGS, [since, batchId]);
  faults.push(...doneOnce(history, rows), ...kept(history, rows, rules), ...ends(history, rows));
  const written = new Map(
    (await world.query<{ what: string; n: number }>(WRITTEN, [since, batchId])).map(({ what, n }) => [what, n]),
  );
  for (const [what, wanted] of Object.entries(effects(history)))
    if ((written.get(what) ?? 0) !== wanted)
      faults.push(
        `${(written.get(what) ?? 0) > wanted ? 'duplicate' : 'lost'}: ${what} was acknowledged ${wanted} times and is written ${written.get(what) ?? 0} times`,
      );
  const answers = await world.query<KeptAnswer>(
    `select actor_id::text as "actorId", key, status, answer from idempotency_key where created_at >= $1`,
    [since],
  );
  return [...faults, ...answersKept(history, answers)];
}

/** No booking is there that nobody was told of. */
function doneOnce(history: readonly Attempt[], rows: readonly BookingRow[]): string[] {
  const told = new Set(history.filter((a) => a.deed === 'hold' && succeeded(a)).map(idOf));
  return rows
    .filter((row) => row.heldBy !== null && !told.has(row.id))
    .map((row) => `duplicate: the hold ${row.id} was never acknowledged`);
}

/** Every granted hold is there with its time and its people, and in a state that its clients can explain. */
function kept(history: readonly Attempt[], rows: readonly BookingRow[], rules: Rules): string[] {
  const tookOver = takeovers(history, rules);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const confirmed = confirmations(history);
  const now = Date.now();
  const holdsOf = Map.groupBy(
    history.filter((a) => a.deed === 'hold' && succeeded(a)),
    (a) => a.learnerId,
  );
  const released = new Set(history.filter((a) => a.deed === 'release').map((a) => a.holdId));
  return [...holdsOf.values()].flat().flatMap((a) => {
    const id = idOf(a);
    const row = byId.get(id);
    if (!row) return [`lost: ${a.learnerId} was granted the hold ${id}, which is not there`];
    if (row.startsAt !== a.startsAt || row.learnerId !== a.learnerId || row.mentorId !== a.mentorId || row.people !== 2)
      return [`lost: the hold ${id} is there for another time or other people`];
    if (confirmed.has(id))
      return ['confirmed', 'superseded', 'cancelled'].includes(row.state)
        ? []
        : [`lost: ${id} was confirmed and is ${row.state}`];
    if (['confirmed', 'superseded', 'cancelled'].includes(row.state))
      return [`duplicate: ${id} is ${row.state}, but nobody was told that it is confirmed`];
    const mayHaveEnded =
      released.has(id) ||
      heldUntil(a) <= now ||
      tookOver(a).length > 0 ||
      (holdsOf.get(a.learnerId) ?? []).some((o) => o !== a && o.answeredAt > a.sentAt);
    return row.state === 'held' || mayHaveEnded
      ? []
      : [`lost: ${id} is kept until ${new Date(heldUntil(a)).toISOString()} and is ${row.state}`];
  });
}

/** Every booked mock stands where the last acknowledged change put it. */
function ends(history: readonly Attempt[], rows: readonly BookingRow[]): string[] {
  const changes = changesByInterview(history);
  const booked = [...confirmations(history).values(), ...history.filter((a) => a.deed === 'book' && succeeded(a))];
  const confirmedRows = Map.groupBy(
    rows.filter((row) => row.state === 'confirmed'),
    (row) => row.interviewId,
  );
  const holds = new Map(history.filter((a) => a.deed === 'hold' && succeeded(a)).map((a) => [idOf(a), a]));
  const faults = afterTheEnd(history);
  const known = new Set<string>();
  for (const a of booked) {
    const id = idOf(a);
    known.add(id);
    const here = changes.get(id) ?? [];
    const row = confirmedRows.get(id)?.[0];
    if (here.some((c) => c.deed === 'cancel')) {
      if (row) faults.push(`lost: ${id} was cancelled and is still booked`);
      continue;
    }
    if (!row) {
      faults.push(`lost: ${id} was acknowledged as booked and has no time`);
      continue;
    }
    const last = here.filter((c) => !here.some((o) => o !== c && o.sentAt > c.answeredAt));
    const first = a.deed === 'book' ? a : holds.get(a.holdId ?? '');
    const wanted = last.length > 0 ? last : first ? [first] : [];
    if (!wanted.some((w) => (w.startsAt ?? row.startsAt) === row.startsAt && w.mentorId === row.mentorId))
      faults.push(
        `lost: ${id} is at ${new Date(row.startsAt).toISOString()} with ${row.mentorId}, which is not where the last acknowledged change put it`,
      );
  }
  for (const id of confirmedRows.keys())
    if (!known.has(id)) faults.push(`duplicate: ${id} is booked, but nobody was told so`);
  return faults;
}
