import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Proof, Run, Verdict } from '../frame/proof.ts';
import type { HttpClient } from '../product/http-client.ts';
import type { OwnPostgres } from '../product/postgres.ts';
import type { World } from '../product/world.ts';

/** A write that was answered: what was sent, what came back, and when by one clock. */
interface Written {
  who: string;
  path: string;
  key: string;
  body: unknown;
  id: string;
  answer: string;
  sentAt: number;
  answeredAt: number;
}

interface Load {
  written: Written[];
  refused: number;
  faults: string[];
  isOver: boolean;
}

/** One backup made while people wrote. */
interface Backup {
  file: string;
  beganAt: number;
  endedAt: number;
}

const LEARNERS = ['asha', 'ravi', 'meenal', 'tenzin'];
const GOAL = {
  format: 'system-design',
  track: 'kubernetes',
  level: 'mid',
  dimension: null,
  note: 'kept while a backup was made',
};
const MARKED = 'written while a backup was made';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function write(load: Load, who: string, client: HttpClient, path: string, body: unknown): Promise<void> {
  const key = randomUUID();
  const sentAt = performance.now();
  const answer = await client
    .send('POST', path, { body, headers: { 'idempotency-key': key } })
    .catch((error: Error) => ({ status: 599, text: error.message, json: null }));
  if (answer.status >= 500) load.faults.push(`${who} POST ${path}: ${answer.status} ${answer.text.slice(0, 200)}`);
  if (answer.status >= 300) {
    load.refused++;
    return;
  }
  const { id } = answer.json as { id: string };
  load.written.push({ who, path, key, body, id, answer: answer.text, sentAt, answeredAt: performance.now() });
}

/** Keeps one time after the other; each hold releases the one before. */
async function book(run: Run, who: string, client: HttpClient, batchId: string, load: Load): Promise<void> {
  const random = run.random.fork(who);
  const slots = await client.send(
    'GET',
    `/api/batches/${batchId}/slots?format=${GOAL.format}&track=${GOAL.track}&level=${GOAL.level}`,
  );
  const { items } = slots.json as { items: { startsAt: string; mentors: { id: string }[] }[] };
  while (!load.isOver) {
    const { startsAt, mentors } = random.pick(items);
    await write(load, who, client, `/api/batches/${batchId}/holds`, {
      goal: GOAL,
      mentorId: random.pick(mentors).id,
      startsAt,
    });
  }
}

async function mark(client: HttpClient, interviewId: string, load: Load): Promise<void> {
  while (!load.isOver)
    await write(load, 'dev', client, `/api/interviews/${interviewId}/marks`, {
      dimension: 'trade-offs',
      kind: 'unasked',
      note: MARKED,
    });
}

/** Starts the writers, runs `work`, stops them. */
async function underLoad(run: Run, world: World, work: () => Promise<void>): Promise<Load> {
  const load: Load = { written: [], refused: 0, faults: [], isOver: false };
  const [batch] = await world.query<{ id: string }>(`select id from batch where slug = 'batch-01'`);
  const [mock] = await world.query<{ id: string }>(
    `select i.id from interview i join person p on p.id = i.mentor_id where p.demo_key = 'dev' and i.state in ('scheduled', 'running') order by i.starts_at limit 1`,
  );
  if (!batch || !mock) throw new Error('the seeded world has no batch-01, or no mock of Dev that could run now');
  const urls = world.replicas.map((replica) => replica.url);
  const mentor = await world.as('dev', urls[0]);
  await mentor.send('POST', `/api/interviews/${mock.id}/start`);
  const people = await Promise.all(LEARNERS.map((key, i) => world.as(key, urls[i % urls.length])));
  const writers = [
    mark(mentor, mock.id, load),
    ...people.map((client, i) => book(run, LEARNERS[i] ?? '', client, batch.id, load)),
  ];
  await pause(500);
  await work();
  await pause(300);
  load.isOver = true;
  await Promise.all(writers);
  for (const client of [mentor, ...people]) client.close();
  return load;
}

