import { z } from 'zod';
import type { EndpointSpec } from '@dryrun/contracts/endpoint';
import { paramsOf, wireOf } from '../../wire/endpoint-table.ts';
import { queryText, requiredOf, type QueryPairs } from '../../wire/query-text.ts';
import { validValue } from '../../wire/valid-values.ts';
import type { Stage } from './matrix.ts';
import type { Person } from './people.ts';
import { internalValues, plant, unclassified } from './secrets.ts';

/** Where ids of each path segment come from. Every mock that is not released, and enough of those that are. */
const IDS: Record<string, string> = {
  batchId: 'select id from batch',
  interviewId: `(select i.id from interview i left join scorecard s on s.interview_id = i.id where s.state is distinct from 'released')
     union (select i.id from interview i join scorecard s on s.interview_id = i.id where s.state = 'released' order by i.starts_at desc limit 12)`,
  personId: 'select id from person',
  nextStepId: 'select id from next_step limit 5',
  enrolmentId: 'select id from enrolment limit 5',
  invitationId: 'select id from invitation limit 5',
  holdId: 'select id from booking limit 5',
  offerId: 'select id from waitlist_offer limit 5',
  markId: 'select id from mark limit 5',
  /** A secret address is for whoever has it, and nobody is given one of another person. */
  file: `select repeat('A', 43) || '.ics' as id`,
  slug: 'select slug as id from content_item order by random() limit 40',
};

/** Addresses of a route that each person walks in the short form; the seed says which. */
const SAMPLE = 60;

/** Secrets that somebody who may must have met, or the walk went nowhere. */
const MUST_BE_MET = [
  'goal note',
  'reason in a plan',
  'mail address',
  'next step, released scorecard',
  'note, released scorecard',
  'note, draft scorecard',
  'pushback or answer of a question',
];

/**
 * Everybody walks every readable address over all ids that exist. A planted canary met by somebody who may not see it is a fault,
 * as is any internal value and any answer of 5xx.
 */
export async function crawl(stage: Stage, routes: readonly string[]): Promise<{ requests: number; secrets: number }> {
  const { world, cast, visitor, findings, isLong } = stage;
  findings.faults.push(...(await unclassified(world)));
  const { secrets } = await plant(world, cast);
  const byToken = new Map(secrets.map((secret) => [secret.token, secret]));
  const internals = await internalValues(world);
  const ids = new Map<string, string[]>();
  for (const [name, sql] of Object.entries(IDS))
    ids.set(
      name,
      (await world.query<{ id: string }>(sql)).map(({ id }) => id),
    );

  const reads = routes.filter((route) => route.startsWith('GET /') && !route.endsWith('*'));
  const addresses = new Map(reads.map((route) => [route, addressesOf(stage, route, ids)]));
  const met = new Set<string>();
  const found = new Set<string>();
  let requests = 0;
  const walk = async (person: Person | null) => {
    const random = stage.random.fork(`walk of ${person?.key}`);
    const mine = [...addresses.values()].flatMap((all) => (isLong ? all : random.shuffle(all).slice(0, SAMPLE)));
    for (const { route, url } of mine) {
      if (findings.isEnough()) return;
      requests++;
      const answer = await (person?.client ?? visitor).send('GET', url);
      const who = person?.key ?? 'nobody';
      const all = `${answer.text}\n${JSON.stringify(answer.headers)}`;
      if (answer.status >= 500 && answer.status !== 503) findings.faults.push(`${who} ${url}: ${answer.status}`);
      for (const [token] of all.matchAll(/canary\d{5}x/g)) {
        const secret = byToken.get(token);
        if (secret?.allowed.has(who) && !person?.is) met.add(secret.what);
        else found.add(`${who} meets "${secret?.what}" at ${route}`);
      }
      if (person && answer.status === 200)
        for (const [value, where] of internals)
          if (all.includes(value)) found.add(`${who} meets a value of ${where} at ${route}`);
    }
  };
  const everybody = [null, ...cast.values()];
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let person = everybody.shift(); person !== undefined; person = everybody.shift()) await walk(person);
    }),
  );
  findings.faults.push(...found);
  if (!findings.isEnough())
    findings.faults.push(
      ...MUST_BE_MET.filter((what) => !met.has(what)).map(
        (what) => `nobody who may met a "${what}": the walk has lost its way`,
      ),
    );
  return { requests, secrets: secrets.length };
}

function addressesOf(
  stage: Stage,
  route: string,
  ids: ReadonlyMap<string, readonly string[]>,
): { route: string; url: string }[] {
  const path = route.slice('GET '.length);
  const names = paramsOf(path);
  for (const name of names)
    if (!ids.has(name)) {
      stage.findings.faults.push(
        `the crawler knows no ids for :${name} of ${route}: add them to IDS in apps/proofs/src/proofs/access/crawler.ts`,
      );
      return [];
    }
  const filled = names.reduce<string[]>(
    (paths, name) => paths.flatMap((p) => (ids.get(name) ?? []).map((id) => p.replace(`:${name}`, id))),
    [path],
  );
  const spec = wireOf(route)?.spec;
  return filled.flatMap((url) =>
    spec?.query
      ? queriesOf(stage, spec, url, ids).map((query) => ({ route, url: `${url}${query}` }))
      : [{ route, url }],
  );
}

/**
 * The bare address, each choice of the contract alone, and a few random ways to ask, with ids that exist wherever one is asked for:
 * what a list gives depends on them.
 */
function queriesOf(
  stage: Stage,
  { query }: EndpointSpec,
  url: string,
  ids: ReadonlyMap<string, readonly string[]>,
): string[] {
  if (!query) return [''];
  const random = stage.random.fork(url);
  const idFor = (name: string) => random.pick(ids.get(name) ?? [stage.idFor(name, 'batch-01')]);
  const some = () => validValue(query, random, idFor) as object;
  const bare = requiredOf(query, some());
  const choices = Object.entries(query.shape).flatMap(([name, field]) =>
    choicesOf(field).map((choice): QueryPairs => [...bare.filter(([other]) => other !== name), [name, choice]]),
  );
  const tries = [bare, ...choices, ...[some(), some(), some()].map((value) => Object.entries(value))].map(queryText);
  return [...new Set(tries)];
}

/** Every value of an enumeration, also of one that may be left out. */
function choicesOf(field: unknown): readonly unknown[] {
  if (field instanceof z.ZodOptional || field instanceof z.ZodDefault || field instanceof z.ZodNullable)
    return choicesOf(field.unwrap());
  return field instanceof z.ZodEnum ? field.options : [];
}
