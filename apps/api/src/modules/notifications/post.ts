import { Injectable } from '@nestjs/common';
import type { OptionalMessage } from '@dryrun/domain/notifications/message-choices';
import { cannotWait, quietEnd, USUAL_QUIET, type QuietHours } from '@dryrun/domain/notifications/quiet-hours';
import { Clock } from '../../platform/clock/clock.ts';
import type { Tx } from '../../platform/db/database.ts';
import { Cohorts } from '../cohorts/index.ts';
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
    private readonly cohorts: Cohorts,
    private readonly clock: Clock,
  ) {}

  async send(tx: Tx, to: Addressee, { words, optional, about, isUrgent, ...notice }: Notice): Promise<void> {
    const choices = (await this.choices.of([to.id])).get(to.id);
    if (optional !== undefined && choices?.muted.includes(optional)) return;
    const now = this.clock.now();
    const asleep = isUrgent || !choices?.hasQuietHours ? null : await this.quietEnd(to, notice.batchId ?? null, now);
    const until = asleep && about && cannotWait(about.getTime(), now.getTime(), asleep.getTime()) ? null : asleep;
    await this.mail.enqueue(tx, {
      to: { personId: to.id, address: to.address, name: to.name },
      ...words,
      ...notice,
      ...(until && { notBefore: until }),
    });
  }

  /** When the quiet hours end that this person has now, by the rules of that batch and their own clock; null when they are awake, or want none. */
  async wakes(person: Pick<Addressee, 'id' | 'timeZone'>, batchId: string | null, now: Date): Promise<Date | null> {
    const choices = (await this.choices.of([person.id])).get(person.id);
    return choices?.hasQuietHours ? this.quietEnd(person, batchId, now) : null;
  }

  private async quietEnd(
    { timeZone }: Pick<Addressee, 'timeZone'>,
    batchId: string | null,
    now: Date,
  ): Promise<Date | null> {
    const end = quietEnd(now.getTime(), timeZone, await this.quietOf(batchId));
    return end === null ? null : new Date(end);
  }

  private async quietOf(batchId: string | null): Promise<QuietHours> {
    const policy = batchId === null ? null : (await this.cohorts.batch(batchId)).policy;
    return policy ? { fromHour: policy.quietFromHour, untilHour: policy.quietUntilHour } : USUAL_QUIET;
  }
}
