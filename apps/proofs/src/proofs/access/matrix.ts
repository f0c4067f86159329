import type { Random } from '../../frame/random.ts';
import type { HttpAnswer, HttpClient } from '../../product/http-client.ts';
import type { World } from '../../product/world.ts';
import { paramsOf, wireOf } from '../../wire/endpoint-table.ts';
import { queryText, requiredOf } from '../../wire/query-text.ts';
import { validValue } from '../../wire/valid-values.ts';
import { AuditWatch } from './audited.ts';
import type { Column, Line, Verdict } from './expectations.ts';
import { UNKNOWN_ID, type Thing } from './objects.ts';
import type { Person } from './people.ts';

/** Faults, and when there are enough of them. */
export interface Findings {
  faults: string[];
  /** A mutant is caught by its first fault; the rest would only cost time. */
  isEnough(): boolean;
}

export interface Stage {
  world: World;
  visitor: HttpClient;
  cast: ReadonlyMap<string, Person>;
  things: ReadonlyMap<string, readonly Thing[]>;
  /** Ids that exist, by the name of the field in which they are sent. */
  idFor: (name: string, batch: string, notOf?: string | null) => string;
  restore(): Promise<void>;
  random: Random;
  isLong: boolean;
  findings: Findings;
}

interface Cell {
  line: Line;
  thing: Thing;
  /** null: nobody signed in. */
  person: Person | null;
  wanted: Verdict;
}

/** What somebody is to a thing, in the columns of the table. */
function columnsOf(person: Person | null, thing: Thing): Column[] {
  if (!person || person.is) return ['anon'];
  const isRowless = Object.keys(thing.params).length === 0;
  const columns = person.roles.flatMap(({ role, batch }): Column[] => {
    if (batch !== null && thing.batch !== null && batch !== thing.batch) return [];
    if (role === 'learner') return [isRowless || thing.owner === person.key ? 'owner' : 'peer'];
    if (role === 'mentor') return [isRowless || thing.mentor === person.key ? 'mentor' : 'peerM'];
    return [role];
  });
  // A row of one person is theirs in whatever role.
  if (thing.batch === null && thing.owner === person.key && !columns.includes('owner')) columns.push('owner');
  return columns.length > 0 ? columns : ['none'];
}

const RANK: readonly Verdict[] = ['ok', 'no', '-', 'in'];

function wantedOf(line: Line, person: Person | null, thing: Thing): Verdict {
  const columns = columnsOf(person, thing);
  const verdicts = columns.map((c) => line.verdicts[c]);
  if (thing.isNobodys && !verdicts.includes('in')) return '-';
  const best = RANK.find((v) => verdicts.includes(v)) ?? '-';
  return thing.isForeignChild && best === 'ok' ? '-' : best;
}

/** The path with its parameters and, where the contract asks for one, a query that passes. */
function addressOf(
  stage: Stage,
  line: Line,
  params: Readonly<Record<string, string>>,
  idFor: (name: string) => string,
): string {
  const path = line.path.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(params[name] ?? UNKNOWN_ID));
  const query = wireOf(line.route)?.spec.query;
  if (!query) return path;
  const value =
    SAMPLES[line.route] ?? (validValue(query, stage.random.fork(line.route), idFor) as Record<string, unknown>);
  return `${path}${queryText(requiredOf(query, value))}`;
}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const GOAL = { format: 'system-design', track: 'kubernetes', level: 'mid' };
const STRETCH = { from: inDays(-1), until: inDays(6) };

/** What to send where the contract alone does not make it sensible: query of a read, body of a write. */
const SAMPLES: Record<string, Record<string, unknown>> = {
  'GET /api/batches/:batchId/slots': GOAL,
  'GET /api/batches/:batchId/free-busy': STRETCH,
  'GET /api/my/calendar': STRETCH,
  'GET /api/batches/:batchId/slots/why': { ...GOAL, onDate: inDays(2).slice(0, 10) },
  'GET /api/batches/:batchId/learners/:personId/slots': GOAL,
  'GET /api/batches/:batchId/learners/:personId/slots/why': { ...GOAL, onDate: inDays(2).slice(0, 10) },
  'GET /api/my/availability/why': { onDate: inDays(2).slice(0, 10) },
  'POST /api/demo/sign-in': { key: 'asha' },
  'PUT /api/academy/people/:personId/roles': { roles: ['contentEditor'] },
  'PUT /api/batches/:batchId/join-code': { to: 'new' },
  'PUT /api/settings/mail/paused': { isPaused: true },
  'PUT /api/interviews/:interviewId/meeting-link': { url: 'https://meet.example.org/access-proof' },
  'POST /api/settings/sign-in/let-back-in': { email: 'asha.kulkarni@people.example.org' },
};

