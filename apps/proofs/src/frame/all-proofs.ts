import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Proof } from './proof.ts';

const FOLDER = join(import.meta.dirname, '../proofs');

/** Every file directly in `src/proofs`, by name. Folders there hold the parts of the larger ones. */
export async function allProofs(): Promise<Proof[]> {
  const files = readdirSync(FOLDER, { withFileTypes: true }).filter(
    (f) => f.isFile() && f.name.endsWith('.ts') && !f.name.endsWith('.spec.ts'),
  );
  return Promise.all(
    files.map(async ({ name }) => {
      const { proof } = (await import(join(FOLDER, name))) as { proof?: Proof };
      if (proof?.name !== basename(name, '.ts'))
        throw new Error(`src/proofs/${name} must export a proof whose name is ${basename(name, '.ts')}`);
      return proof;
    }),
  );
}
