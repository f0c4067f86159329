import { Injectable } from '@nestjs/common';
import type { MailServerView } from '@dryrun/contracts/notifications.contract';
import { MailServer, SMTP_KEY, SMTP_PASSWORD_KEY, type SmtpAccess } from '../../platform/mail/mail-server.ts';
import { MailStore } from '../../platform/mail/mail.store.ts';
import { Outbox } from '../../platform/mail/outbox.ts';
import { StoredSettings } from '../../platform/settings/stored-settings.ts';

/** The mail server as the settings page shows it. The password never leaves. */
@Injectable()
export class MailServerQueries {
  constructor(
    private readonly server: MailServer,
    private readonly outbox: Outbox,
    private readonly messages: MailStore,
    private readonly stored: StoredSettings,
  ) {}

  async view(): Promise<MailServerView> {
    const [access, isPaused, states, version] = await Promise.all([
      this.server.access(),
      this.outbox.isPaused(),
      this.messages.countByState(),
      this.stored.versionOf(SMTP_KEY),
    ]);
    const waiting = (states.waiting ?? 0) + (states.sending ?? 0) + (states.failed ?? 0);
    return {
      source: access === null ? 'none' : access.isFromEnvironment ? 'environment' : 'settings',
      server: access && { ...access.settings, hasPassword: access.password !== null },
      version,
      ...(await this.health(access)),
      isPaused,
      counts: { waiting, withheld: states.withheld ?? 0, dead: states.dead ?? 0 },
    };
  }

  private async health(access: SmtpAccess | null): Promise<Pick<MailServerView, 'state' | 'checkedAt' | 'error'>> {
    if (!access) return { state: 'off', checkedAt: null, error: null };
    if (!access.isFromEnvironment && access.password === null && (await this.stored.isSet(SMTP_PASSWORD_KEY)))
      return {
        state: 'failing',
        checkedAt: null,
        error:
          'The stored password was sealed with another SESSION_SECRET and cannot be read any more. Write it again and save.',
      };
    const health = await this.server.health();
    if (!health) return { state: 'untried', checkedAt: null, error: null };
    return { state: health.isOk ? 'ok' : 'failing', checkedAt: health.at, error: health.error };
  }
}
