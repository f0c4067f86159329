import type { Run, Verdict } from '../../frame/proof.ts';
import { openAcademy, type Academy } from './academy.ts';
import { succeeded } from './attempt.ts';
import { certainClaims, checkHistory } from './checker.ts';
import { Race } from './deeds.ts';
import { Disasters } from './disasters.ts';
import { compareRows, OVERLAPS, TWO_HOLDS } from './rows.ts';
import { tryPastTheLocks } from './past-the-locks.ts';

export interface Size {
  attempts: number;
  kills: number;
}

/** So short that many kept times run out before anybody confirms them. */
const HOLD_SECONDS = 3;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until something is reached; never longer than the race itself. */
async function until(race: Race, reached: () => boolean): Promise<void> {
  while (!race.isOver && !reached()) await pause(20);
}

/** Looks into the database while the race goes on: no two live claims, at no moment that is looked at. Opens again what mentors called off. */
async function watch({ world, since, rules }: Academy, race: Race): Promise<number> {
  let looks = 0;
  while (!race.isOver) {
    // The database may be dead just now.
    const rows = await world
      .query<{ person: string; one: string; other: string }>(OVERLAPS, [since, rules.bufferMin])
      .catch(() => null);
    if (rows) looks++;
    for (const { person, one, other } of rows ?? [])
      race.faults.push(`double: ${person} was seen in the bookings ${one} and ${other}`);
    const twice = await world.query<{ person: string }>(TWO_HOLDS, [since]).catch(() => []);
    for (const { person } of twice) race.faults.push(`broken: two holds of ${person} at once`);
    // As if each mentor saved their hours after calling off: or soon every time would be closed, and nobody would race.
    await world.query('delete from busy_time where called_off is not null').catch(() => undefined);
    await pause(250);
  }
  return looks;
}

async function strikeWhileTheyRace(run: Run, academy: Academy, race: Race, { attempts, kills }: Size): Promise<number> {
  const disasters = new Disasters(academy);
  const random = run.random.fork('disasters');
  for (let n = 1; n <= kills; n++) {
    // Spread over the race; the last leaves some of it for the recovery.
    await until(race, () => race.history.length >= (attempts * n) / (kills + 1));
    if (race.isOver) throw new Error(`the race was over before kill ${n} of ${kills}`);
    await disasters.strike(random);
    run.note(`kill ${n}: after ${race.history.length} attempts`);
  }
  return disasters.kills;
}

/** Keys that were answered long ago are sent again: the same answers, and nothing happens. */
async function repeatSome(run: Run, { learners, mentors, world }: Academy, race: Race): Promise<number> {
  const senders = new Map([...learners, ...mentors].map((s) => [s.personId, s]));
  const chosen = run.random
    .fork('repeat')
    .shuffle(race.history.filter((a) => a.key !== null && a.status < 500 && senders.has(a.actorId)))
    .slice(0, 200);
  const count = async () =>
    (
      await world.query<{ n: string }>(
        `select (select count(*) from booking) || ' ' || (select count(*) from audit_entry where action like 'interview.%') as n`,
      )
    )[0]?.n;
  const before = await count();
  for (const attempt of chosen) {
    const { answer } = (await senders.get(attempt.actorId)?.repeat(attempt)) ?? {};
    if (answer?.status !== attempt.status || answer.text !== attempt.text)
      race.faults.push(
        `duplicate: ${attempt.deed} under the key ${attempt.key} was answered ${attempt.status}, and long after ${answer?.status} ${answer?.text.slice(0, 120)}`,
      );
  }
  const after = await count();
  if (after !== before)
    race.faults.push(`duplicate: repeating ${chosen.length} keys wrote something: ${before} became ${after}`);
  return chosen.length;
}

/** What broke inside a server is told by its log, not by its answer. */
function withLog({ world }: Academy, fault: string): string {
  const [, traceId] = /"traceId":"([^"]+)"/.exec(fault) ?? [];
  return traceId ? `${fault}\n${world.logOf(traceId)}` : fault;
}

export async function proveRace(run: Run, size: Size): Promise<Verdict> {
  const academy = await openAcademy(run, { holdSeconds: HOLD_SECONDS });
  const race = new Race(academy, size.attempts);
  const began = performance.now();
  const racers = [...academy.learners, ...academy.mentors];
  const tabs = racers.flatMap((sender, i) =>
    Array.from({ length: i % 4 === 0 ? 2 : 1 }, (_, tab) => race.learn(sender, run.random.fork(`tab ${i}.${tab}`))),
  );
  const overseers = [...academy.mentors, academy.admin].map((sender, i) =>
    race.oversee(sender, run.random.fork(`overseer ${i}`)),
  );
  const work = Promise.all([...tabs, ...overseers]).finally(() => race.stop());
  const [looks, kills, pastTheLocks] = await Promise.all([
    watch(academy, race),
    strikeWhileTheyRace(run, academy, race, size),
    tryPastTheLocks(academy, race),
    work,
  ]);
  const seconds = (performance.now() - began) / 1000;

  const repeated = await repeatSome(run, academy, race);
  const faults = [
    ...race.faults.map((fault) => withLog(academy, fault)),
    ...checkHistory(race.history, academy.rules),
    ...(await compareRows(academy.world, race.history, academy.since, academy.batchId, academy.rules)),
  ];
  const { history } = race;
  const kindOf = (kind: string) => faults.filter((fault) => fault.startsWith(kind)).length;
  const acknowledged = history.filter(succeeded).length;
  if (acknowledged < history.length / 10)
    faults.push(`weak: only ${acknowledged} of ${history.length} were granted, so hardly anything raced`);
  return {
    figures: {
      attempts: history.length,
      kills,
      acknowledged,
      refused: history.length - acknowledged,
      sentAgain: history.reduce((sum, a) => sum + a.lost, 0),
      claims: certainClaims(history, academy.rules).length,
      pastTheLocks,
      looks,
      repeated,
      perSecond: Math.round(history.length / seconds),
      double: kindOf('double'),
      lost: kindOf('lost'),
      duplicate: kindOf('duplicate'),
    },
    faults,
  };
}
