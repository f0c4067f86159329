import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import type { Tx } from '../../platform/db/database.ts';
import { Events, type DomainEvent } from '../../platform/events/events.ts';
import { Mail } from '../../platform/mail/mail.ts';
import { bookedMail, cancelledMail, type Words } from './interview-mails.ts';
import { InterviewReaders, type InterviewReader } from './interview-readers.ts';

const Cancelled = z.object({ by: z.enum(['learner', 'mentor', 'admin']) });

/**
 * Mails both people of a mock when it is booked or cancelled. All messages about one mock to one person have one order key,
 * so that a cancellation never overtakes the booking it cancels.
 */
@Injectable()
export class TellAboutInterviews implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly readers: InterviewReaders,
    private readonly mail: Mail,
  ) {}

  onModuleInit(): void {
    this.events.on('interview.confirmed', (tx, event) => this.tell(tx, event, 'interview.confirmed', bookedMail));
    this.events.on('interview.cancelled', (tx, event) => {
      const { by } = Cancelled.parse(event.payload);
      return this.tell(tx, event, 'interview.cancelled', (mock) =>
        cancelledMail(mock, by === 'admin' ? 'staff' : by === mock.reader.role ? 'you' : 'other'),
      );
    });
  }

  private async tell(
    tx: Tx,
    event: DomainEvent,
    kind: string,
    wordsFor: (mock: InterviewReader['facts']) => Words,
  ): Promise<void> {
    for (const { person, facts, batchId } of await this.readers.of(event.subjectId))
      await this.mail.enqueue(tx, {
        to: { personId: person.id, address: person.address, name: person.name },
        kind,
        ...wordsFor(facts),
        batchId,
        orderKey: `interview:${event.subjectId}:${person.id}`,
      });
  }
}
