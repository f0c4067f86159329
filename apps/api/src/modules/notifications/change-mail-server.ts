import { Injectable } from '@nestjs/common';
import type { MailServerBody } from '@dryrun/contracts/notifications.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Database, type Tx } from '../../platform/db/database.ts';
import { Audit, INSTALLATION_ID } from '../../platform/events/audit.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import {
  HEALTH_KEY,
  MailServer,
  SMTP_KEY,
  SMTP_PASSWORD_KEY,
  type SmtpSettings,
} from '../../platform/mail/mail-server.ts';
import { Outbox } from '../../platform/mail/outbox.ts';
import { StoredSettings } from '../../platform/settings/stored-settings.ts';

/** Sets, removes and pauses the mail server. The audit names everything but the password. */
@Injectable()
export class ChangeMailServer {
  constructor(
    private readonly database: Database,
    private readonly stored: StoredSettings,
    private readonly server: MailServer,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {}

  /**
   * A password that is kept goes only to the server and user it was written for: whoever may edit this page must not be able
   * to have it sent to a server of their own.
   */
  async save(actor: Actor, { version, password, ...settings }: MailServerBody): Promise<void> {
    await this.database.write(async (tx) => {
      const before = await this.storedServer(tx);
      if (version !== (await this.stored.versionOf(SMTP_KEY)))
        throw new Refusal(
          'stale_version',
          'Somebody changed the mail server while you had this page open. Nothing of yours was saved; load the page again to see theirs.',
        );
      const keepsPassword = password === null && settings.user !== '' && (await this.stored.isSet(SMTP_PASSWORD_KEY));
      if (keepsPassword && before && !isSameDoor(before, settings))
        throw new Refusal(
          'invalid_input',
          'The stored password belongs to another server or user. Write the password of this one.',
          {
            errors: [{ pointer: '/body/password', message: 'Write the password of this server.' }],
          },
        );
      await this.stored.set(tx, SMTP_KEY, settings, { by: actor.personId });
      if (password !== null && settings.user !== '')
        await this.stored.set(tx, SMTP_PASSWORD_KEY, password, { isSecret: true, by: actor.personId });
      else if (!keepsPassword) await this.stored.remove(tx, SMTP_PASSWORD_KEY);
      await this.stored.remove(tx, HEALTH_KEY);
      await this.outbox.wake(tx);
      const passwordWas = password !== null ? 'written' : keepsPassword ? 'kept' : 'none';
      await this.record(tx, actor, 'settings.mail.save', before, { ...settings, password: passwordWas });
    });
  }

  /** Removing what is not there changes nothing. */
  async remove(actor: Actor): Promise<void> {
    await this.database.write(async (tx) => {
      const before = await this.storedServer(tx);
      if (!before) return;
      for (const key of [SMTP_KEY, SMTP_PASSWORD_KEY, HEALTH_KEY]) await this.stored.remove(tx, key);
      await this.record(tx, actor, 'settings.mail.remove', before, null);
    });
  }

  async pause(actor: Actor, isPaused: boolean): Promise<void> {
    await this.database.write(async (tx) => {
      const wasPaused = await this.outbox.isPaused();
      if (wasPaused === isPaused) return;
      await this.outbox.pause(tx, isPaused, actor.personId);
      await this.record(tx, actor, 'settings.mail.pause', { isPaused: wasPaused }, { isPaused });
    });
  }

  private async storedServer(tx: Tx): Promise<SmtpSettings | null> {
    // One change at a time, so that the version that was compared is the one that is replaced.
    await this.stored.lock(tx, SMTP_KEY);
    const access = await this.server.access();
    if (access?.isFromEnvironment)
      throw new Refusal(
        'set_in_environment',
        'The mail server is given by SMTP_URL and MAIL_FROM where Dryrun is started. Change it there and restart; nothing was changed here.',
      );
    return access?.settings ?? null;
  }

  private record(tx: Tx, actor: Actor, action: string, before: object | null, after: object | null): Promise<void> {
    return this.audit.record(tx, {
      actorId: actor.personId,
      action,
      subjectType: 'installation',
      subjectId: INSTALLATION_ID,
      personId: null,
      batchId: null,
      before: before as Record<string, unknown> | null,
      after: after as Record<string, unknown> | null,
    });
  }
}

type Door = Pick<SmtpSettings, 'host' | 'port' | 'security' | 'user'>;
/** Weaker encryption would show the password on the way, so it counts as another door. */
const isSameDoor = (a: Door, b: Door) =>
  a.host === b.host && a.port === b.port && a.security === b.security && a.user === b.user;
