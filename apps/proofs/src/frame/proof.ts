import type { Random } from './random.ts';
import type { Product } from '../product/place.ts';
import type { OwnPostgres } from '../product/postgres.ts';
import type { World, WorldOptions } from '../product/world.ts';

/**
 * One promise of the product, shown on the built product with real processes and a real PostgreSQL.
 * A file of `src/proofs` exports one as `proof`; its name is the file's.
 */
export interface Proof {
  name: string;
  /** The promise in one sentence, for whoever reads the log. */
  claim: string;
  /** The form that CI runs on every change. `run.isLong` asks for more of the same. */
  prove(run: Run): Promise<Verdict>;
  /** What the proof must catch, or its green means nothing. At least one. */
  mutants: readonly Mutant[] | (() => readonly Mutant[]);
  /** The run counts as failed after this long; 10 by default, ten times that with `--long`. */
  longestMinutes?: number;
}

/** A product that breaks the promise: by other sources, other SQL, another environment, or several of these. */
export interface Mutant {
  name: string;
  /** Made to a temporary copy of the sources, which is then built. Each must match, else the run fails. */
  patches?: readonly Patch[];
  /** For patches of `libs`, from which both are made: the only application that the fault is looked for in. The other stays true. */
  inApp?: 'api' | 'web';
  /** Run on each seeded database of the proof before the servers start. */
  sql?: readonly string[];
  /** Given to each server. */
  env?: Readonly<Record<string, string>>;
  /** One of the faults must match; otherwise any fault counts as caught. */
  caughtBy?: RegExp;
}

/** `search` must occur exactly once in the file, or else `everywhere` or `occurrence` says which is meant. */
export interface Patch {
  /** From the root of the project, below `apps/api`, `apps/web` or `libs`. */
  file: string;
  search: string | RegExp;
  replace: string;
  everywhere?: boolean;
  /** The one to replace among several, from 0. */
  occurrence?: number;
}

/** What a proof gets. Everything made through it is closed at the end of the run, whatever happens. */
export interface Run {
  /** Printed before the run: the same seed repeats the same choices. */
  readonly seed: number;
  readonly random: Random;
  readonly isLong: boolean;
  /** `--only TEXT`, for whoever mends something: a proof may leave out what does not have that text. Null in every run that counts. */
  readonly only: string | null;
  /** null when the true product is on trial. */
  readonly mutant: Mutant | null;
  /** Where the product on trial lies, built. */
  readonly product: Product;
  /** A fresh copy of the seeded academy on the shared PostgreSQL, or on one of the proof's own. */
  world(options?: WorldOptions): Promise<World>;
  /** A PostgreSQL of this proof alone, durable, to be killed and started again. */
  postgres(): Promise<OwnPostgres>;
  /** Undo something of the proof's own; the last registered first. */
  onEnd(undo: () => Promise<unknown> | unknown): void;
  /** One indented line of progress. */
  note(text: string): void;
}

/** `faults` empty: the promise held. `figures` are printed and recorded. */
export interface Verdict {
  figures: Readonly<Record<string, number | string>>;
  faults: readonly string[];
}
