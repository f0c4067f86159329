import type { Proof, Run, Verdict } from '../frame/proof.ts';
import type { World } from '../product/world.ts';
import { checkBothRoles } from './access/both-roles.ts';
import { checkColleaguesQuestion } from './access/colleagues-question.ts';
import { crawl } from './access/crawler.ts';
import { plantQuestions } from './access/secrets.ts';
import { readTable, TABLE, type Line } from './access/expectations.ts';
import { checkOthersRatings } from './access/others-ratings.ts';
import { loseRoles } from './access/loss.ts';
import { checkOverseersReads } from './access/overseers-reads.ts';
import { runMatrix, type Findings, type Stage } from './access/matrix.ts';
import { meetsLooksFirst, mutants, nearestFirst, policiesWithoutMutant } from './access/mutants.ts';
import { arrange, KINDS, UNKNOWN_ID, type Thing } from './access/objects.ts';
import { castOf } from './access/people.ts';
import { checkSignInLibrary } from './access/sign-in-library.ts';
import { trySpellings } from './access/spellings.ts';
import { checkFiles } from './access/files.ts';

/**
 * Ids to put where a body or a query names a thing, by the name of the field and the batch that is meant; another person's than
 * `notOf`, where that is asked (a mock goes to another mentor).
 */
async function idSource(world: World): Promise<Stage['idFor']> {
  const by = async (sql: string) => world.query<{ batch: string; id: string; key: string | null }>(sql);
  const people = (role: string) =>
    by(
      `select b.slug as batch, p.id, p.demo_key as key from role_grant g join person p on p.id = g.person_id join batch b on b.id = g.batch_id
       where g.role = '${role}' and p.removed_at is null order by p.demo_key`,
    );
  const question = `select v.id from content_version v join content_item i on i.id = v.item_id where i.kind = 'question' order by i.slug limit 1`;
  const batches = await by('select slug as batch, id, null as key from batch');
  const known: Record<string, Awaited<ReturnType<typeof by>>> = {
    batchId: batches,
    toBatchId: batches,
    mentorId: await people('mentor'),
    learnerId: await people('learner'),
    personId: await people('learner'),
    questionVersionId: await by(`select b.slug as batch, (${question}) as id, null as key from batch b`),
    planItemId: await by(
      `select distinct on (b.id) b.slug as batch, p.id, null as key from plan_item p join interview i on i.id = p.interview_id join batch b on b.id = i.batch_id where i.state = 'running'`,
    ),
  };
  return (name, batch, notOf) =>
    known[name]?.find((one) => one.batch === batch && (one.key === null || one.key !== notOf))?.id ?? UNKNOWN_ID;
}

async function setStage(run: Run, findings: Findings): Promise<Stage> {
  const world = await run.world({ replicas: 0, env: { JOBS: 'off' } });
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

/** What the verdict of a route alone does not show: how much of a row is seen, what reading leaves behind, and lost roles. */
async function lookClosely(
  stage: Stage,
): Promise<Record<'earlierRatings' | 'overseersReads' | 'bothRoles' | 'colleagues' | 'losses', number>> {
  const unlessEnough = async (look: (stage: Stage) => Promise<number>) =>
    stage.findings.isEnough() ? 0 : await look(stage);
  return {
    earlierRatings: await unlessEnough(checkOthersRatings),
    overseersReads: await unlessEnough(checkOverseersReads),
    bothRoles: await unlessEnough(checkBothRoles),
    colleagues: await unlessEnough(checkColleaguesQuestion),
    losses: await unlessEnough(loseRoles),
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
  const { only } = run;
  // The matrix takes minutes and these take seconds.
  const early = run.mutant && meetsLooksFirst(run.mutant) && only === null ? await lookClosely(stage) : null;
  const tried = only === null ? nearestFirst(lines, run.mutant) : lines.filter(({ route }) => route.includes(only));
  const matrix = await runMatrix(stage, tried);
  if (only !== null) return { figures: { cells: matrix.cells }, faults: condensed(faults) };
  if (run.isLong)
    for (const route of matrix.neverDone)
      run.note(`${route}: everybody who may got through, and was refused for a business reason`);
  const spellings = findings.isEnough() ? 0 : await trySpellings(stage, lines);
  const library = findings.isEnough() ? 0 : await checkSignInLibrary(stage);
  const looks = early ?? (await lookClosely(stage));
  const crawled = findings.isEnough() ? { requests: 0, secrets: 0 } : await crawl(stage, routes);
  return {
    figures: {
      routes: routes.length,
      files: files.length,
      people: stage.cast.size + 1,
      cells: matrix.cells,
      refusedForBusiness: matrix.neverDone.length,
      audited: matrix.audited,
      spellings,
      library,
      ...looks,
      crawled: crawled.requests,
      secrets: crawled.secrets,
    },
    faults: condensed(faults),
  };
}

/** One line per route and answer, with everybody it happened to. */
function condensed(faults: readonly string[]): string[] {
  const people = new Map<string, string[]>();
  for (const fault of faults) {
    const [, before, who, after] = /^(.*?\)) as (\S+(?:, \w+)?)(: .*)$/s.exec(fault) ?? [];
    const key = before === undefined ? fault : `${before} as …${after?.replace(/ \{"type".*/s, '')}`;
    people.set(key, [...(people.get(key) ?? []), ...(who ? [who] : [])]);
  }
  return [...people].map(([key, all]) => key.replace(' as …', ` as ${all.join(', ')}`));
}

export const proof: Proof = {
  name: 'access',
  claim: 'what does not belong to you does not exist for you, on every route of the running server',
  prove,
  mutants,
};
