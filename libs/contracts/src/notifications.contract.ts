import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Id, Instant, text } from './fields.ts';

/**
 * waiting: not tried yet (there may be no mail server) · sending · sent · failed: will be tried again · dead: given up ·
 * withheld: kept back until somebody decides (mail was paused, or it waited for days).
 */
export const MESSAGE_STATES = ['waiting', 'sending', 'sent', 'failed', 'dead', 'withheld'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/** One piece of a message, in the order in which it is read. */
export const MessageBlock = z.union([
  z.object({ p: z.string() }),
  z.object({ code: z.string() }),
  z.object({ action: z.object({ label: z.string(), url: z.string() }) }),
  z.object({ facts: z.array(z.object({ name: z.string(), value: z.string() })) }),
  z.object({ small: z.string() }),
]);
export type MessageBlock = z.infer<typeof MessageBlock>;

/** A message to the reader. The content of a secret one (sign-in, reset) is never shown: `subject` is null and `blocks` empty. */
export const MyMessageView = z.object({
  id: Id,
  kind: z.string(),
  subject: z.string().nullable(),
  blocks: z.array(MessageBlock),
  why: z.string(),
  state: z.enum(MESSAGE_STATES),
  writtenAt: Instant,
  sentAt: Instant.nullable(),
});
export type MyMessageView = z.infer<typeof MyMessageView>;

/** Pages go back in time: `before` is the `next` of the page before. */
export const MyOutboxQuery = z.strictObject({ before: Id.optional() });

/** Whether mail can leave at all. */
export const MAIL_FLOWS = ['off', 'on', 'paused'] as const;

export const MyOutboxView = z.object({
  mail: z.enum(MAIL_FLOWS),
  items: z.array(MyMessageView),
  /** null on the last page. */
  next: Id.nullable(),
});
export type MyOutboxView = z.infer<typeof MyOutboxView>;

/** stuck: failed, dead or withheld, so that somebody should look. */
export const OUTBOX_SHELVES = ['all', 'waiting', 'stuck', 'sent'] as const;
export type OutboxShelf = (typeof OUTBOX_SHELVES)[number];

export const OutboxQuery = z.strictObject({
  /** Only messages of one batch; without it all that the reader oversees. */
  batchId: Id.optional(),
  show: z.enum(OUTBOX_SHELVES).default('all'),
  before: Id.optional(),
});

/** That a message exists, to whom and why; never what it says. */
export const OutboxMessageView = z.object({
  id: Id,
  kind: z.string(),
  to: z.object({ name: z.string(), address: z.string() }),
  why: z.string(),
  batch: z.object({ id: Id, name: z.string() }).nullable(),
  state: z.enum(MESSAGE_STATES),
  attempts: z.int(),
  lastError: z.string().nullable(),
  writtenAt: Instant,
  /** The next try of one that failed. */
  nextAt: Instant.nullable(),
  sentAt: Instant.nullable(),
  /** It can be put back to be sent now. Not for secrets that were erased, nor for one that a later message has overtaken. */
  canRetry: z.boolean(),
});
export type OutboxMessageView = z.infer<typeof OutboxMessageView>;

export const OutboxView = z.object({
  mail: z.enum(MAIL_FLOWS),
  counts: z.record(z.enum(OUTBOX_SHELVES), z.int()),
  items: z.array(OutboxMessageView),
  next: Id.nullable(),
});
export type OutboxView = z.infer<typeof OutboxView>;

export const MessageParams = z.strictObject({ messageId: Id });
/** null: of every batch that the actor oversees. */
export const RetryMessagesBody = z.strictObject({ batchId: Id.nullable() });
export const RetriedView = z.object({ retried: z.int() });

/** Work that failed for the last time and waits for somebody. */
export const DeadLetterView = z.object({
  kind: z.enum(['event', 'job']),
  id: Id,
  /** The event's type or the job's queue. */
  name: z.string(),
  attempts: z.int(),
  error: z.string(),
  at: Instant,
});
export type DeadLetterView = z.infer<typeof DeadLetterView>;
export const DeadLettersView = z.object({ items: z.array(DeadLetterView) });
/** `id` null: all of that kind. */
export const RetryDeadLettersBody = z.strictObject({ kind: z.enum(['event', 'job']), id: Id.nullable() });

/** `starttls` must become encrypted, `tls` is so from the first byte, `none` is readable on the way. */
export const MAIL_SECURITIES = ['starttls', 'tls', 'none'] as const;

const noControl = (s: string) => !/[\p{C}\p{Zl}\p{Zp}]/u.test(s);
const HostName = z
  .string()
  .trim()
  .min(1, 'Write the name of the mail server.')
  .max(253)
  .regex(/^[A-Za-z0-9]([A-Za-z0-9.:-]*[A-Za-z0-9])?$/, 'Only the name, such as mail.example.org.');
const FromAddress = z
  .string()
  .trim()
  .max(254)
  .regex(/^[^\s@<>()[\],;:\\"\p{C}]+@[^\s@<>()[\],;:\\"\p{C}]+$/u, 'Write one address, such as dryrun@example.org.');

export const MailServerBody = z.strictObject({
  host: HostName,
  port: z.int('Write a port, usually 587.').min(1, 'Write a port, usually 587.').max(65535, 'Ports end at 65535.'),
  security: z.enum(MAIL_SECURITIES),
  /** Empty: the server asks for no sign-in. */
  user: text(200).refine(noControl, 'On one line, please.'),
  /** null keeps the stored one; it has to be written anew when host, port or user change. */
  password: z.string().max(500).nullable(),
  fromName: text(100, 1).refine(noControl, 'On one line, please.'),
  fromAddress: FromAddress,
  /** `version` of what was read; null when nothing was stored. */
  version: z.string().max(40).nullable(),
});
export type MailServerBody = z.infer<typeof MailServerBody>;

export const MailServerView = z.object({
  /** `environment`: given by SMTP_URL and MAIL_FROM, so it can only be read here. */
  source: z.enum(['none', 'settings', 'environment']),
  server: z
    .object({
      host: z.string(),
      port: z.int(),
      security: z.enum(MAIL_SECURITIES),
      user: z.string(),
      hasPassword: z.boolean(),
      fromName: z.string(),
      fromAddress: z.string(),
    })
    .nullable(),
  version: z.string().nullable(),
  /** untried: set, and no letter was handed over since. */
  state: z.enum(['off', 'untried', 'ok', 'failing']),
  /** When the state was last seen, and what was wrong. */
  checkedAt: Instant.nullable(),
  error: z.string().nullable(),
  isPaused: z.boolean(),
  /** Messages by what they wait for. */
  counts: z.object({ waiting: z.int(), withheld: z.int(), dead: z.int() }),
});
export type MailServerView = z.infer<typeof MailServerView>;

export const PauseMailBody = z.strictObject({ isPaused: z.boolean() });
export const TestMailView = z.object({ isOk: z.boolean(), sentence: z.string() });
export type TestMailView = z.infer<typeof TestMailView>;

export const notificationEndpoints = {
  mine: endpoint({
    method: 'GET',
    path: '/api/outbox/mine',
    summary: 'Messages to me, newest first',
    access: 'signedIn',
    query: MyOutboxQuery,
    response: MyOutboxView,
    refusals: [],
  }),
  outbox: endpoint({
    method: 'GET',
    path: '/api/outbox',
    summary: 'Messages of the batches I oversee: that they exist, to whom and why',
    access: 'outbox:read',
    query: OutboxQuery,
    response: OutboxView,
    refusals: [],
  }),
  retryMessage: endpoint({
    method: 'POST',
    path: '/api/outbox/:messageId/retry',
    summary: 'Send a message that failed, was given up or withheld',
    access: 'outbox:retry',
    params: MessageParams,
    response: null,
    refusals: ['message_state'],
  }),
  retryMessages: endpoint({
    method: 'POST',
    path: '/api/outbox/retry',
    summary: 'Send all messages that failed, were given up or withheld',
    access: 'outbox:retry',
    body: RetryMessagesBody,
    response: RetriedView,
    refusals: [],
  }),
  deadLetters: endpoint({
    method: 'GET',
    path: '/api/dead-letters',
    summary: 'News and jobs that failed for the last time',
    access: 'deadLetter:read',
    response: DeadLettersView,
    refusals: [],
  }),
  retryDeadLetters: endpoint({
    method: 'POST',
    path: '/api/dead-letters/retry',
    summary: 'Try them again, one or all of a kind',
    access: 'deadLetter:retry',
    body: RetryDeadLettersBody,
    response: RetriedView,
    refusals: [],
  }),
  mailServer: endpoint({
    method: 'GET',
    path: '/api/settings/mail',
    summary: 'How mail leaves, and how it is going',
    access: 'mailServer:read',
    response: MailServerView,
    refusals: [],
  }),
  saveMailServer: endpoint({
    method: 'PUT',
    path: '/api/settings/mail',
    summary: 'Set the mail server; what waits then leaves',
    access: 'mailServer:update',
    body: MailServerBody,
    response: MailServerView,
    refusals: ['stale_version', 'set_in_environment'],
  }),
  removeMailServer: endpoint({
    method: 'DELETE',
    path: '/api/settings/mail',
    summary: 'Send no mail any more; messages wait in the outbox',
    access: 'mailServer:update',
    response: MailServerView,
    refusals: ['set_in_environment'],
  }),
  pauseMail: endpoint({
    method: 'PUT',
    path: '/api/settings/mail/paused',
    summary: 'Keep all mail back, or let it go again',
    access: 'mailServer:update',
    body: PauseMailBody,
    response: MailServerView,
    refusals: [],
  }),
  testMail: endpoint({
    method: 'POST',
    path: '/api/settings/mail/test',
    summary: 'Send one mail to me, now, and say how it went',
    access: 'mailServer:update',
    response: TestMailView,
    refusals: [],
  }),
};