/** What one transaction wrote is there as a whole or not at all. No foreign key watches these. */
async function halves(place: World, known: readonly string[]): Promise<string[]> {
  const rows = await place.query<{ what: string; id: string }>(
    `with new_booking as (select id, reference_id from booking where not id::text = any($1)),
          told as (select subject_id as interview_id, after ->> 'bookingId' as booking_id from audit_entry where action = 'interview.hold')
     select 'a hold without its audit line' as what, id::text as id from new_booking where id::text not in (select booking_id from told)
     union all select 'an audit line without its hold', booking_id from told where booking_id not in (select id::text from booking)
     union all select 'a hold without its people', id::text from new_booking b where (select count(*) from booking_participant p where p.booking_id = b.id) < 2
     union all select 'a kept answer without its write', answer ->> 'id' from idempotency_key where status < 300 and endpoint like '%/holds' and answer ->> 'id' not in (select id::text from booking)
     union all select 'a kept answer without its write', answer ->> 'id' from idempotency_key where status < 300 and endpoint like '%/marks' and answer ->> 'id' not in (select id::text from mark)`,
    [known],
  );
  return rows.map(({ what, id }) => `${what} (${id})`);
}

/** What must be in the place, and what cannot be. */
async function compare(
  place: World,
  load: Load,
  { beganAt, endedAt }: Backup,
): Promise<{ before: number; lost: string[]; early: string[] }> {
  const there = new Set(
    (await place.query<{ id: string }>('select id::text as id from booking union all select id::text from mark')).map(
      (row) => row.id,
    ),
  );
  const before = load.written.filter((one) => one.answeredAt < beganAt);
  const after = load.written.filter((one) => one.sentAt > endedAt);
  return {
    before: before.length,
    lost: before
      .filter((one) => !there.has(one.id))
      .map((one) => `lost: ${one.who} was told ${one.answer.slice(0, 80)} before the backup began`),
    early: after.filter((one) => there.has(one.id)).map((one) => `${one.id} was written after the backup had ended`),
  };
}

/** A client that repeats what it sent before the backup gets the answer of that day, and nothing is done twice. */
async function repeat(run: Run, place: World, load: Load, backup: Backup, url: string): Promise<string[]> {
  const faults: string[] = [];
  const before = load.written.filter((one) => one.answeredAt < backup.beganAt);
  const chosen = run.random.fork('repeat').shuffle(before).slice(0, 25);
  const counts = () =>
    place.query<{ n: string }>("select (select count(*) from booking) || ' ' || (select count(*) from mark) as n");
  const [was] = await counts();
  for (const one of chosen) {
    const client = await place.as(one.who, url);
    const again = await client.send('POST', one.path, { body: one.body, headers: { 'idempotency-key': one.key } });
    if (again.text !== one.answer)
      faults.push(
        `the repetition of ${one.key} after the restore was answered differently: ${again.status} ${again.text.slice(0, 120)}`,
      );
    client.close();
  }
  const [is] = await counts();
  if (is?.n !== was?.n) faults.push(`repetitions after the restore were done again: ${was?.n} became ${is?.n}`);
  return faults;
}

/** A damaged or cut file, and a place that is lived in, are refused and stay as they are. */
async function refusals(run: Run, postgres: OwnPostgres, lived: World, file: string): Promise<string[]> {
  const faults: string[] = [];
  const whole = readFileSync(file);
  const bent = Buffer.from(whole);
  const at = run.random.int(Math.floor(whole.length / 2), whole.length - 200);
  bent[at] = (bent[at] ?? 0) ^ 0x20;
  const bad = `${file}.bad`;
  const empty = await run.world({ server: postgres, isEmpty: true });
  for (const [what, content] of [
    ['damaged', bent],
    ['cut', whole.subarray(0, at)],
    ['foreign', Buffer.from('a letter')],
  ] as const) {
    writeFileSync(bad, content);
    const { code, output } = await empty.task(['restore', bad]);
    if (code === 0 || !/Nothing was changed/.test(output))
      faults.push(`a ${what} file was not refused: ${code} ${output.slice(0, 300)}`);
    const tables = await empty.query(`select 1 from pg_tables where schemaname = 'public'`);
    if (tables.length > 0) faults.push(`a ${what} file was refused only after something was written`);
  }
  const before = await lived.fingerprint();
  const { code, output } = await lived.task(['restore', file]);
  if (code === 0 || !/already holds an academy/.test(output))
    faults.push(`a restore over a living academy was not refused: ${code} ${output.slice(0, 300)}`);
  if ((await lived.fingerprint()) !== before) faults.push('a refused restore changed the academy that lives there');
  return faults;
}