let keys = 0;

function ask(
  stage: Stage,
  { line, person, thing }: Cell,
  params: Readonly<Record<string, string>>,
): Promise<HttpAnswer> {
  const client = person?.client ?? stage.visitor;
  // Where no row says which batch is meant, somebody means their own.
  const batch = thing.batch ?? person?.roles.find((role) => role.batch !== null)?.batch ?? 'batch-01';
  const idFor = (name: string) => params[name] ?? stage.idFor(name, batch, thing.mentor);
  const spec = wireOf(line.route)?.spec;
  const body = spec?.body
    ? (SAMPLES[line.route] ?? validValue(spec.body, stage.random.fork(line.route), idFor))
    : undefined;
  const headers = spec?.isIdempotent ? { 'idempotency-key': `access-proof-${++keys}` } : {};
  return client.send(line.method, addressOf(stage, line, params, idFor), { body, headers });
}

const PASSING = new Set(['date', 'x-request-id', 'traceparent', 'content-length', 'etag', 'connection', 'keep-alive']);

/** What an observer can tell apart: status, headers and body, without what differs between any two requests. */
export function shapeOf({ status, headers, text }: HttpAnswer): string {
  const kept = Object.entries(headers)
    .filter(([name]) => !PASSING.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([status, kept, text.replace(/"traceId":"[^"]*"/, '"traceId":""')]);
}

const codeOf = (answer: HttpAnswer) => (answer.json as { code?: string } | undefined)?.code;
const isGood = ({ status }: HttpAnswer) => status >= 200 && status < 300;
const nameOf = ({ line, thing, person }: Cell) =>
  `${line.route} (${thing.what}) as ${person ? `${person.key}${person.is ? `, ${person.is}` : ''}` : 'nobody'}`;
const seen = (answer: HttpAnswer) =>
  `${answer.status} ${codeOf(answer) ?? ''} ${answer.status >= 400 ? '' : answer.text.slice(0, 80)}`.trim();

function cellsOf(stage: Stage, line: Line): Cell[] {
  const things = stage.things.get(line.kind) ?? [];
  const people = [null, ...stage.cast.values()];
  return things.flatMap((thing) =>
    people.map((person) => ({ line, thing, person, wanted: wantedOf(line, person, thing) })),
  );
}

/** Refusals that say no to the person or to the address; all others come from the business behind. */
const STOPPED = new Set([
  'not_signed_in',
  'forbidden',
  'not_found',
  'method_not_allowed',
  'unsupported_media_type',
  'cross_site_request',
  'recent_sign_in_needed',
  '',
]);

/** Whether an answer to somebody who may is a yes: a read must succeed, a write may still be refused for a business reason. */
function gotThrough(line: Line, answer: HttpAnswer): boolean {
  if (isGood(answer)) return true;
  if (line.method === 'GET') return line.path === '/readyz' && answer.status === 503;
  return answer.status < 500 && !STOPPED.has(codeOf(answer) ?? '');
}

/** Several at a time, in order of the list. */
async function inParallel<T>(list: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...list];
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
    }),
  );
}

async function deny(stage: Stage, cell: Cell, unknowns: Map<string, Promise<HttpAnswer>>): Promise<void> {
  const { line, thing, person, wanted } = cell;
  const answer = await ask(stage, cell, thing.params);
  const status = { in: 401, no: 403, '-': 404, ok: 0 }[wanted];
  // Attempts are counted before anything is looked up, whoever asks.
  if (wanted === '-' && answer.status === 429) return;
  if (answer.status !== status)
    return void stage.findings.faults.push(`${nameOf(cell)}: wanted ${wanted} (${status}), got ${seen(answer)}`);
  if (paramsOf(line.path).length === 0 || (wanted === 'no' && !thing.isForeignChild)) return;
  const who = `${person?.key} ${Object.values(thing.unknown ?? {}).join()}`;
  const unknown = unknowns.get(who) ?? ask(stage, cell, thing.unknown ?? {});
  unknowns.set(who, unknown);
  const other = shapeOf(await unknown);
  if (shapeOf(answer) !== other)
    stage.findings.faults.push(`${nameOf(cell)}: differs from an unknown id: ${shapeOf(answer)} instead of ${other}`);
}

