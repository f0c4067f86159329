import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Client } from 'pg';
import { ROOT } from './place.ts';

interface Node {
  id: number;
  callFrame: { functionName: string; url: string; lineNumber: number };
  children?: number[];
}

interface CpuProfile {
  nodes: Node[];
  samples: number[];
  timeDeltas: number[];
}

/** One name and how long it ran while the profile was taken, in milliseconds. */
export interface Spent {
  name: string;
  ms: number;
}

export interface Summary {
  /** On the CPU, in all: without what V8 calls idle and program. */
  ms: number;
  /** By the package or file that ran. */
  places: Spent[];
  /** By function, itself alone. */
  self: Spent[];
  /** By function, with everything it called before it gave way; each once per stack. */
  inclusive: Spent[];
}

const NOT_WORK = new Set(['(idle)', '(root)', '(program)']);

function placeOf({ callFrame: { url, functionName } }: Node): string {
  if (url === '') return functionName.startsWith('(') ? functionName : 'native';
  const path = url.startsWith('file://') ? relative(ROOT, new URL(url).pathname) : url;
  return /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path.replace(/^node:internal\/([^/]+).*/, 'node:$1');
}

const nameOf = (node: Node): string =>
  `${node.callFrame.functionName || '(anonymous)'} ${placeOf(node)}:${node.callFrame.lineNumber + 1}`;

const sorted = (spent: ReadonlyMap<string, number>): Spent[] =>
  [...spent].map(([name, us]) => ({ name, ms: us / 1000 })).sort((a, b) => b.ms - a.ms);

/** What a profile of V8 says, added up. */
export function summaryOf({ nodes, samples, timeDeltas }: CpuProfile): Summary {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id] as const)));
  const own = new Map<number, number>();
  samples.forEach((id, i) => own.set(id, (own.get(id) ?? 0) + (timeDeltas[i] ?? 0)));
  const [places, self, inclusive] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
  const add = (to: Map<string, number>, name: string, us: number) => to.set(name, (to.get(name) ?? 0) + us);
  let all = 0;
  for (const [id, us] of own) {
    const node = byId.get(id);
    if (!node || NOT_WORK.has(node.callFrame.functionName)) continue;
    all += us;
    add(places, placeOf(node), us);
    add(self, nameOf(node), us);
    const met = new Set<string>();
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const one = byId.get(at);
      if (one && !NOT_WORK.has(one.callFrame.functionName)) met.add(nameOf(one));
    }
    for (const name of met) add(inclusive, name, us);
  }
  return { ms: all / 1000, places: sorted(places), self: sorted(self), inclusive: sorted(inclusive) };
}

/** A Node process that was started with `--inspect`, looked at through its debugger's socket. */
export class NodeProfile {
  private readonly answers = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  private last = 0;

  private readonly socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const { id, result, error } = JSON.parse(String(data)) as {
        id: number;
        result: unknown;
        error?: { message: string };
      };
      const waiting = this.answers.get(id);
      this.answers.delete(id);
      if (error) waiting?.reject(new Error(error.message));
      else waiting?.resolve(result);
    });
  }

  static async of(inspectorUrl: string): Promise<NodeProfile> {
    const socket = new WebSocket(inspectorUrl);
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve());
      socket.addEventListener('error', () => reject(new Error('the debugger of the server does not answer')));
    });
    const profile = new NodeProfile(socket);
    await profile.ask('Profiler.enable');
    await profile.ask('Profiler.setSamplingInterval', { interval: 250 });
    return profile;
  }

  async start(): Promise<void> {
    await this.ask('Profiler.start');
  }

  /** Writes the profile for a viewer (`.cpuprofile`: the developer tools of Chromium read it) and adds it up. */
  async stop(file: string): Promise<Summary> {
    const { profile } = (await this.ask('Profiler.stop')) as { profile: CpuProfile };
    writeFileSync(file, JSON.stringify(profile));
    return summaryOf(profile);
  }

  close(): void {
    this.socket.close();
  }

  private ask(method: string, params: object = {}): Promise<unknown> {
    const id = ++this.last;
    return new Promise((resolve, reject) => {
      this.answers.set(id, { resolve, reject });
      this.socket.send(JSON.stringify({ id, method, params }));
    });
  }
}

/** What PostgreSQL needs to keep count of its statements, those inside functions too. */
export const COUNTING = {
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.track': 'all',
  'pg_stat_statements.track_planning': 'on',
};

export interface Statement {
  sql: string;
  calls: number;
  planMs: number;
  runMs: number;
  isInside: boolean;
}

/** The statements since the last reset, the dearest first. Times are wall times inside the server. */
export async function statementsOf(client: Client): Promise<Statement[]> {
  const { rows } = await client.query<Statement>(
    `select regexp_replace(left(query, 160), '\\s+', ' ', 'g') as sql, calls::int, total_plan_time as "planMs", total_exec_time as "runMs", not toplevel as "isInside"
     from pg_stat_statements where dbid = (select oid from pg_database where datname = current_database())
     order by total_plan_time + total_exec_time desc limit 40`,
  );
  return rows;
}

/** The readable part of a profile, as it is printed and kept beside the whole. */
export function report(
  dir: string,
  name: string,
  operations: number,
  summary: Summary,
  statements: readonly Statement[],
): string[] {
  const per = (ms: number) => `${((ms * 1000) / operations).toFixed(0)} µs`.padStart(9);
  const share = (ms: number) => `${((100 * ms) / summary.ms).toFixed(1)} %`.padStart(7);
  const block = (title: string, lines: readonly Spent[], most: number) => [
    title,
    ...lines.slice(0, most).map((line) => `  ${per(line.ms)} ${share(line.ms)}  ${line.name}`),
  ];
  const lines = [
    `${name}: ${operations} operations`,
    `Node on the CPU: ${per(summary.ms).trim()} per operation`,
    ...block('by place', summary.places, 25),
    ...block('by function, itself', summary.self, 50),
    ...block('by function, with what it called', summary.inclusive, 90),
    'statements: planning, running (per operation, wall time inside PostgreSQL)',
    ...statements.map(
      (s) => `  ${per(s.planMs)} ${per(s.runMs)}  ${String(s.calls).padStart(5)} × ${s.isInside ? '  ' : ''}${s.sql}`,
    ),
  ];
  writeFileSync(join(dir, `${name}.txt`), `${lines.join('\n')}\n`);
  return lines;
}
