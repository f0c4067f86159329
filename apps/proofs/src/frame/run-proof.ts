import { buildMutant } from '../product/mutant-build.ts';
import { ownPostgres, type PostgresServer } from '../product/postgres.ts';
import { openWorld, type World } from '../product/world.ts';
import type { Mutant, Proof, Run, Verdict } from './proof.ts';
import { randomOf } from './random.ts';

export interface Outcome extends Verdict {
  seconds: number;
}

export interface RunOptions {
  seed: number;
  isLong: boolean;
  only: string | null;
  server: PostgresServer;
  mutant?: Mutant;
}

export const mutantsOf = ({ mutants }: Proof): readonly Mutant[] =>
  typeof mutants === 'function' ? mutants() : mutants;

/** Undo of what is open now, for an end from outside. */
const open = new Set<() => Promise<void>>();

export async function closeEverything(): Promise<void> {
  await Promise.allSettled([...open].map((undo) => undo()));
}

/** Runs a proof once on the true product or on a mutant. Rejects when it could not be run, which is not a fault it found. */
export async function runProof(proof: Proof, { seed, isLong, only, server, mutant }: RunOptions): Promise<Outcome> {
  const began = performance.now();
  const worlds: World[] = [];
  const undos: (() => Promise<unknown> | unknown)[] = [];
  const undoAll = async () => {
    for (let undo = undos.pop(); undo; undo = undos.pop()) await undo();
  };
  open.add(undoAll);
  try {
    const product = await buildMutant(`${proof.name}-${mutant?.name ?? ''}`, mutant?.patches ?? [], mutant?.inApp);
    undos.push(product.remove);
    const seedsItself = (mutant?.patches ?? []).some(({ file }) => /^apps\/api\/src\/(migrations|demo)\//.test(file));
    const run: Run = {
      seed,
      isLong,
      only,
      mutant: mutant ?? null,
      product,
      random: randomOf(`${seed}/${proof.name}`),
      async world(options = {}) {
        const env = { ...options.env, ...mutant?.env };
        const sql = [...(mutant?.sql ?? []), ...(options.sql ?? [])];
        const world = await openWorld(product, server, { ...options, env, sql }, seedsItself);
        undos.push(() => world.close());
        worlds.push(world);
        return world;
      },
      async postgres() {
        const own = await ownPostgres();
        undos.push(() => own.stop());
        return own;
      },
      onEnd: (undo) => void undos.push(undo),
      note: (text) => console.log(`    ${text}`),
    };
    const minutes = (proof.longestMinutes ?? 10) * (isLong ? 10 : 1);
    const verdict = await within(minutes, proof.prove(run));
    const falls = worlds.flatMap(({ replicas }) => replicas.flatMap((replica) => replica.fall() ?? []));
    return {
      ...verdict,
      faults: [...verdict.faults, ...falls],
      seconds: Math.round((performance.now() - began) / 1000),
    };
  } catch (error) {
    for (const { replicas } of worlds)
      for (const replica of replicas) if (replica.fall() !== null) console.log(replica.fall());
    throw error;
  } finally {
    await undoAll();
    open.delete(undoAll);
  }
}

async function within<T>(minutes: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${minutes} minutes`)), minutes * 60_000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