async function allow(stage: Stage, cell: Cell, isFresh: boolean, watch: AuditWatch | null): Promise<boolean> {
  const before = watch?.isOpen(cell.line) ? await stage.world.fingerprint() : '';
  const answer = await ask(stage, cell, cell.thing.params);
  if (isGood(answer)) await watch?.see(cell.line, answer, before);
  if (gotThrough(cell.line, answer)) return isGood(answer);
  // Somebody before may have used the thing up: once more on the world as it was.
  if (!isFresh) {
    await stage.restore();
    return allow(stage, cell, true, watch);
  }
  const hint = answer.status === 400 ? ' (give the route a sample in SAMPLES of matrix.ts?)' : '';
  stage.findings.faults.push(`${nameOf(cell)}: wanted ok, got ${seen(answer)}${hint} ${answer.text.slice(0, 200)}`);
  return false;
}

export interface MatrixFigures {
  cells: number;
  /** Lines with an `ok` in which nobody's request succeeded (each was refused for a business reason). */
  neverDone: string[];
  /** Kinds of writes that were seen to leave a line in the log. */
  audited: number;
}

/** Every line × everybody × every thing. Refused requests first, which must leave the database as it was. */
export async function runMatrix(stage: Stage, lines: readonly Line[]): Promise<MatrixFigures> {
  const figures: MatrixFigures = { cells: 0, neverDone: [], audited: 0 };
  const watch = new AuditWatch(stage.world);
  const { findings } = stage;
  for (const line of lines) {
    if (findings.isEnough()) break;
    const cells = cellsOf(stage, line);
    if (cells.length === 0)
      findings.faults.push(`${line.route}: the world has nothing of the kind "${line.kind}" (objects.ts)`);
    figures.cells += cells.length;
    const isRead = line.method === 'GET';
    const denied = cells.filter(({ wanted }) => wanted !== 'ok');
    const before = isRead ? '' : await stage.world.fingerprint();
    const unknowns = new Map<string, Promise<HttpAnswer>>();
    await inParallel(denied, (cell) => deny(stage, cell, unknowns));
    if (!isRead)
      await unchanged(stage, line, before, () =>
        inParallel(denied, (cell) => deny({ ...stage, findings: { ...findings, faults: [] } }, cell, unknowns)),
      );
    const allowed = cells.filter(({ wanted }) => wanted === 'ok');
    if (isRead) await inParallel(allowed, async (cell) => void (await allow(stage, cell, true, null)));
    else if (allowed.length > 0 && !(await writes(stage, allowed, watch))) figures.neverDone.push(line.route);
  }
  if (!findings.isEnough()) findings.faults.push(...watch.faults());
  return { ...figures, audited: watch.audited };
}

/** @returns whether one of them was done */
async function writes(stage: Stage, cells: readonly Cell[], watch: AuditWatch): Promise<boolean> {
  let isDone = false;
  let isFresh = true;
  for (const cell of cells) {
    if (stage.findings.isEnough()) break;
    isDone = (await allow(stage, cell, isFresh, watch)) || isDone;
    isFresh &&= !isDone;
  }
  if (!isFresh) await stage.restore();
  return isDone;
}

/** Jobs of the server itself may write in between: what changes only once was theirs. */
async function unchanged(stage: Stage, line: Line, before: string, again: () => Promise<void>): Promise<void> {
  const first = await stage.world.fingerprint();
  if (first === before || stage.findings.isEnough()) return;
  await again();
  const second = await stage.world.fingerprint();
  if (second === first) return;
  const changed = second
    .split('\n')
    .filter((row) => !first.includes(row))
    .map((row) => row.split(':')[0]);
  stage.findings.faults.push(`${line.route}: refused requests changed ${changed.join(', ')}`);
}
