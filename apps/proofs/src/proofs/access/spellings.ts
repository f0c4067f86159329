import type { HttpAnswer } from '../../product/http-client.ts';
import { shapeOf, type Stage } from './matrix.ts';
import type { Line } from './expectations.ts';
import type { Person } from './people.ts';

/** The same path written otherwise. Servers, routers and balancers disagree on each of these. */
const SPELLINGS: Record<string, (path: string) => string> = {
  'trailing slash': (path) => path.replace(/(\?|$)/, '/$1'),
  'two slashes': (path) => `/${path}`,
  'two slashes inside': (path) => path.replace('/api/', '/api//'),
  'an encoded slash': (path) => path.replace('/api/', '/api%2f'),
  'an encoded slash after': (path) => path.replace(/(\?|$)/, '%2f$1'),
  capitals: (path) => path.replace('/api/', '/API/'),
  'capitals in the segment': (path) =>
    path.replace(/^\/api\/([a-z-]+)/, (_, segment: string) => `/api/${segment.toUpperCase()}`),
  'a parameter': (path) => path.replace(/(\?|$)/, ';x=1$1'),
  'a parameter inside': (path) => path.replace('/api/', '/api;x/'),
  'a dot segment': (path) => path.replace('/api/', '/api/./'),
  'a way up': (path) => path.replace('/api/', '/api/installation/../'),
  'a way up from outside': (path) => `/assets/..${path}`,
  'an encoded way up': (path) => path.replace('/api/', '/api/installation/%2e%2e/'),
  'an encoded letter': (path) => path.replace('/api/', '/%61pi/'),
  'a doubly encoded letter': (path) => path.replace('/api/', '/%2561pi/'),
  'a back slash': (path) => path.replace('/api/', '\\api\\'),
  'a space': (path) => path.replace(/(\?|$)/, '%20$1'),
  NUL: (path) => path.replace(/(\?|$)/, '%00$1'),
  'an ending': (path) => path.replace(/(\?|$)/, '.json$1'),
  'a fragment': (path) => path.replace(/(\?|$)/, '%23$1'),
};

/** The page of the web app says nothing about anybody; it may answer to an odd path, never with data. */
const isPage = (answer: HttpAnswer) =>
  /^text\/html/.test(answer.headers['content-type'] ?? '') && !/"(id|items|person)"/.test(answer.text);

/** The server's clock goes on between two requests. */
const timeless = (answer: HttpAnswer) =>
  shapeOf({ ...answer, text: answer.text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then') });

/** Only letters of the path may be encoded without changing what it names (RFC 3986 §6.2.2.2). */
const isSameResource = (spelling: string) => spelling === 'an encoded letter';

/**
 * No other spelling or verb gives what the plain request does not: it is answered like the plain one, or not at all.
 * Tried as nobody, as somebody who may and as somebody who may not. @returns how many were tried
 */
export async function trySpellings(stage: Stage, lines: readonly Line[]): Promise<number> {
  const { cast, visitor, findings, isLong } = stage;
  const random = stage.random.fork('spellings');
  const people: (Person | null)[] = [null, ...['asha', 'zoya', 'kavya'].flatMap((key) => cast.get(key) ?? [])];
  let tried = 0;
  for (const line of lines.filter(
    ({ method, path }) => method === 'GET' && path.startsWith('/api/') && !path.endsWith('*'),
  )) {
    const thing = (stage.things.get(line.kind) ?? [])[0];
    if (!thing || findings.isEnough()) continue;
    const path = line.path.replace(/:([A-Za-z]+)/g, (_, name: string) => thing.params[name] ?? '');
    for (const person of people) {
      const client = person?.client ?? visitor;
      const plain = await client.send('GET', path);
      const name = `${path} as ${person?.key ?? 'nobody'}`;
      tried++;
      const head = await client.send('HEAD', path);
      if (head.status !== plain.status || head.text !== '')
        findings.faults.push(`HEAD ${name}: ${head.status} "${head.text.slice(0, 80)}", GET gives ${plain.status}`);
      // Every spelling meets many routes; in the short form each route and person meets a third of them.
      const all = Object.entries(SPELLINGS);
      for (const [spelling, write] of isLong ? all : random.shuffle(all).slice(0, 7)) {
        tried++;
        // On a connection of its own: a server may end one on which it could not read a request.
        const answer = await client.send('GET', write(path), { headers: { connection: 'close' } });
        const isRefused = answer.status >= 400 && answer.status < 500;
        const isLikePlain = isSameResource(spelling) && timeless(answer) === timeless(plain);
        if (!isRefused && !isPage(answer) && !isLikePlain)
          findings.faults.push(
            `${name} with ${spelling} (${write(path)}): ${answer.status} ${answer.text.slice(0, 120)}`,
          );
      }
      for (const headers of [
        { 'x-http-method-override': 'DELETE' },
        { 'x-original-url': '/api/installation' },
        { 'x-rewrite-url': '/api/installation' },
        { 'x-forwarded-host': 'evil.example' },
      ]) {
        tried++;
        const answer = await client.send('GET', path, { headers });
        if (answer.status !== plain.status)
          findings.faults.push(`${name} with ${JSON.stringify(headers)}: ${answer.status} instead of ${plain.status}`);
      }
    }
  }
  return tried;
}
