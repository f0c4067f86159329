import type { Random } from '../../frame/random.ts';

/** JSON text as it is, which `JSON.stringify` would never write: two equal keys, `__proto__` as a key, numbers without end. */
export class RawJson {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const deep = (levels: number, open: string, close: string) => new RawJson(open.repeat(levels) + close.repeat(levels));

/** Strings that some layer between the socket and the disk has choked on. */
export const HOSTILE_TEXTS: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'a\udfff',
  '\ud83d',
  '\u202e\u2066right to left\u2069',
  '\ufeffx',
  '\ufffe\uffff',
  'Ã¼ mojibake â€™',
  'नमस्ते',
  '👩‍👩‍👧‍👦',
  'e\u0301'.repeat(40),
  'a\r\nSet-Cookie: x=1',
  'BEGIN:VCALENDAR\r\nATTENDEE:x',
  '\u2028\u2029',
  '\u0007\u001b[2J',
  '\u007f',
  '=HYPERLINK("x")',
  '@SUM(1)',
  '-1+1',
  "' or 1=1 --",
  '"; drop table person; --',
  '$1',
  '%s%n',
  '${7*7}',
  '{{7*7}}',
  '../../etc/passwd',
  '..\\..\\x',
  'file:///etc/passwd',
  'javascript:alert(1)',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '[x](javascript:alert(1))',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'null',
  'undefined',
  'NaN',
  'Mars/Olympus',
  'Asia/../Kolkata',
  'Etc/GMT+15',
  'UTC+05:30',
  '2026-02-30',
  '2026-13-01',
  '0000-00-00',
  '275760-09-13',
  '2026-11-28T24:00:00Z',
  '2026-11-28T10:00:00+05:30',
  '+010000-01-01T00:00:00Z',
  '24:01',
  '99:99',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '01890000-0000-7000-8000-00000000000G',
  'x'.repeat(70),
  'x'.repeat(5_000),
  '𝔘'.repeat(3_000),
  '\n'.repeat(300),
  'a@b',
  'a@b.c\r\nBcc: x@y.z',
  'https://user:pass@host/',
  'http://[::1',
  'https://' + 'x'.repeat(600),
];

const HOSTILE_VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1,
  1.5,
  -0,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  1e21,
  Number.MAX_VALUE,
  Number.MIN_VALUE,
  [],
  {},
  [[]],
  [null],
  { length: -1 },
  { toJSON: 1 },
  new RawJson('1e999'),
  new RawJson('-1e999'),
  new RawJson('123456789012345678901234567890'),
  new RawJson('0.1e-400'),
  new RawJson('{"__proto__":{"isAdmin":true}}'),
  new RawJson('{"constructor":{"prototype":{"isAdmin":true}}}'),
  new RawJson('{"a":1,"a":2}'),
  deep(40, '[', ']'),
  deep(2_000, '{"a":', '1}'),
];

export const hostileText = (random: Random): string => random.pick(HOSTILE_TEXTS);
const hostileValue = (random: Random): unknown =>
  random.chance(0.6) ? hostileText(random) : random.pick(HOSTILE_VALUES);

/** Bodies that are no JSON, or JSON that is no object. */
export const HOSTILE_BODIES: readonly (string | Buffer)[] = [
  '{',
  '}',
  '[]',
  'null',
  '""',
  '0',
  'true',
  '',
  ' ',
  '{"a":1,}',
  "{'a':1}",
  '{"a":01}',
  '{"a":\u0000}',
  '{"a":"\u0001"}',
  '\ufeff{}',
  '{}{}',
  '[[[[',
  '{"__proto__":{"x":1}}',
  '{"constructor":{"prototype":{}}}',
  '['.repeat(100_000),
  '{"a":'.repeat(20_000),
  `{"a":"${'x'.repeat(600_000)}"}`,
  Buffer.from([0xff, 0xfe, 0x00]),
  Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]),
  Buffer.from('{"a":"\ud83d\ude00"}', 'utf16le'),
  '<xml/>',
  'a=1&b=2',
];

/** A copy with one place changed: replaced, taken away, doubled, or with something unknown beside it. */
export function mutated(value: unknown, random: Random): unknown {
  if (Array.isArray(value)) {
    const at = value.length === 0 ? -1 : random.int(0, value.length - 1);
    if (at < 0 || random.chance(0.2)) return hostileValue(random);
    if (random.chance(0.15)) return Array.from({ length: 1_500 }, () => value[at] as unknown);
    return value.map((item, i) => (i === at ? mutated(item, random) : (item as unknown)));
  }
  if (value !== null && typeof value === 'object' && !(value instanceof RawJson)) {
    const keys = Object.keys(value);
    if (random.chance(0.12)) return hostileValue(random);
    if (random.chance(0.15) || keys.length === 0)
      return { ...value, [hostileText(random).slice(0, 90) || 'x']: hostileValue(random) };
    const key = random.pick(keys);
    const { [key]: old, ...rest } = value as Record<string, unknown>;
    return random.chance(0.15) ? rest : { ...rest, [key]: mutated(old, random) };
  }
  if (typeof value === 'string' && random.chance(0.5)) {
    const at = random.int(0, value.length);
    return value.slice(0, at) + hostileText(random) + value.slice(at);
  }
  return hostileValue(random);
}

/** Texts that pass as texts until somebody stores them. */
const UNSTORABLE = ['\u0000', '\ud800', '\udfff'];

/** A copy in which one text, and nothing else, has something in it that no database stores; as it is when it has no texts. */
export function withUnstorableText(value: unknown, random: Random): unknown {
  const places: string[] = [];
  const walk = (one: unknown, put: (path: string, text: string) => string, path = ''): unknown => {
    if (typeof one === 'string') return put(path, one);
    if (Array.isArray(one)) return one.map((item, i) => walk(item, put, `${path}/${i}`));
    if (one === null || typeof one !== 'object') return one;
    return Object.fromEntries(Object.entries(one).map(([key, item]) => [key, walk(item, put, `${path}/${key}`)]));
  };
  walk(value, (path, text) => {
    places.push(path);
    return text;
  });
  const chosen = places.length === 0 ? null : random.pick(places);
  const bad = random.pick(UNSTORABLE);
  return walk(value, (path, text) => (path === chosen ? text.slice(0, 1) + bad + text.slice(1) : text));
}

/** JSON as sent, raw parts included; lone surrogates stay escaped, as a browser would send them. */
export function jsonOf(value: unknown): string {
  if (value instanceof RawJson) return value.text;
  if (Array.isArray(value)) return `[${value.map(jsonOf).join(',')}]`;
  if (value !== null && typeof value === 'object')
    return `{${Object.entries(value)
      .map(([k, v]) => `${JSON.stringify(k)}:${jsonOf(v)}`)
      .join(',')}}`;
  return JSON.stringify(value) ?? 'null';
}

/** A path segment or query value as raw as a path may be: sometimes badly encoded. */
export function hostileSegment(random: Random): string {
  if (random.chance(0.35))
    return random.pick([
      '%',
      '%0',
      '%zz',
      '%ff',
      '%c0%af',
      '%00',
      '%e2%80',
      '..%2f..',
      '%2e%2e',
      '%',
      'x'.repeat(300),
      '%F0%9F%98%80',
      '%u0041',
      '+',
      ';',
      '*',
      '%0d%0aset-cookie:x=1',
    ]);
  return encodeURIComponent(hostileText(random).toWellFormed()).slice(0, 2_000) || '%20';
}
