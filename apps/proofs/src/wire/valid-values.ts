import fc from 'fast-check';
import type { z } from 'zod';
import type { Random } from '../frame/random.ts';

/** What zod keeps about a schema, as far as it is needed to make values of it. */
interface Def {
  type: string;
  format?: string;
  shape?: Record<string, z.ZodType>;
  element?: z.ZodType;
  entries?: Record<string, unknown>;
  values?: readonly unknown[];
  options?: readonly z.ZodType[];
  items?: readonly z.ZodType[];
  innerType?: z.ZodType;
  in?: z.ZodType;
  out?: z.ZodType;
  keyType?: z.ZodType;
  valueType?: z.ZodType;
  getter?: () => z.ZodType;
  checks?: readonly { _zod: { def: Check } }[];
  pattern?: RegExp;
  abort?: boolean;
}

interface Check {
  check: string;
  format?: string;
  pattern?: RegExp;
  minimum?: number;
  maximum?: number;
  length?: number;
  value?: number;
  inclusive?: boolean;
}

export const defOf = (schema: z.ZodType): Def => (schema as unknown as { _zod: { def: Def } })._zod.def;

const checksOf = (def: Def): Check[] => (def.checks ?? []).map((c) => c._zod.def);

/** Values that stand for ids, so that a proof can put ids that exist in their place. */
export type IdSource = (name: string) => string;

/**
 * A value that passes the schema. `idFor` is asked for every uuid with the name of its field.
 * @throws when fifty tries did not pass: the generator has to learn what the schema wants
 */
export function validValue(schema: z.ZodType, random: Random, idFor: IdSource): unknown {
  for (let tries = 0; tries < 50; tries++) {
    const value = make(schema, random, idFor, '');
    if (schema.safeParse(value).success) return value;
  }
  throw new Error(
    `no valid value was found for ${JSON.stringify(defOf(schema).shape ? Object.keys(defOf(schema).shape ?? {}) : defOf(schema).type)}`,
  );
}

function make(schema: z.ZodType, random: Random, idFor: IdSource, name: string): unknown {
  const def = defOf(schema);
  const inner = (one: z.ZodType | undefined, under = name) => (one ? make(one, random, idFor, under) : undefined);
  switch (def.type) {
    case 'object':
      return object(def, random, idFor);
    case 'array':
      return Array.from({ length: size(checksOf(def), random) }, () => inner(def.element));
    case 'tuple':
      return (def.items ?? []).map((item) => inner(item));
    case 'string':
      return string(def, random, idFor, name);
    case 'number':
    case 'int':
      return number(def, random);
    case 'boolean':
      return random.chance(0.5);
    case 'enum':
      return random.pick(Object.values(def.entries ?? {}));
    case 'literal':
      return random.pick(def.values ?? []);
    case 'null':
      return null;
    case 'union':
      return inner(random.pick(def.options ?? []));
    case 'nullable':
      return random.chance(0.3) ? null : inner(def.innerType);
    case 'optional':
    case 'default':
    case 'prefault':
      return random.chance(0.3) ? undefined : inner(def.innerType);
    case 'nonoptional':
    case 'readonly':
    case 'catch':
      return inner(def.innerType);
    case 'pipe':
      // What comes out of a clean-up mostly goes in as well, and says more about what is wanted.
      return inner(def.out && defOf(def.out).type !== 'transform' && random.chance(0.7) ? def.out : def.in);
    case 'lazy':
      return inner(def.getter?.());
    case 'record':
      return Object.fromEntries([[String(inner(def.keyType)), inner(def.valueType)]]);
    case 'unknown':
    case 'any':
      return 'anything';
    default:
      throw new Error(`valid-values.ts does not know how to make a ${def.type}; teach it`);
  }
}

