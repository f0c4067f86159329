import { Injectable } from '@nestjs/common';
import type { OptionalMessage } from '@dryrun/domain/notifications/message-choices';
import { isClose, quietUntil } from '@dryrun/domain/notifications/quiet-hours';
import { Clock } from '../../platform/clock/clock.ts';
import type { Tx } from '../../platform/db/database.ts';
import { Mail, type OutgoingMail } from '../../platform/mail/mail.ts';
import type { Addressee } from '../identity/index.ts';
import type { Words } from './interview-mails.ts';
import { MessageChoicesStore } from './message-choices.store.ts';

/** A message to one person, before their choices are asked. */
export interface Notice extends Pick<
  OutgoingMail,
  'kind' | 'batchId' | 'orderKey' | 'name' | 'thread' | 'calendar' | 'expiresAt'
> {
  words: Words;
  /** Left out when its reader does not want such messages; absent for what everybody is told. */
  optional?: OptionalMessage;
  /** What it is about starts then: what is close does not wait for the morning. */
  about?: Date;
  /** Its reader is at it right now, or it cannot wait for another reason. */
  isUrgent?: boolean;
}

/** Writes messages to people as they want them: not what they do not want, and in their quiet hours only what cannot wait. */
@Injectable()
export class Post {
  constructor(
    private readonly mail: Mail,
    private readonly choices: MessageChoicesStore,
    private readonly clock: Clock,
  ) {}

  async send(tx: Tx, to: Addressee, { words, optional, about, isUrgent, ...notice }: Notice): Promise<void> {
    const choices = (await this.choices.of([to.id])).get(to.id);
    if (optional !== undefined && choices?.muted.includes(optional)) return;
    const now = this.clock.now().getTime();
    const canWait = !isUrgent && !(about && isClose(about.getTime(), now));
    const until = canWait && choices?.hasQuietHours ? quietUntil(now, to.timeZone) : null;
    await this.mail.enqueue(tx, {
      to: { personId: to.id, address: to.address, name: to.name },
      ...words,
      ...notice,
      ...(until !== null && { notBefore: new Date(until) }),
    });
  }
}
