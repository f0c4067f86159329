import type { Proof, Run, Verdict } from '../frame/proof.ts';
import type { World } from '../product/world.ts';
import { crawl } from './access/crawler.ts';
import { plantQuestions } from './access/secrets.ts';
import { readTable, TABLE, type Line } from './access/expectations.ts';
import { loseRoles } from './access/loss.ts';
import { runMatrix, type Findings, type Stage } from './access/matrix.ts';
import { mutants, policiesWithoutMutant } from './access/mutants.ts';
import { arrange, KINDS, UNKNOWN_ID, type Thing } from './access/objects.ts';
import { castOf } from './access/people.ts';
import { checkSignInLibrary } from './access/sign-in-library.ts';
import { trySpellings } from './access/spellings.ts';
import { checkFiles } from './access/files.ts';

/** Ids to put where a body or a query names a thing, by the name of the field and the batch that is meant. */
async function idSource(world: World): Promise<(name: string, batch: string) => string> {
  const by = async (sql: string) =>
    new Map((await world.query<{ batch: string; id: string }>(sql)).map(({ batch, id }) => [batch, id]));
  const person = (role: string, keys: string) =>
    by(
      `select b.slug as batch, p.id from role_grant g join person p on p.id = g.person_id join batch b on b.id = g.batch_id where g.role = '${role}' and (b.slug, p.demo_key) in (${keys})`,
    );
  const question = `select v.id from content_version v join content_item i on i.id = v.item_id where i.kind = 'question' order by i.slug limit 1`;
  const known: Record<string, Map<string, string>> = {
    batchId: await by('select slug as batch, id from batch'),
    mentorId: await person('mentor', `('batch-01', 'claire'), ('batch-02', 'jonas')`),
    learnerId: await person('learner', `('batch-01', 'asha'), ('batch-02', 'zoya')`),
    personId: await person('learner', `('batch-01', 'asha'), ('batch-02', 'zoya')`),
    questionVersionId: await by(`select b.slug as batch, (${question}) as id from batch b`),
    planItemId: await by(
      `select distinct on (b.id) b.slug as batch, p.id from plan_item p join interview i on i.id = p.interview_id join batch b on b.id = i.batch_id where i.state = 'running'`,
    ),
  };
  return (name, batch) => known[name]?.get(batch) ?? UNKNOWN_ID;
}

async function setStage(run: Run, findings: Findings): Promise<Stage> {
  const world = await run.world({ replicas: 0 });
  await plantQuestions(world);
  await world.replica();
  const cast = await castOf(world);
  await arrange(world, cast);
  const things = new Map<string, Thing[]>();
  for (const [kind, find] of Object.entries(KINDS)) {
    const known = (await find(world, cast)).filter(({ owner, mentor }) =>
      [owner, mentor].every((key) => !key || cast.has(key)),
    );
    things.set(kind, known);
  }
  const snapshot = await world.snapshot();
  return {
    world,
    cast,
    things,
    visitor: world.visitor().freeze(),
    idFor: await idSource(world),
    restore: () => snapshot.restore(),
    random: run.random,
    isLong: run.isLong,
    findings,
  };
}

/** What the router serves and the table does not say, and the other way round. */
function compareRoutes(served: readonly string[], lines: readonly Line[], findings: Findings): void {
  const known = new Set(lines.map(({ route }) => route));
  for (const route of served) {
    // HEAD comes with every GET, and spellings.ts holds it to the same answer.
    if (known.has(route) || (route.startsWith('HEAD ') && served.includes(route.replace('HEAD', 'GET')))) continue;
    findings.faults.push(
      `${route} is served, but nothing says who may use it: add a line "${route} KIND verdicts…" to apps/proofs/src/proofs/access/expectations.ts`,
    );
  }
  for (const { route } of lines)
    if (!served.includes(route))
      findings.faults.push(`${route} has a line in expectations.ts but is not served: take it out`);
}

async function prove(run: Run): Promise<Verdict> {
  const faults: string[] = [];
  const findings: Findings = { faults, isEnough: () => run.mutant !== null && faults.length > 0 };
  const lines = readTable(TABLE);
  for (const { route, kind } of lines) if (!(kind in KINDS)) faults.push(`${route}: objects.ts has no kind "${kind}"`);
  for (const file of policiesWithoutMutant())
    faults.push(`${file} has no mutant: add one to BY_HAND in apps/proofs/src/proofs/access/mutants.ts`);
  const stage = await setStage(run, findings);
  const served = stage.world.replicas[0]?.routes() ?? [];
  const files = await checkFiles(stage, served);
  const routes = served.filter((route) => !files.includes(route));
  compareRoutes(routes, lines, findings);
  const matrix = await runMatrix(stage, lines);
  if (run.isLong)
    for (const route of matrix.neverDone)
      run.note(`${route}: everybody who may got through, and was refused for a business reason`);
  const spellings = findings.isEnough() ? 0 : await trySpellings(stage, lines);
  const library = findings.isEnough() ? 0 : await checkSignInLibrary(stage);
  const losses = findings.isEnough() ? 0 : await loseRoles(stage);
  const crawled = findings.isEnough() ? { requests: 0, secrets: 0 } : await crawl(stage, routes);
  return {
    figures: {
      routes: routes.length,
      files: files.length,
      people: stage.cast.size + 1,
      cells: matrix.cells,
      refusedForBusiness: matrix.neverDone.length,
      spellings,
      library,
      losses,
      crawled: crawled.requests,
      secrets: crawled.secrets,
    },
    faults,
  };
}

export const proof: Proof = {
  name: 'access',
  claim: 'what does not belong to you does not exist for you, on every route of the running server',
  prove,
  mutants,
};
