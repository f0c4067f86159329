import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { SMTPServer } from 'smtp-server';
import type { Run } from '../../frame/proof.ts';
import type { World } from '../../product/world.ts';
import { MARK, payload } from './payloads.ts';
import { findTraces, setTrap } from './walk.ts';

/** A mail server on loopback that takes everything. */
export async function startMailbox(run: Run): Promise<{ port: number; mails: readonly string[] }> {
  const mails: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push(Buffer.concat(chunks).toString('utf8'));
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  run.onEnd(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { port: (server.server.address() as AddressInfo).port, mails };
}

interface Part {
  headers: readonly string[];
  type: string;
  text: string;
}

/** The leaves of a MIME message, decoded. */
function partsOf(raw: string): Part[] {
  const at = raw.search(/\r?\n\r?\n/);
  const headers = raw
    .slice(0, at)
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/);
  const header = (name: string) =>
    headers
      .find((line) => line.toLowerCase().startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim() ?? '';
  const body = raw.slice(at).replace(/^\r?\n\r?\n/, '');
  const boundary = /boundary="?([^";]+)"?/i.exec(header('content-type'))?.[1];
  if (boundary) {
    const inner = body
      .split(`--${boundary}`)
      .slice(1, -1)
      .map((part) => part.replace(/^\r?\n/, ''));
    return [{ headers, type: 'multipart', text: '' }, ...inner.flatMap(partsOf)];
  }
  const encoding = header('content-transfer-encoding').toLowerCase();
  const text =
    encoding === 'base64'
      ? Buffer.from(body, 'base64').toString('utf8')
      : encoding === 'quoted-printable'
        ? quotedPrintable(body)
        : body;
  return [{ headers, type: header('content-type').split(';')[0]?.toLowerCase() ?? '', text }];
}

const quotedPrintable = (text: string) =>
  Buffer.from(
    text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

/** What a careless line of a calendar entry or a header would let somebody add. */
const LINES = 'x\r\nBcc: victim@evil.example\r\nATTENDEE:mailto:victim@evil.example\r\nX-Evil: 1\n';

/** Cancels mocks with poisoned reasons, so that mails go out. */
async function cause(world: World): Promise<void> {
  const rows = await world.query<{ id: string; mentor: string }>(
    `select i.id, m.demo_key as mentor from interview i join person m on m.id = i.mentor_id where i.state = 'scheduled' and i.starts_at > now() + interval '1 hour' limit 3`,
  );
  for (const [i, { id, mentor }] of rows.entries()) {
    const client = await world.as(mentor);
    const reason = `${LINES}${payload(i, 180)}`.slice(0, 280);
    const answer = await client.send('POST', `/api/interviews/${id}/cancel`, {
      body: { reason },
      headers: { 'idempotency-key': `xss-proof-${id}` },
    });
    if (answer.status >= 300)
      throw new Error(`${mentor} could not cancel: ${answer.status} ${answer.text.slice(0, 300)}`);
  }
}

/** Mails that people's texts went into, opened in a browser without any policy, as a careless mail program would. */
export async function readMails(
  world: World,
  browser: Browser,
  mails: readonly string[],
): Promise<{ mails: number; withTexts: number; faults: string[] }> {
  await cause(world);
  for (let waited = 0; mails.length < 2 && waited < 40_000; waited += 250)
    await new Promise((resolve) => setTimeout(resolve, 250));
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const faults: string[] = [];
  let withTexts = 0;
  const context = await browser.newContext({ offline: true });
  await context.addInitScript(setTrap);
  const page = await context.newPage();
  for (const mail of mails) {
    const parts = partsOf(mail);
    if (parts.some(({ text }) => text.toLowerCase().includes(MARK))) withTexts++;
    for (const { headers, type, text } of parts) {
      for (const line of headers)
        if (/^(bcc|x-evil|attendee)\s*:/i.test(line) || !/^[\x21-\x39\x3b-\x7e]+:/.test(line))
          faults.push(`a mail has the header "${line.slice(0, 120)}"`);
      if (type === 'text/calendar')
        for (const line of text.split(/\r?\n/))
          if (
            /^(bcc|x-evil)\b|^attendee[^:]*:.*evil/i.test(line) ||
            (line !== '' && !/^[A-Z][A-Z0-9-]*[;:]|^[ \t]/.test(line))
          )
            faults.push(`a calendar entry has the line "${line.slice(0, 120)}"`);
      if (type !== 'text/html') continue;
      await page.goto('about:blank');
      await page.setContent(text, { waitUntil: 'load', timeout: 10_000 });
      await page.waitForTimeout(100);
      for (const trace of await page.evaluate(findTraces)) faults.push(`a mail: ${trace}`);
    }
  }
  await context.close();
  if (mails.length === 0) faults.push('no mail came although three mocks were cancelled');
  else if (withTexts === 0) faults.push('no mail had a planted text in it: the walk has lost its way');
  return { mails: mails.length, withTexts, faults };
}
