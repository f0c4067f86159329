import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { TestMailView } from '@dryrun/contracts/notifications.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { SETTINGS, type Settings } from '../../platform/config/settings.ts';
import { Database } from '../../platform/db/database.ts';
import { Audit, INSTALLATION_ID } from '../../platform/events/audit.ts';
import { MailServer } from '../../platform/mail/mail-server.ts';
import { Identity } from '../identity/index.ts';

/** Hands one letter for whoever asks to the mail server, past the outbox, and says how that went. */
@Injectable()
export class SendTestMail {
  constructor(
    private readonly server: MailServer,
    private readonly identity: Identity,
    private readonly database: Database,
    private readonly audit: Audit,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async run(actor: Actor): Promise<TestMailView> {
    const link = await this.server.link();
    if (!link) return { isOk: false, sentence: 'There is no mail server yet. Save one first, then test it.' };
    const to = (await this.identity.addressees([actor.personId])).get(actor.personId);
    if (!to) return { isOk: false, sentence: 'Your account has no address that mail could be sent to.' };
    const fault = await link.send({
      subject: 'Mail from Dryrun works',
      body: {
        preview: 'You asked for this test.',
        blocks: [
          { p: 'You asked Dryrun to send this test, and here it is: mail works.' },
          { small: 'Messages that waited in the outbox leave by themselves.' },
        ],
      },
      calendar: null,
      to: { name: to.name, address: to.address },
      messageId: `<${randomUUID()}@${new URL(this.settings.publicUrl).hostname}>`,
      threadId: null,
      writtenAt: null,
    });
    await this.server.note(fault);
    await this.database.write((tx) =>
      this.audit.record(tx, {
        actorId: actor.personId,
        action: 'settings.mail.test',
        subjectType: 'installation',
        subjectId: INSTALLATION_ID,
        personId: actor.personId,
        batchId: null,
        after: { isOk: fault === null },
      }),
    );
    if (fault) return { isOk: false, sentence: fault.sentence };
    return {
      isOk: true,
      sentence: `The mail server took a test for ${to.address}. Look into your inbox, and into spam.`,
    };
  }
}