async function prove(run: Run): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'dryrun-restore-'));
  run.onEnd(() => rmSync(folder, { recursive: true, force: true }));
  const doomed = await run.postgres();
  const world = await run.world({ server: doomed, replicas: 2 });
  const known = (await world.query<{ id: string }>('select id::text as id from booking')).map((row) => row.id);

  const backups: Backup[] = [];
  const faults: string[] = [];
  const load = await underLoad(run, world, async () => {
    for (let n = 1; n <= (run.isLong ? 12 : 3); n++) {
      const file = join(folder, `${n}.dryrun.gz`);
      const beganAt = performance.now();
      const { code, output } = await world.task(['backup', file]);
      if (code === 0) backups.push({ file, beganAt, endedAt: performance.now() });
      else faults.push(`a backup under load failed: ${output.slice(0, 400)}`);
    }
  });
  // The server is gone with all that was on it; only the files are left.
  for (const replica of world.replicas) await replica.kill();
  doomed.kill();

  const postgres = await run.postgres();
  let [restored, before, refused] = [0, 0, [] as string[]];
  for (const backup of backups) {
    const place = await run.world({ server: postgres, isEmpty: true });
    const isCutFirst = restored === 0;
    // A restore that is killed half-way is simply run again.
    if (isCutFirst) await place.task(['restore', backup.file], { stopAt: pause(run.random.int(700, 2_000)) });
    const { code, output } = await place.task(['restore', backup.file]);
    if (code !== 0) {
      const isDone = isCutFirst && /already holds an academy/.test(output);
      if (!isDone) {
        faults.push(`a restore failed: ${output.slice(0, 400)}`);
        continue;
      }
    }
    restored++;
    const found = await compare(place, load, backup);
    before += found.before;
    faults.push(...found.lost, ...found.early, ...(await halves(place, known)));
    const [paused] = await place.query<{ value: unknown }>(
      `select value from stored_setting where key = 'mail.paused'`,
    );
    if (paused?.value !== true) faults.push('mail is not paused after a restore');
    if (backup !== backups.at(-1)) continue;
    if ((await place.query('select 1 from sign_in_session')).length > 0)
      faults.push('somebody is still signed in after a restore');
    const server = await place.replica();
    faults.push(...(await repeat(run, place, load, backup, server.url)));
    await server.stop();
    refused = await refusals(run, postgres, place, backup.file);
  }
  faults.push(...load.faults, ...refused);
  return {
    figures: {
      acknowledged: load.written.length,
      refused: load.refused,
      backups: backups.length,
      restored,
      beforeBackups: before,
      lost: faults.filter((fault) => fault.startsWith('lost')).length,
    },
    faults,
  };
}

const BACKUP = 'apps/api/src/platform/backup';

export const proof: Proof = {
  name: 'restore',
  claim:
    'a backup made while people write, restored after everything was destroyed, holds all that was acknowledged before it, and whole transactions only',
  prove,
  mutants: [
    {
      name: 'reads each table at its own moment',
      patches: [
        {
          file: `${BACKUP}/take-snapshot.ts`,
          search: 'begin isolation level repeatable read read only',
          replace: 'begin isolation level read committed read only',
        },
      ],
      caughtBy: /without its|violates foreign key|failed/,
    },
    {
      name: 'forgets the rest of a table',
      patches: [
        {
          file: `${BACKUP}/snapshot-writer.ts`,
          search: '  if (size > 0) yield Buffer.concat(waiting, size);\n',
          replace: '',
        },
      ],
    },
    {
      name: 'leaves a table out',
      patches: [
        {
          file: 'apps/api/src/modules/backups/left-out.ts',
          search: "  'backup_run',\n",
          replace: "  'backup_run',\n  'mark',\n",
        },
      ],
      caughtBy: /lost/,
    },
    {
      name: 'lets mail go',
      patches: [
        {
          file: 'apps/api/src/modules/backups/restore-backup.ts',
          search: "'mail.paused', 'true'",
          replace: "'mail.paused', 'false'",
        },
      ],
      caughtBy: /mail is not paused/,
    },
    {
      name: 'restores over a living academy',
      patches: [{ file: `${BACKUP}/restore-snapshot.ts`, search: 'if (inhabited)', replace: 'if (inhabited === -1)' }],
      caughtBy: /living academy|failed/,
    },
    {
      name: 'writes before it has read the file',
      patches: [
        {
          file: `${BACKUP}/restore-snapshot.ts`,
          search: 'await checkFile(request.file)',
          replace: 'await SnapshotReader.open(request.file)',
        },
        { file: `${BACKUP}/restore-snapshot.ts`, search: 'import { checkFile }', replace: 'import { SnapshotReader }' },
      ],
      caughtBy: /only after something was written|already holds/,
    },
  ],
};
