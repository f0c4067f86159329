import { Database } from '../src/platform/db/database.ts';
import { SMTP_KEY } from '../src/platform/mail/mail-server.ts';
import { StoredSettings } from '../src/platform/settings/stored-settings.ts';
import type { World } from './harness.ts';
import { startMailCatcher } from './mail-catcher.ts';

/** A letter as its reader sees it. */
export interface Letter {
  to: string;
  text: string;
  /** The six-digit code in it; empty when there is none. */
  code: string;
  /** The secret behind the `#` of its link; empty when there is none. */
  token: string;
}

/** The mail server of a world, and what arrived there. */
export interface Mailbox {
  /** Lets everything due happen, then answers the letters that arrived since the last time. */
  open(): Promise<Letter[]>;
  close(): Promise<void>;
}

/** Gives a world a mail server. */
export async function startMailbox(world: World): Promise<Mailbox> {
  const catcher = await startMailCatcher();
  const stored = world.app.get(StoredSettings, { strict: false });
  await world.app.get(Database, { strict: false }).write((tx) =>
    stored.set(tx, SMTP_KEY, {
      host: '127.0.0.1',
      port: catcher.port,
      security: 'none',
      user: '',
      fromName: 'Dryrun',
      fromAddress: 'dryrun@example.org',
    }),
  );
  return {
    async open() {
      await world.settle();
      return catcher.letters.splice(0).map(({ to, raw }) => {
        const text = plainPart(raw);
        return {
          to: to[0] ?? '',
          text,
          code: /^\s*(\d{6})\s*$/m.exec(text)?.[1] ?? '',
          token: /#([A-Za-z0-9_-]{43})\b/.exec(text)?.[1] ?? '',
        };
      });
    },
    close: () => catcher.close(),
  };
}

function plainPart(raw: string): string {
  const part = raw.split(/^--.*$/m).find((p) => /content-type: text\/plain/i.test(p)) ?? raw;
  const [head = '', ...body] = part.trim().split(/\r?\n\r?\n/);
  const text = body.join('\n\n');
  if (/base64/i.test(head)) return Buffer.from(text, 'base64').toString('utf8');
  const bytes = text
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
