import { runProof } from '../../frame/run-proof.ts';
import { proof } from '../race.ts';
import { proveRace } from './prove.ts';

/** The form of the race that runs with the tests, on the built product: `npm run proofs -- race` is the one that counts. */
const quick = {
  ...proof,
  prove: (run: Parameters<typeof proof.prove>[0]) => proveRace(run, { attempts: 1_000, kills: 1 }),
};

// The race has a PostgreSQL of its own, because it kills it.
const nobodys = { url: '', stop: () => Promise.resolve() };

describe('a thousand attempts on the same times, with a server killed in the middle', () => {
  it('end with nobody booked twice, nothing acknowledged lost and no key used twice', async () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const { faults, figures } = await runProof(quick, { seed, isLong: false, only: null, server: nobodys });
    expect({ seed, faults }).toEqual({ seed, faults: [] });
    expect(figures).toMatchObject({ attempts: 1_000, kills: 1 });
    expect(figures['acknowledged']).toBeGreaterThan(100);
    expect(figures['pastTheLocks']).toBeGreaterThan(0);
  }, 300_000);
});
