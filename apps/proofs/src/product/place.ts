import { join } from 'node:path';

/** The root of the project. */
export const ROOT = join(import.meta.dirname, '../../../..');

/** Everything that a run of the proofs writes, RESULTS.md apart. */
export const SCRATCH = join(ROOT, 'tmp', 'proofs');

/** Where the built product lies: the true one, or a mutant. */
export interface Product {
  apiDir: string;
  webDir: string;
}

export const TRUE_PRODUCT: Product = { apiDir: join(ROOT, 'dist/apps/api'), webDir: join(ROOT, 'dist/apps/web') };
