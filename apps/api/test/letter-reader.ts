/** A piece of a letter as any mail program would read it. Written for tests, from the RFCs, sharing nothing with the sender. */
export interface LetterPart {
  /** Lower-case names; the last one of a repeated header. */
  headers: Map<string, string>;
  /** e.g. `text/calendar`, lower case. */
  type: string;
  parameters: Map<string, string>;
  /** Decoded; empty for a multipart. */
  text: string;
  parts: LetterPart[];
}

/** Reads a letter (RFC 5322, MIME). @throws for what is no letter */
export function readLetter(raw: string): LetterPart {
  const end = raw.indexOf('\r\n\r\n');
  if (end < 0) throw new Error('a letter without an end of its headers');
  const headers = readHeaders(raw.slice(0, end));
  const body = raw.slice(end + 4);
  const [type = 'text/plain', ...rest] = splitParameters(headers.get('content-type') ?? 'text/plain');
  const parameters = new Map(
    rest.map((p) => {
      const at = p.indexOf('=');
      return [
        p.slice(0, at).trim().toLowerCase(),
        p
          .slice(at + 1)
          .trim()
          .replace(/^"(.*)"$/, '$1'),
      ] as const;
    }),
  );
  const boundary = parameters.get('boundary');
  const isMultipart = type.toLowerCase().startsWith('multipart/') && boundary !== undefined;
  return {
    headers,
    type: type.trim().toLowerCase(),
    parameters,
    text: isMultipart ? '' : decodeBody(body, headers.get('content-transfer-encoding') ?? '7bit'),
    parts: isMultipart ? partsOf(body, boundary) : [],
  };
}

/** The first part of a type, wherever it is. */
export function partOf(letter: LetterPart, type: string): LetterPart | null {
  if (letter.type === type) return letter;
  for (const part of letter.parts) {
    const found = partOf(part, type);
    if (found) return found;
  }
  return null;
}

function readHeaders(head: string): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const at = line.indexOf(':');
    if (at < 1 || /[^\x21-\x39\x3b-\x7e]/.test(line.slice(0, at))) throw new Error(`no header: ${line}`);
    headers.set(line.slice(0, at).toLowerCase(), decodeWords(line.slice(at + 1).trim()));
  }
  return headers;
}

/** RFC 2047: `=?utf-8?B?…?=` and `=?utf-8?Q?…?=`; white space between two of them is none. */
function decodeWords(text: string): string {
  return text
    .replace(/(=\?[^?]+\?[BQbq]\?[^?]*\?=)\s+(?==\?)/g, '$1')
    .replace(/(?:=\?utf-8\?[BQ]\?[^?]*\?=)+/gi, (run) =>
      Buffer.concat(
        [...run.matchAll(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi)].map(([, how, what = '']) =>
          how?.toUpperCase() === 'B' ? Buffer.from(what, 'base64') : quotedPrintable(what.replace(/_/g, ' ')),
        ),
      ).toString('utf8'),
    );
}

function splitParameters(value: string): string[] {
  return value.match(/(?:"[^"]*"|[^;])+/g) ?? [];
}

function partsOf(body: string, boundary: string): LetterPart[] {
  return `\r\n${body}`
    .split(`\r\n--${boundary}`)
    .slice(1)
    .filter((part) => !part.startsWith('--'))
    .map((part) => readLetter(part.replace(/^\r\n/, '')));
}

function decodeBody(body: string, encoding: string): string {
  if (encoding.toLowerCase() === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding.toLowerCase() !== 'quoted-printable') return body;
  return quotedPrintable(body.replace(/=\r\n/g, '')).toString('utf8');
}

function quotedPrintable(text: string): Buffer {
  return Buffer.concat(
    text
      .split(/((?:=[0-9A-F]{2})+)/i)
      .map((piece, i) => (i % 2 === 1 ? Buffer.from(piece.replace(/=/g, ''), 'hex') : Buffer.from(piece))),
  );
}