function object(def: Def, random: Random, idFor: IdSource): Record<string, unknown> {
  const entries = Object.entries(def.shape ?? {}).map(
    ([key, field]) => [key, fitting(field, random, idFor, key)] as const,
  );
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** A field is tried until it fits by itself, so that one that wants much does not spoil the whole object. */
function fitting(field: z.ZodType, random: Random, idFor: IdSource, key: string): unknown {
  for (let tries = 0; ; tries++) {
    const value = make(field, random, idFor, key);
    if (tries === 40 || field.safeParse(value).success) return value;
  }
}

function size(checks: readonly Check[], random: Random): number {
  const exact = checks.find((c) => c.check === 'length_equals')?.length;
  if (exact !== undefined) return exact;
  const from = Math.max(0, ...checks.flatMap((c) => (c.check === 'min_length' ? [c.minimum ?? 0] : [])));
  const to = Math.min(...checks.flatMap((c) => (c.check === 'max_length' ? [c.maximum ?? 0] : [])), from + 3);
  return random.int(from, Math.max(from, to));
}

const WORDS = [
  'Asked for the limits first.',
  'नमस्ते दुनिया',
  'שלום',
  'a\tb\nc',
  'O’Brien & sons <b>',
  '🙂 trade-offs',
  "it's; -- fine",
  '=1+1',
  'x',
];

function string(def: Def, random: Random, idFor: IdSource, name: string): string {
  const checks = checksOf(def);
  const format = def.format ?? checks.find((c) => c.check === 'string_format')?.format;
  const pattern = def.pattern ?? checks.find((c) => c.pattern)?.pattern;
  switch (format) {
    case 'uuid':
    case 'guid':
      return idFor(name);
    case 'datetime':
      return new Date(
        Date.UTC(2026, random.int(0, 24), random.int(1, 28), random.int(0, 23), random.pick([0, 15, 30, 45])),
      ).toISOString();
    case 'date':
      return new Date(Date.UTC(2026, random.int(0, 24), random.int(1, 28))).toISOString().slice(0, 10);
    case 'url':
      return `https://meet.example.org/${random.int(1, 9999)}`;
    case 'email':
      return `somebody${random.int(1, 99999)}@example.org`;
    default:
  }
  const most = Math.min(...checks.flatMap((c) => (c.check === 'max_length' ? [c.maximum ?? 0] : [])), 200);
  const least = Math.max(0, ...checks.flatMap((c) => (c.check === 'min_length' ? [c.minimum ?? 0] : [])));
  if (pattern) return matching(pattern, least, most, random, name);
  const known = (KNOWN[name] ?? []).filter((text) => text.length >= least && text.length <= most);
  if (known.length > 0 && random.chance(0.8)) return random.pick(known);
  let text = random.pick(WORDS);
  while (text.length < least) text += ' more';
  return text.slice(0, Math.max(least, most)).trim().padEnd(least, 'x');
}

/** Names of things that exist, where a name is all that is asked for: more requests get past the first check. */
const KNOWN: Record<string, readonly string[]> = {
  timeZone: ['Asia/Kolkata', 'America/New_York', 'Europe/Berlin', 'Asia/Kathmandu'],
  format: ['system-design', 'debugging', 'behavioural'],
  track: ['kubernetes', 'aws', 'terraform'],
  dimension: ['trade-offs', 'constraints', 'sequencing'],
  key: ['asha', 'zoya'],
  address: ['somebody.new@example.org', 'a.b+c@mail.example.org'],
  zone: ['Asia/Kolkata', 'America/New_York'],
};

function matching(pattern: RegExp, least: number, most: number, random: Random, name: string): string {
  const known = (KNOWN[name] ?? []).filter((text) => pattern.test(text) && text.length >= least && text.length <= most);
  if (known.length > 0 && random.chance(0.8)) return random.pick(known);
  const found = fc.sample(fc.stringMatching(new RegExp(pattern.source)), { numRuns: 30, seed: random.int(1, 2 ** 30) });
  return found.find((text) => text.length >= least && text.length <= most) ?? found[0] ?? '';
}

function number(def: Def, random: Random): number {
  const checks = checksOf(def);
  const isInt = checks.some((c) => c.check === 'number_format') || def.format === 'safeint' || def.type === 'int';
  const bound = (check: string) =>
    checks.find((c) => c.check === check && Number.isFinite(c.value ?? c.minimum ?? Number.NaN));
  const above = bound('greater_than');
  const below = bound('less_than');
  const from = above ? (above.value ?? 0) + (above.inclusive ? 0 : 1) : 0;
  const to = below ? (below.value ?? 0) - (below.inclusive ? 0 : 1) : from + 5;
  return isInt ? random.int(Math.ceil(from), Math.floor(Math.min(to, from + 50))) : from + random.next() * (to - from);
}
