import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { z } from 'zod';
import { Clock } from '../clock/clock.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { SMTP_SECURITIES } from '../config/smtp-url.ts';
import { Database } from '../db/database.ts';
import { StoredSettings } from '../settings/stored-settings.ts';
import { calendarMessage, methodOf } from '../calendar/calendar-text.ts';
import type { MailContent } from './mail-content.ts';
import { smtpFault, type SmtpFault } from './smtp-fault.ts';

export type { SmtpFault } from './smtp-fault.ts';

/** How mail leaves. The password is kept apart, sealed. */
export const SmtpSettings = z.object({
  host: z.string(),
  port: z.int(),
  security: z.enum(SMTP_SECURITIES),
  user: z.string(),
  fromName: z.string(),
  fromAddress: z.string(),
});
export type SmtpSettings = z.infer<typeof SmtpSettings>;

export const SMTP_KEY = 'mail.smtp';
export const SMTP_PASSWORD_KEY = 'mail.smtp_password';
export const HEALTH_KEY = 'mail.health';

const MailHealth = z.object({ isOk: z.boolean(), at: z.iso.datetime(), error: z.string().nullable() });
/** How the last attempt to reach the mail server went. */
export type MailHealth = z.infer<typeof MailHealth>;

const HEALTH_STALE_MS = 5 * 60_000;

/** Settings and password as they hold now, and where they come from. */
export interface SmtpAccess {
  settings: SmtpSettings;
  password: string | null;
  /** Given in the environment: read-only in the UI. */
  isFromEnvironment: boolean;
}

export interface Letter extends MailContent {
  to: { name: string; address: string };
  messageId: string;
  /** A message id under which mail programs gather what belongs together; null when it stands alone. */
  threadId: string | null;
  /** When it was written: a repeat of a letter is the same letter, byte for byte. null: just now. */
  writtenAt: Date | null;
}

/** A configured mail server, ready to take letters. Answers null when it took the letter, else what went wrong. */
export interface MailLink {
  send(letter: Letter): Promise<SmtpFault | null>;
}

/** The one way out: SMTP by the environment (`SMTP_URL`, `MAIL_FROM`) or by the stored settings. */
@Injectable()
export class MailServer {
  constructor(
    private readonly stored: StoredSettings,
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** null when no mail server is set. */
  async access(): Promise<SmtpAccess | null> {
    const { smtp } = this.settings;
    if (smtp) return { settings: smtp.settings, password: smtp.password, isFromEnvironment: true };
    const settings = await this.stored.get(SMTP_KEY, SmtpSettings);
    return (
      settings && { settings, password: await this.stored.get(SMTP_PASSWORD_KEY, z.string()), isFromEnvironment: false }
    );
  }

  /** null when no mail server is set. */
  async link(): Promise<MailLink | null> {
    const access = await this.access();
    return access && this.linkTo(access);
  }

  linkTo({ settings, password }: SmtpAccess): MailLink {
    return {
      send: async (letter) => {
        const transport = createTransport({
          host: settings.host,
          port: settings.port,
          secure: settings.security === 'tls',
          requireTLS: settings.security === 'starttls',
          ignoreTLS: settings.security === 'none',
          ...(settings.user === '' ? {} : { auth: { user: settings.user, pass: password ?? '' } }),
          connectionTimeout: 15_000,
          greetingTimeout: 15_000,
          socketTimeout: 30_000,
          disableFileAccess: true,
          disableUrlAccess: true,
        });
        try {
          await transport.sendMail(await this.envelope(letter, settings));
          return null;
        } catch (error) {
          return smtpFault(error, settings);
        } finally {
          transport.close();
        }
      },
    };
  }

  /** Remembers how the server answered, for the settings page. A letter refused for its own sake says nothing about the server. */
  async note(fault: SmtpFault | null): Promise<void> {
    if (fault && !fault.isServerWide) return;
    const now = this.clock.now();
    const last = await this.health();
    if (!fault && last?.isOk && now.getTime() - Date.parse(last.at) < HEALTH_STALE_MS) return;
    const health: MailHealth = { isOk: fault === null, at: now.toISOString(), error: fault?.sentence ?? null };
    await this.database.write((tx) => this.stored.set(tx, HEALTH_KEY, health));
  }

  health(): Promise<MailHealth | null> {
    return this.stored.get(HEALTH_KEY, MailHealth);
  }

  private async envelope(letter: Letter, { fromName, fromAddress }: SmtpSettings): Promise<SendMailOptions> {
    // Loaded with the first letter: a start does not wait for it.
    const { renderMail } = await import('./mail-template.tsx');
    const { text, html } = await renderMail(letter.subject, letter.body, this.settings.publicUrl);
    return {
      from: { name: fromName, address: fromAddress },
      to: { name: letter.to.name, address: letter.to.address },
      subject: letter.subject,
      messageId: letter.messageId,
      ...(letter.threadId !== null && { inReplyTo: letter.threadId, references: [letter.threadId] }),
      ...(letter.writtenAt !== null && { date: letter.writtenAt }),
      baseBoundary: createHash('sha256').update(letter.messageId).digest('hex').slice(0, 24),
      text,
      html,
      headers: { 'Auto-Submitted': 'auto-generated' },
      ...(letter.calendar && {
        alternatives: [
          {
            content: calendarMessage(letter.calendar, {
              organizer: { name: fromName, address: fromAddress },
              attendee: letter.to,
            }),
            contentType: `text/calendar; charset=utf-8; method=${methodOf(letter.calendar)}`,
            contentTransferEncoding: 'base64',
          },
        ],
      }),
    };
  }
}
