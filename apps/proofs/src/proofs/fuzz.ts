import { ProblemView } from '@dryrun/contracts/problem.contract';
import type { Mutant, Proof, Run, Verdict } from '../frame/proof.ts';
import type { HttpAnswer, HttpClient } from '../product/http-client.ts';
import type { World } from '../product/world.ts';
import { WIRE, type Wire } from '../wire/endpoint-table.ts';
import { idPool } from '../wire/id-pool.ts';
import { fuzzRequest, type FuzzRequest } from './fuzz/requests.ts';

/** Requests of one person between two looks at the database. */
const CHUNK = 10;

/** Words of our insides, which no refusal may show. */
const INSIDES =
  /\bat [\w.<>]+ \(|node_modules|\.ts:\d+|QueryFailedError|violates \w+|syntax error at|invalid (byte sequence|input syntax)|relation "|\bselect \w+ from\b|insert into|TypeORM|SESSION_SECRET|postgres:\/\//i;

interface Counts {
  requests: number;
  refused: number;
  done: number;
  digests: number;
}

const requestLine = (who: string, { method, path, body, headers, wrong }: FuzzRequest) =>
  `${who}: ${method} ${path.slice(0, 300)} ${JSON.stringify(headers).slice(0, 300)} ${body === undefined ? '' : JSON.stringify(body.toString()).slice(0, 700)} [${wrong.join(', ')}]`;

/** What is wrong with an answer, if anything. */
function faultOf({ spec }: Wire, answer: HttpAnswer): string | null {
  const { status, headers, text, json } = answer;
  if (status >= 500) return `answers ${status} ${text.slice(0, 200)}`;
  if (status < 200 || (status >= 300 && status < 400)) return `answers ${status}`;
  if (status >= 400) {
    if (!/^application\/problem\+json/.test(headers['content-type'] ?? ''))
      return `refuses with ${status} and no problem document: ${headers['content-type']} ${text.slice(0, 200)}`;
    const problem = ProblemView.safeParse(json);
    if (!problem.success) return `refuses with a document that is not in the contract: ${text.slice(0, 300)}`;
    if (problem.data.status !== status) return `says ${problem.data.status} in a ${status}`;
    if (INSIDES.test(text)) return `shows our insides: ${text.slice(0, 400)}`;
    return null;
  }
  if (spec.response === null)
    return status === 204 && text === '' ? null : `answers ${status} with a body where the contract has none`;
  // Raw paths badly spelt may be answered by the page of the web app.
  if (/^text\/html/.test(headers['content-type'] ?? '')) return null;
  if (spec.responseType && !headers['content-type']?.startsWith(spec.responseType))
    return `answers ${headers['content-type']} where the contract says ${spec.responseType}`;
  const parsed = spec.response.safeParse(spec.responseType ? text : json);
  return parsed.success ? null : `answers what the contract does not say: ${parsed.error.message.slice(0, 300)}`;
}

async function fuzzEndpoint(
  run: Run,
  world: World,
  people: readonly (readonly [string, HttpClient])[],
  wire: Wire,
  times: number,
  counts: Counts,
): Promise<string[]> {
  const random = run.random.fork(wire.route);
  const pool = await idPool(world);
  const idFor = (name: string) =>
    random.chance(0.9) ? random.pick(pool(name)) : '01890000-0000-7000-8000-000000000000';
  const faults: string[] = [];
  for (let left = times; left > 0; left -= CHUNK) {
    const [who, client] = random.pick(people);
    const isWatched = wire.spec.method !== 'GET' && random.chance(run.isLong ? 0.2 : 0.34);
    const before = isWatched ? await world.fingerprint() : '';
    let isAllRefused = true;
    const sent: string[] = [];
    for (let i = 0; i < Math.min(CHUNK, left); i++) {
      const request = fuzzRequest(wire, random, idFor);
      // On connections of their own: a server may end one on which it could not read a request.
      const answer = await client
        .send(request.method, request.path, {
          body: request.body,
          headers: { connection: 'close', ...request.headers },
        })
        .catch((error: Error) => ({ error }));
      counts.requests++;
      if ('error' in answer) {
        // Some of what we send cannot be put on the wire at all; a server that hangs up on the rest has to say why.
        if (
          !/ERR_|Invalid|unescaped/.test(
            `${(answer.error.cause as { code?: string } | undefined)?.code} ${answer.error.message}`,
          )
        )
          faults.push(`${requestLine(who, request)} got no answer: ${answer.error.message}`);
        continue;
      }
      const isRefused = answer.status >= 400;
      isAllRefused &&= isRefused;
      counts[isRefused ? 'refused' : 'done']++;
      sent.push(requestLine(who, request));
      const fault = faultOf(wire, answer);
      if (fault) faults.push(`${requestLine(who, request)} ${fault}`);
    }
    if (!isWatched || !isAllRefused) continue;
    counts.digests++;
    const after = await world.fingerprint();
    if (after !== before && (await stillChanges(world, after))) continue;
    if (after !== before)
      faults.push(
        `refused requests changed ${after
          .split('\n')
          .filter((row) => !before.includes(row))
          .map((row) => row.split(':')[0])
          .join(', ')}: one of\n${sent.join('\n')}`,
      );
  }
  return faults;
}

/** Whether the database changes without us: then the change was a job's. */
async function stillChanges(world: World, then: string): Promise<boolean> {
  await new Promise((resolve) => setTimeout(resolve, 300));
  return (await world.fingerprint()) !== then;
}

async function prove(run: Run): Promise<Verdict> {
  const world = await run.world({ env: { JOBS: 'off' } });
  const people: (readonly [string, HttpClient])[] = [['nobody', world.visitor().freeze()]];
  for (const key of ['asha', 'neha', 'ravi', 'dev', 'claire', 'kavya', 'arjun', 'leela', 'zoya'])
    people.push([key, (await world.as(key)).freeze()]);
  const snapshot = await world.snapshot();
  const counts: Counts = { requests: 0, refused: 0, done: 0, digests: 0 };
  const faults: string[] = [];
  for (const wire of run.random.shuffle(WIRE)) {
    const isPublic = wire.spec.access === 'public';
    // Somebody who may gets further than somebody who may not: most requests come from those.
    faults.push(
      ...(await fuzzEndpoint(
        run,
        world,
        isPublic ? people : people.slice(1),
        wire,
        (run.isLong ? 30 : 1) * (wire.spec.body ? 60 : 30),
        counts,
      )),
    );
    if (run.mutant && faults.length > 0) break;
    if (wire.spec.method !== 'GET') await snapshot.restore();
  }
  const replica = world.replicas[0];
  if (replica?.process.exitCode !== null) faults.push(`the server ended: ${replica?.log().slice(-1000)}`);
  const complaints = (replica?.log() ?? '')
    .split('\n')
    .filter(
      (line) =>
        /"level":"(error|fatal)"|"level":(50|60)|unhandled/i.test(line) &&
        !/terminating connection|Connection terminated|57P01/.test(line),
    );
  for (const line of complaints.slice(0, 10)) faults.push(`the server complains: ${line.slice(0, 400)}`);
  return { figures: { endpoints: WIRE.length, ...counts }, faults };
}

const INTERCEPTOR = 'apps/api/src/platform/http/endpoint-interceptor.ts';
const FILTER = 'apps/api/src/platform/http/problem-filter.ts';
const FIELDS = 'libs/contracts/src/fields.ts';

const mutants: readonly Mutant[] = [
  {
    name: 'NUL is let through in texts',
    patches: [{ file: FIELDS, search: '[\\u0000-\\u0008', replace: '[\\u0001-\\u0008' }],
    caughtBy: /answers 500/,
  },
  {
    name: 'a bad id reaches the database',
    patches: [
      {
        file: INTERCEPTOR,
        search: 'if (params && !params.success) throw notFound();',
        replace: 'if (params && !params.success) return { params: request.params, query: {}, body: {} };',
      },
    ],
    caughtBy: /answers 500/,
  },
  {
    name: 'what the framework refuses is our fault',
    patches: [{ file: FILTER, search: "  400: 'malformed_request',\n", replace: '' }],
    caughtBy: /answers 500/,
  },
  {
    name: 'bodies are not checked',
    patches: [{ file: INTERCEPTOR, search: 'if (parsed.success) return parsed.data;', replace: 'return value ?? {};' }],
    caughtBy: /answers 500/,
  },
];

export const proof: Proof = {
  name: 'fuzz',
  claim: 'bad input gets a clear problem document and changes nothing, on every endpoint of the contract',
  prove,
  mutants,
};
