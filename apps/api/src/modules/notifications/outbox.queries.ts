import { Injectable } from '@nestjs/common';
import type {
  DeadLetterView,
  MessageBlock,
  MyMessageView,
  MyOutboxView,
  OutboxMessageView,
  OutboxView,
} from '@dryrun/contracts/notifications.contract';
import type { Authorized } from '../../platform/auth/authorized.ts';
import { Events } from '../../platform/events/events.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';
import type { MailBlock } from '../../platform/mail/mail.ts';
import type { MailMessage, MailScope, Shelf } from '../../platform/mail/mail.store.ts';
import { Outbox } from '../../platform/mail/outbox.ts';
import { Cohorts } from '../cohorts/index.ts';

/** The outbox as people and as admins see it. */
@Injectable()
export class OutboxQueries {
  constructor(
    private readonly outbox: Outbox,
    private readonly cohorts: Cohorts,
    private readonly events: Events,
    private readonly jobs: Jobs,
  ) {}

  async mine(personId: string, before: string | null): Promise<MyOutboxView> {
    const [mail, page] = await Promise.all([this.outbox.flow(), this.outbox.to(personId, before)]);
    return { mail, items: page.items.map(myMessage), next: page.next };
  }

  async overseen(
    scope: Authorized<MailScope, 'outbox:read'>,
    shelf: Shelf,
    before: string | null,
  ): Promise<OutboxView> {
    const [mail, counts, page] = await Promise.all([
      this.outbox.flow(),
      this.outbox.counts(scope),
      this.outbox.in(scope, shelf, before),
    ]);
    const batches = await this.cohorts.batches(page.items.flatMap((m) => m.batchId ?? []));
    const nameOf = (id: string) => batches.get(id)?.name ?? '';
    return { mail, counts, items: page.items.map((m) => overseenMessage(m, nameOf)), next: page.next };
  }

  /** Newest first. Only for those who look after the whole installation: an error may quote anything. */
  async deadLetters(): Promise<{ items: DeadLetterView[] }> {
    const [events, jobs] = await Promise.all([this.events.listDead(), this.jobs.listDead()]);
    const items: DeadLetterView[] = [
      ...events.map((e) => ({
        kind: 'event' as const,
        id: e.id,
        name: e.type,
        attempts: e.attempts,
        error: e.error,
        at: e.at.toISOString(),
      })),
      ...jobs.map((j) => ({
        kind: 'job' as const,
        id: j.id,
        name: j.queue,
        attempts: j.attempts,
        error: j.error,
        at: j.failedAt.toISOString(),
      })),
    ];
    return { items: items.sort((a, b) => b.at.localeCompare(a.at)) };
  }
}

/** A secret one is listed without a word of what it says. */
function myMessage(m: MailMessage): MyMessageView {
  const content = m.isSecret ? null : m.content;
  return {
    id: m.id,
    kind: m.kind,
    subject: content?.subject ?? null,
    blocks: content?.body.blocks.map(block) ?? [],
    why: m.why,
    state: m.state,
    writtenAt: m.createdAt.toISOString(),
    sentAt: m.sentAt?.toISOString() ?? null,
  };
}

const block = (b: MailBlock): MessageBlock =>
  'facts' in b ? { facts: b.facts.map(([name, value]) => ({ name, value })) } : b;

function overseenMessage(m: MailMessage & { canRetry: boolean }, batchName: (id: string) => string): OutboxMessageView {
  return {
    id: m.id,
    kind: m.kind,
    to: { name: m.name, address: m.address },
    why: m.why,
    batch: m.batchId === null ? null : { id: m.batchId, name: batchName(m.batchId) },
    state: m.state,
    attempts: m.attempts,
    lastError: m.lastError,
    writtenAt: m.createdAt.toISOString(),
    nextAt: m.state === 'failed' ? m.nextAt.toISOString() : null,
    sentAt: m.sentAt?.toISOString() ?? null,
    canRetry: m.canRetry,
  };
}
