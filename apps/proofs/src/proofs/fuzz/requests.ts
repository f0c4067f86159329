import type { OutgoingHttpHeaders } from 'node:http';
import type { Random } from '../../frame/random.ts';
import { paramsOf, type Wire } from '../../wire/endpoint-table.ts';
import { validValue } from '../../wire/valid-values.ts';
import { HOSTILE_BODIES, hostileSegment, hostileText, jsonOf, mutated, withUnstorableText } from './hostile.ts';

/** A request as it is sent, and what was done to it. */
export interface FuzzRequest {
  method: string;
  path: string;
  body: string | Buffer | undefined;
  headers: OutgoingHttpHeaders;
  /** What was made wrong, for the person who reads a fault. Empty: nothing. */
  wrong: string[];
}

const latin = (text: string) => text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '?').slice(0, 4_000);

/** What can be wrong around a body. */
const HEADERS: readonly ((random: Random) => OutgoingHttpHeaders)[] = [
  (random) => ({
    'content-type': random.pick([
      'text/plain',
      'application/xml',
      'application/json; charset=utf-16',
      'application/json;;',
      'application/JSON',
      'multipart/form-data',
      'application/x-www-form-urlencoded',
      '',
      'application/problem+json',
      'application/json, text/html',
    ]),
  }),
  (random) => ({ 'content-encoding': random.pick(['gzip', 'br', 'deflate', 'identity', 'x']) }),
  (random) => ({
    cookie: random.pick([
      'dryrun.session_token=',
      'dryrun.session_token=%',
      'dryrun.session_token=a.b; dryrun.session_token=c.d',
      `dryrun.session_token=${'x'.repeat(5_000)}`,
      '=;=;',
      '\u00ff\u00fe',
      'dryrun.session_token=%ff.%ff',
      '__Host-dryrun.session_token=x.y',
    ]),
  }),
  (random) => ({
    'idempotency-key': random.pick([
      '',
      'short',
      'x'.repeat(129),
      'with space in it',
      '\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc',
      "'; drop table --",
      'a,b,c,d,e,f',
    ]),
  }),
  (random) => ({ 'idempotency-key': ['first-key-of-two', `second-${random.int(1, 9)}`] as unknown as string[] }),
  (random) => ({
    accept: random.pick(['text/html', 'image/*', '*/*;q=0', 'x']),
    'accept-language': latin(hostileText(random)),
    'user-agent': latin(hostileText(random)),
  }),
  (random) => ({
    origin: random.pick(['null', 'https://evil.example', '', 'x', 'http://127.0.0.1']),
    'sec-fetch-site': random.pick(['cross-site', 'same-site', 'same-origin', 'none', 'x']),
  }),
  (random) => ({
    'x-forwarded-for': random.pick(['1.2.3.4', '::1, x', latin(hostileText(random))]),
    forwarded: 'for=_x;proto=https',
    'x-forwarded-proto': 'https',
    host: random.pick(['evil.example', 'a b', '[::1', '127.0.0.1:0', '']),
  }),
  (random) => ({
    traceparent: random.pick([
      '00-0-0-00',
      'x',
      `00-${'f'.repeat(32)}-${'f'.repeat(16)}-01`,
      latin(hostileText(random)),
    ]),
    'x-request-id': latin(hostileText(random)),
  }),
  (random) => ({
    range: random.pick(['bytes=0-', 'bytes=-1', 'x']),
    'if-none-match': latin(hostileText(random)),
    'if-modified-since': 'x',
  }),
];

let keys = 0;

/** A valid request of an endpoint, with one or several things made wrong in most cases. */
export function fuzzRequest({ spec }: Wire, random: Random, idFor: (name: string) => string): FuzzRequest {
  const wrong: string[] = [];
  const headers: OutgoingHttpHeaders = spec.isIdempotent ? { 'idempotency-key': `fuzz-${process.pid}-${++keys}` } : {};
  if (spec.body && random.chance(0.25)) {
    // Everything else is right, so that this one text gets as far as it can.
    const path = paramsOf(spec.path).reduce((at, name) => at.replace(`:${name}`, () => idFor(name)), spec.path);
    const body = jsonOf(withUnstorableText(validValue(spec.body, random, idFor), random));
    return { method: spec.method, path, body, headers, wrong: ['one text'] };
  }
  const path = pathOf(spec.path, random, idFor, wrong) + queryOf(spec, random, idFor, wrong);
  let body: string | Buffer | undefined;
  if (spec.body) {
    let value = validValue(spec.body, random, idFor);
    for (let times = random.pick([0, 1, 1, 1, 2, 4]); times > 0; times--) {
      value = mutated(value, random);
      wrong.push('body');
    }
    body = jsonOf(value);
    if (random.chance(0.12)) {
      body = random.pick(HOSTILE_BODIES);
      wrong.push('no JSON object');
    }
  } else if (random.chance(0.1)) {
    body = random.pick(HOSTILE_BODIES);
    wrong.push('a body where none belongs');
  }
  if (random.chance(0.2)) {
    Object.assign(headers, random.pick(HEADERS)(random));
    wrong.push('header');
  }
  return { method: spec.method, path, body, headers, wrong };
}

function pathOf(template: string, random: Random, idFor: (name: string) => string, wrong: string[]): string {
  return paramsOf(template).reduce((path, name) => {
    const isWrong = random.chance(0.15);
    if (isWrong) wrong.push(name);
    return path.replace(`:${name}`, () => (isWrong ? hostileSegment(random) : idFor(name)));
  }, template);
}

function queryOf(
  { query, path }: Wire['spec'],
  random: Random,
  idFor: (name: string) => string,
  wrong: string[],
): string {
  if (!query) {
    if (!random.chance(0.05)) return '';
    wrong.push('a query where none belongs');
    return `?${hostileSegment(random)}=${hostileSegment(random)}`;
  }
  const pairs = Object.entries(validValue(query, random, idFor) as Record<string, unknown>).map(
    ([k, v]): [string, string] => [k, encodeURIComponent(String(v))],
  );
  if (random.chance(0.6)) {
    wrong.push(`query of ${path}`);
    const name = random.pick([...Object.keys(query.shape), 'x']);
    const change = random.pick(['replace', 'double', 'array', 'nested', 'drop', 'proto']);
    if (change === 'drop') pairs.splice(random.int(0, Math.max(0, pairs.length - 1)), 1);
    else if (change === 'array') pairs.push([`${name}[]`, hostileSegment(random)]);
    else if (change === 'nested') pairs.push([`${name}[__proto__][x]`, '1']);
    else if (change === 'proto') pairs.push(['__proto__', 'x'], ['constructor', 'x']);
    else if (change === 'double') pairs.push([name, hostileSegment(random)]);
    else
      pairs.splice(
        Math.max(
          0,
          pairs.findIndex(([k]) => k === name),
        ),
        1,
        [name, hostileSegment(random)],
      );
  }
  return pairs.length === 0 ? '' : `?${pairs.map(([k, v]) => `${encodeURIComponent(k)}=${v}`).join('&')}`;
}
