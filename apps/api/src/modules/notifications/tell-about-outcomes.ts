import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { CLAIM_ANSWERS, CLAIM_KINDS, OUTCOMES, otherSide, type Side } from '@dryrun/domain/interviews/outcome-claims';
import type { OptionalMessage } from '@dryrun/domain/notifications/message-choices';
import type { Tx } from '../../platform/db/database.ts';
import { Events, type DomainEvent } from '../../platform/events/events.ts';
import { InterviewReaders } from './interview-readers.ts';
import type { InterviewFacts, Words } from './interview-mails.ts';
import { orderKeyOf, threadOf } from './message-names.ts';
import { claimedMail, disputedMail, lateMail, loggedMail, settledMail, withdrawnMail } from './outcome-mails.ts';
import { Post } from './post.ts';

const By = z.object({ by: z.enum(['learner', 'mentor']) });
const Claim = By.extend({ kind: z.enum(CLAIM_KINDS), answerDueAt: z.coerce.date() });
const Dispute = By.extend({ answer: z.enum(CLAIM_ANSWERS) });
const Settled = z.object({ outcome: z.enum(OUTCOMES), decided: z.enum(['agreement', 'silence', 'staff']) });
const Late = By.extend({ minutes: z.int(), startsAt: z.coerce.date(), expectedAt: z.coerce.date() });
const Met = z.object({ outcome: z.enum(OUTCOMES).optional(), loggedBy: z.uuid().optional() });

type News = DomainEvent & { id: string; at: Date };

/** What one message is besides its words. */
interface Manner {
  optional?: OptionalMessage;
  isUrgent?: boolean;
  expiresAt?: Date;
}

/** Tells the people of a mock what the other says became of it, what was settled, and who runs late. */
@Injectable()
export class TellAboutOutcomes implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly readers: InterviewReaders,
    private readonly post: Post,
  ) {}

  onModuleInit(): void {
    for (const type of ['interview.outcome_claimed', 'interview.answer_due'])
      this.events.on(type, (tx, event) => {
        const { by, kind, answerDueAt } = Claim.parse(event.payload);
        const words = (mock: InterviewFacts) => claimedMail(mock, kind, answerDueAt, type === 'interview.answer_due');
        return this.tell(tx, event, [otherSide(by)], words, { expiresAt: answerDueAt });
      });
    this.events.on('interview.claim_disputed', (tx, event) => {
      const { by, answer } = Dispute.parse(event.payload);
      return this.tell(tx, event, [otherSide(by)], (mock) => disputedMail(mock, answer));
    });
    this.events.on('interview.claim_withdrawn', (tx, event) =>
      this.tell(tx, event, [otherSide(By.parse(event.payload).by)], withdrawnMail),
    );
    for (const type of ['interview.missed', 'interview.technical_failure'])
      this.events.on(type, (tx, event) => this.settled(tx, event));
    this.events.on('interview.met', (tx, event) => {
      const { outcome, loggedBy } = Met.parse(event.payload);
      if (loggedBy !== undefined) return this.tell(tx, event, ['learner'], loggedMail);
      return outcome === undefined ? Promise.resolve() : this.settled(tx, event);
    });
    this.events.on('interview.late', (tx, event) => {
      const { by, minutes, expectedAt } = Late.parse(event.payload);
      const manner = { isUrgent: true, expiresAt: expectedAt };
      return this.tell(tx, event, [otherSide(by)], (mock) => lateMail(mock, minutes, expectedAt), manner);
    });
  }

  private settled(tx: Tx, event: News): Promise<void> {
    const { outcome, decided } = Settled.parse(event.payload);
    return this.tell(tx, event, ['learner', 'mentor'], (mock) => settledMail(mock, outcome, decided));
  }

  private async tell(
    tx: Tx,
    event: News,
    sides: readonly Side[],
    wordsFor: (mock: InterviewFacts) => Words,
    manner: Manner = {},
  ): Promise<void> {
    for (const { person, facts, batchId } of await this.readers.of(event.subjectId)) {
      if (!sides.includes(facts.reader.role)) continue;
      await this.post.send(tx, person, {
        kind: event.type,
        words: wordsFor(facts),
        batchId,
        orderKey: orderKeyOf(event.subjectId, person.id),
        name: `mock-${event.id}-${person.id}`,
        thread: threadOf(event.subjectId, person.id),
        ...manner,
      });
    }
  }
}
