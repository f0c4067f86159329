import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { SMTPServer } from 'smtp-server';
import type { Run } from '../../frame/proof.ts';
import { mimePartsOf, textOf, type MimePart } from '../../product/mime.ts';
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
        mails.push(Buffer.concat(chunks).toString('latin1'));
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  run.onEnd(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { port: (server.server.address() as AddressInfo).port, mails };
}

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

/** The parts of a mail with their texts; none, and a fault, where no mail program could read it. */
function readable(mail: string, faults: string[]): (MimePart & { text: string })[] {
  try {
    return mimePartsOf(mail).map((part) => ({
      ...part,
      text: part.mediaType.startsWith('multipart/') ? '' : textOf(part),
    }));
  } catch (error) {
    faults.push(`a mail cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return [];
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
    const parts = readable(mail, faults);
    if (parts.some(({ text }) => text.toLowerCase().includes(MARK))) withTexts++;
    for (const { lines, mediaType, text } of parts) {
      for (const line of lines)
        if (/^(bcc|x-evil|attendee)\s*:/i.test(line) || !/^[\x21-\x39\x3b-\x7e]+:/.test(line))
          faults.push(`a mail has the header "${line.slice(0, 120)}"`);
      if (mediaType === 'text/calendar')
        for (const line of text.split(/\r?\n/))
          if (
            /^(bcc|x-evil)\b|^attendee[^:]*:.*evil/i.test(line) ||
            (line !== '' && !/^[A-Z][A-Z0-9-]*[;:]|^[ \t]/.test(line))
          )
            faults.push(`a calendar entry has the line "${line.slice(0, 120)}"`);
      if (mediaType !== 'text/html') continue;
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
