import { join } from 'node:path';
import type { Mutant, Proof, Run, Verdict } from '../frame/proof.ts';
import type { Replica } from '../product/replica.ts';
import type { World } from '../product/world.ts';
import { Changes } from './delivery/changes.ts';
import { startFaultyMailServer } from './delivery/faulty-mail-server.ts';
import { judge } from './delivery/judge.ts';

/** Every moment of `platform/events/moments.ts` that a worker comes to, in pairs that die beside each other. */
const MOMENTS = [
  ['events.listened', 'mail.claimed'],
  ['events.handled', 'mail.answered'],
  ['mail.settling', 'mail.settled'],
] as const;
/** And the one that whoever serves requests comes to. */
const ANNOUNCED = 'events.announced';
/** Deaths at other news and messages would prove nothing here: nobody counts them. */
const OF_MOCKS = '^interview[.](confirmed|moved|swapped|cancelled|meeting_link_set)$';

/** Where people live, so that words and calendars have to agree in more than one zone. */
const ZONES = [
  ['claire', 'America/New_York'],
  ['tenzin', 'Australia/Lord_Howe'],
  ['meera', 'Asia/Kathmandu'],
] as const;

const IMPORTS = [join(import.meta.dirname, 'delivery/die-at.ts')];
const CHANGES_BEFORE = 4;
const PATIENCE_MS = 25_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits are over: what is due later is due now. While a worker lives, what it holds stays its own. */
async function letTimePass(world: World, { isAnybodyWorking }: { isAnybodyWorking: boolean }): Promise<void> {
  const over = (column: string) => `${column} = least(${column}, now() - interval '1 second')`;
  await world.query(
    `update mail_message set ${over('next_at')} where state in ('waiting', 'failed') and next_at > now()`,
  );
  await world.query(`update outbox_event set ${over('retry_at')} where handled_at is null and retry_at > now()`);
  await world.query(
    `update pgboss.job set ${over('start_after')} where state in ('created', 'retry') and start_after > now()`,
  );
  if (isAnybodyWorking) return;
  await world.query(`update mail_message set ${over('leased_until')} where state = 'sending'`);
  await world.query(`update pgboss.job set heartbeat_on = heartbeat_on - interval '10 minutes' where state = 'active'`);
}

const worker = (world: World, dieAt = '') =>
  world.replica({ entry: 'worker', imports: IMPORTS, mayFall: dieAt !== '', env: { JOBS: 'on', DIE_AT: dieAt } });

/** Two workers among changes, until each has died where it was to. */
async function dieInPair(
  world: World,
  run: Run,
  changes: Changes,
  pair: readonly string[],
  faults: string[],
): Promise<number> {
  const workers = await Promise.all(
    pair.map((moment) => worker(world, `${moment} ${run.random.int(1, 4)} ${OF_MOCKS}`)),
  );
  const isDead = ({ process }: Replica) => process.signalCode !== null || process.exitCode !== null;
  const until = Date.now() + PATIENCE_MS;
  while (!workers.every(isDead) && Date.now() < until) {
    await changes.one();
    await letTimePass(world, { isAnybodyWorking: true });
    await Promise.race([Promise.all(workers.map((w) => w.gone)), pause(1_000)]);
  }
  run.note(`died at ${pair.join(' and ')} (${changes.count} changes so far)`);
  for (const [i, one] of workers.entries()) {
    if (one.process.signalCode === 'SIGKILL') continue;
    faults.push(`no worker came to ${pair[i]}${isDead(one) ? `: it ended with ${one.process.exitCode}` : ''}`);
    await one.kill();
  }
  return workers.length;
}

/** A server that dies with the news of a booking written and nothing committed. */
async function dieBeforeCommit(world: World, changes: Changes, faults: string[]): Promise<void> {
  const server = await world.replica({
    imports: IMPORTS,
    mayFall: true,
    env: { DIE_AT: `${ANNOUNCED} 1 ${OF_MOCKS}` },
  });
  const client = await world.as('kavya', server.url);
  await changes.bookAndRepeat(client);
  client.close();
  if (server.process.signalCode !== 'SIGKILL') faults.push(`no server came to ${ANNOUNCED}`);
  await server.kill();
}

/** Until nothing waits any more; the worker lives. */
async function drain(world: World, faults: string[], what: string): Promise<void> {
  const waiting = `select (select count(*) from mail_message where state in ('waiting', 'sending', 'failed'))::int as mails,
    (select count(*) from outbox_event where handled_at is null)::int as events`;
  for (const until = Date.now() + 2 * PATIENCE_MS; ;) {
    const [left] = await world.query<{ mails: number; events: number }>(waiting);
    if (left?.mails === 0 && left.events === 0) return;
    if (Date.now() > until)
      return void faults.push(`missing: ${left?.mails} messages and ${left?.events} news still wait ${what}`);
    await letTimePass(world, { isAnybodyWorking: true });
    await pause(500);
  }
}

