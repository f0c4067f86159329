/** One part of a message: a leaf, or a multipart around others. */
export interface MimePart {
  /** The header lines, unfolded. */
  lines: readonly string[];
  /** The value of a header; empty when there is none. */
  header(name: string): string;
  /** In small letters; `text/plain` when the part does not say. */
  mediaType: string;
  /** Still encoded, a character per byte. */
  body: string;
}

/**
 * A message and all parts in it, outer ones first. Shares nothing with the program that wrote it.
 * @param raw a character per byte (`latin1`)
 * @throws for what no mail program should be given: a header twice, a line that is none, a part that does not end
 */
export function mimePartsOf(raw: string): MimePart[] {
  const part = partOf(raw);
  if (!part.mediaType.startsWith('multipart/')) return [part];
  const boundary = parameterOf(part, 'boundary');
  const [, ...pieces] = `\r\n${part.body}`.split(`\r\n--${boundary}`);
  const last = pieces.findIndex((piece) => piece.startsWith('--'));
  if (boundary === '' || last < 0) throw new Error('a multipart that does not end');
  return [part, ...pieces.slice(0, last).flatMap((piece) => mimePartsOf(piece.replace(/^\r\n/, '')))];
}

function partOf(text: string): MimePart {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) throw new Error('a part whose headers do not end');
  const lines = text
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = new Map<string, string>();
  for (const line of lines) {
    const [, name, value] = /^([!-9;-~]+):\s*(.*)$/.exec(line) ?? [];
    if (name === undefined) throw new Error(`not a header: ${line.slice(0, 80)}`);
    if (headers.has(name.toLowerCase())) throw new Error(`the header ${name} twice`);
    headers.set(name.toLowerCase(), value ?? '');
  }
  const header = (name: string) => headers.get(name) ?? '';
  const mediaType = (header('content-type') || 'text/plain').split(';', 1).join('').trim().toLowerCase();
  return { lines, header, mediaType, body: text.slice(end + 4) };
}

/** A parameter of the content type, as `method` or `boundary`; empty when there is none. */
export function parameterOf(part: MimePart, name: string): string {
  const found = new RegExp(`;\\s*${name}=(?:"([^"]*)"|([^;\\s]*))`, 'i').exec(part.header('content-type'));
  return found?.[1] ?? found?.[2] ?? '';
}

/** The text of a leaf. */
export function textOf(part: MimePart): string {
  const how = part.header('content-transfer-encoding').toLowerCase();
  if (how === 'base64') return Buffer.from(part.body, 'base64').toString('utf8');
  const bytes =
    how === 'quoted-printable'
      ? part.body
          .replaceAll(/=[ \t]*\r\n/g, '')
          .replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      : part.body;
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
