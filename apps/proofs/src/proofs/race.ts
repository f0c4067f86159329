import { proveRace, type Size } from './race/prove.ts';
import { mutants } from './race/mutants.ts';
import type { Proof, Run } from '../frame/proof.ts';

/** `--only 1000`: so many attempts and one kill. A mutant has to be caught by a fifth of what the true product must stand. */
function sizeOf({ only, mutant, isLong }: Run): Size {
  if (only !== null) return { attempts: Number(only), kills: 1 };
  if (mutant) return { attempts: 4_000, kills: 3 };
  return isLong ? { attempts: 200_000, kills: 60 } : { attempts: 20_000, kills: 6 };
}

export const proof: Proof = {
  name: 'race',
  claim:
    'many clients after the same times, on every way to book, with servers and database killed: nobody is booked twice at a time, nothing acknowledged is lost, no key works twice',
  longestMinutes: 12,
  prove: (run) => proveRace(run, sizeOf(run)),
  mutants,
};