async function prove(run: Run): Promise<Verdict> {
  const server = await startFaultyMailServer(run.random.fork('mail server'));
  run.onEnd(() => server.close());
  const world = await run.world({
    sql: ZONES.map(([key, zone]) => `update person set time_zone = '${zone}' where demo_key = '${key}'`),
    env: {
      JOBS: 'off',
      PUBLIC_URL: 'http://127.0.0.1:3000',
      SMTP_URL: `smtp://127.0.0.1:${server.port}?security=none`,
      MAIL_FROM: 'Dryrun <dryrun@example.org>',
    },
  });
  const changes = await Changes.start(world, run.random.fork('changes'));
  run.onEnd(() => changes.close());
  const closed = run.random.pick(changes.mentors);
  server.closeMailbox(closed.address);
  const faults: string[] = [];
  let deaths = 0;
  for (let round = 0; round < (run.isLong ? 12 : 1); round++) {
    await dieBeforeCommit(world, changes, faults);
    deaths++;
    for (const pair of MOMENTS) {
      for (let i = 0; i < CHANGES_BEFORE; i++) await changes.one();
      deaths += await dieInPair(world, run, changes, pair, faults);
      await letTimePass(world, { isAnybodyWorking: false });
    }
  }
  const last = await worker(world);
  last.process.on('message', ({ type, moment }: { type?: string; moment?: string }) => {
    if (type === 'moment' && moment !== ANNOUNCED && !MOMENTS.flat().some((known) => known === moment))
      faults.push(`nobody has died at ${moment} yet: add it to the proof`);
  });
  for (let i = 0; i < CHANGES_BEFORE; i++) await changes.one();
  await drain(world, faults, 'after everything');
  server.openMailboxes();
  const admin = await world.as('arjun');
  const retried = await admin.send('POST', '/api/outbox/retry', { body: { batchId: null } });
  if (retried.status !== 200)
    faults.push(`the admin could not try again: ${retried.status} ${retried.text.slice(0, 200)}`);
  admin.close();
  await drain(world, faults, 'after the admin tried again');
  await last.stop();
  const { letters, repeats, givenUp, faults: judged } = await judge(world, server, changes);
  const met = Object.entries(server.faults).map(([name, n]) => [name.replaceAll(' ', '_'), n] as const);
  return {
    figures: {
      changes: changes.count,
      mocks: changes.mocks.length,
      expected: changes.expected.length,
      letters,
      repeats,
      givenUp,
      deaths,
      ...Object.fromEntries(met),
    },
    faults: [...faults, ...changes.faults, ...judged],
  };
}

const DELIVERY = 'apps/api/src/platform/mail/mail-delivery.ts';
const STORE = 'apps/api/src/platform/mail/mail.store.ts';
const SERVER = 'apps/api/src/platform/mail/mail-server.ts';
const EVENTS = 'apps/api/src/platform/events/events.ts';
const TELL = 'apps/api/src/modules/notifications/tell-about-interviews.ts';

const mutants: readonly Mutant[] = [
  {
    name: 'messages of one mock leave in any order',
    patches: [
      { file: STORE, search: /const IS_OVERTAKING = `exists [^`]*`/, replace: 'const IS_OVERTAKING = `false`' },
    ],
    caughtBy: /overtaken/,
  },
  {
    name: 'marked as sent before it is sent',
    patches: [
      {
        file: DELIVERY,
        search: "    reached('mail.claimed', message.kind);\n",
        replace: "    reached('mail.claimed', message.kind);\n    await this.settle(message, null);\n",
      },
    ],
    caughtBy: /missing/,
  },
  {
    name: 'a name of its own for every try',
    patches: [
      {
        file: DELIVERY,
        search: 'return { ...content, messageId,',
        replace: "return { ...content, messageId: messageId.replace('<', `<${Math.random().toString(36).slice(2)}.`),",
      },
    ],
    caughtBy: /under \d+ names/,
  },
  {
    name: 'dated when it leaves',
    patches: [{ file: DELIVERY, search: 'writtenAt: createdAt,', replace: 'writtenAt: null,' }],
    caughtBy: /the repeat of .* differs/,
  },
  {
    name: 'the version of the entry stays',
    patches: [
      {
        file: 'apps/api/src/modules/interviews/interviews.store.ts',
        search: 'calendar_sequence = coalesce(calendar_sequence + 1, $3)',
        replace: 'calendar_sequence = coalesce(calendar_sequence, $3)',
      },
    ],
    caughtBy: /missing|nobody expects/,
  },
  {
    name: 'news are done before their listeners wrote anything',
    patches: [
      {
        file: EVENTS,
        search: '        await this.database.write(async (inner) => {',
        replace: `        await tx.query('update outbox_event set handled_at = now() where id = $1', [row.id]);
        await tx.query('commit');
        await tx.query('begin');
        await this.database.write(async (inner) => {`,
      },
    ],
    caughtBy: /missing/,
  },
  {
    name: 'nobody takes over what a dead worker was sending',
    patches: [
      {
        file: STORE,
        search: " or (m.state = 'sending' and m.leased_until <= $1))`",
        replace: ')`',
      },
    ],
    caughtBy: /missing/,
  },
  {
    name: 'a cancellation asks to keep the entry',
    patches: [
      {
        file: SERVER,
        search: 'method=${methodOf(letter.calendar)}',
        replace: 'method=REQUEST',
      },
    ],
    caughtBy: /METHOD:CANCEL in a part that says/,
  },
  {
    name: 'who handed a mock over is not told',
    patches: [{ file: TELL, search: 'if (from && from.mentorId !== mentorId) {', replace: 'if (from && !mentorId) {' }],
    caughtBy: /missing: CANCEL/,
  },
  {
    name: 'words by the clock of the other person',
    patches: [
      {
        file: 'apps/api/src/modules/notifications/interview-readers.ts',
        search: 'reader: { timeZone: person.timeZone,',
        replace: 'reader: { timeZone: other.timeZone,',
      },
    ],
    caughtBy: /by the clock of its reader/,
  },
  {
    name: 'each booking of a mock is another entry',
    patches: [
      {
        file: 'apps/api/src/modules/calendars/mock-entry.ts',
        search: 'uid: calendarUid(mock.id),',
        replace: 'uid: calendarUid(mock.id) + mock.startsAt.getTime(),',
      },
    ],
    caughtBy: /UIDs|still shows/,
  },
];

export const proof: Proof = {
  name: 'delivery',
  claim:
    'every change of a mock reaches the mailbox and the calendar of each of its people, in order, whatever the mail server does and wherever a worker dies',
  prove,
  mutants,
};
