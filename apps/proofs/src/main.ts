import { parseArgs } from 'node:util';
import { allProofs } from './frame/all-proofs.ts';
import type { Mutant, Proof } from './frame/proof.ts';
import { record, type Result } from './frame/results.ts';
import { closeEverything, mutantsOf, runProof, type Outcome } from './frame/run-proof.ts';
import { sharedPostgres, type PostgresServer } from './product/postgres.ts';

/**
 * `npm run proofs` · `-- NAME…` · `--mutants` (the true product first, then each mutant) · `--mutant TEXT` (only those whose name
 * has it) · `--long` · `--seed N` · `--only TEXT` (what a proof makes of it, while mending) ·
 * `--record` (into RESULTS.md). Ends with `N passed, N failed`; 1 when anything failed.
 */
const { values: options, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    mutants: { type: 'boolean', default: false },
    mutant: { type: 'string' },
    long: { type: 'boolean', default: false },
    only: { type: 'string' },
    record: { type: 'boolean', default: false },
    seed: { type: 'string' },
  },
});
const seed = options.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(options.seed);
const isLong = options.long;
const only = options.only ?? null;
const SHOWN_FAULTS = 60;
let passed = 0;
let failed = 0;
const command = `npm run proofs -- ${process.argv
  .slice(2)
  .filter((a) => a !== '--record')
  .join(' ')}`.replace(/ -- $/, '');

const inWords = (figures: Outcome['figures']) =>
  Object.entries(figures)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
const inOneLine = (text: string) => text.replaceAll(/\s+/g, ' ').slice(0, 300);

function show(name: string, isGood: boolean, line: string, result: Omit<Result, 'name' | 'command'>): void {
  if (isGood) passed++;
  else failed++;
  console.log(line);
  // One by one: a run that is cut short keeps what it had.
  if (options.record && only === null)
    record([{ name, command: `${command} --seed ${seed}`.replace(/( --seed \d+).*\1/, '$1'), ...result }]);
}

async function prove(proof: Proof, server: PostgresServer): Promise<boolean> {
  console.log(`\n── ${proof.name}: ${proof.claim}`);
  const tag = `proof=${proof.name}`;
  try {
    const { figures, faults, seconds } = await runProof(proof, { seed, isLong, only, server });
    for (const fault of faults.slice(0, SHOWN_FAULTS)) console.log(`    fault: ${fault}`);
    if (faults.length > SHOWN_FAULTS) console.log(`    … and ${faults.length - SHOWN_FAULTS} more`);
    const isGood = faults.length === 0;
    const line = `${tag} ${isGood ? 'ok' : `FAILED faults=${faults.length}`} seed=${seed} ${inWords(figures)} seconds=${seconds}`;
    show(proof.name, isGood, line, { result: isGood ? 'ok' : 'FAILED', figures: inWords(figures), seconds });
    return isGood;
  } catch (error) {
    console.log(error instanceof Error ? error.stack : String(error));
    show(proof.name, false, `${tag} FAILED seed=${seed} it could not be run`, {
      result: 'FAILED',
      figures: 'could not be run',
      seconds: 0,
    });
    return false;
  }
}

async function tryMutant(proof: Proof, mutant: Mutant, server: PostgresServer): Promise<void> {
  const name = `${proof.name} / ${mutant.name}`;
  const tag = `mutant=${JSON.stringify(name)}`;
  try {
    const { faults, seconds } = await runProof(proof, { seed, isLong, only, server, mutant });
    const found = faults.find((fault) => mutant.caughtBy?.test(fault) ?? true);
    const figures =
      found === undefined ? `faults=${faults.length}` : `faults=${faults.length}, e.g. ${inOneLine(found)}`;
    const line = `${tag} ${found === undefined ? `SURVIVED ${inOneLine(faults[0] ?? '')}` : 'caught'} seed=${seed} ${figures} seconds=${seconds}`;
    show(name, found !== undefined, line, { result: found === undefined ? 'SURVIVED' : 'caught', figures, seconds });
  } catch (error) {
    console.log(error instanceof Error ? error.stack : String(error));
    show(name, false, `${tag} FAILED seed=${seed} it could not be run`, {
      result: 'FAILED',
      figures: 'could not be run',
      seconds: 0,
    });
  }
}

async function chosen(): Promise<Proof[]> {
  const all = await allProofs();
  const unknown = names.find((name) => !all.some((proof) => proof.name === name));
  if (unknown !== undefined)
    throw new Error(`there is no proof "${unknown}"; there are ${all.map(({ name }) => name).join(', ')}`);
  return names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
}

let isEnding = false;
let server: PostgresServer | undefined;
async function end(code: number): Promise<never> {
  if (!isEnding) {
    isEnding = true;
    await closeEverything();
    await server?.stop();
  }
  process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(1));

try {
  if (!Number.isSafeInteger(seed)) throw new Error(`--seed is ${options.seed}; write a whole number`);
  const proofs = await chosen();
  server = await sharedPostgres();
  console.log(`seed=${seed}${isLong ? ' long' : ''}`);
  for (const proof of proofs) {
    const isGood = await prove(proof, server);
    if (!options.mutants && options.mutant === undefined) continue;
    const mutants = mutantsOf(proof).filter(({ name }) => name.includes(options.mutant ?? ''));
    if (!isGood && mutants.length > 0) {
      // A proof that complains about the true product catches every mutant, which says nothing.
      failed += mutants.length;
      console.log(`    its ${mutants.length} mutants were not tried, because the true product fails`);
      continue;
    }
    for (const mutant of mutants) await tryMutant(proof, mutant, server);
  }
  console.log(`\n${passed} passed, ${failed} failed`);
  await end(failed === 0 ? 0 : 1);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  await end(1);
}
