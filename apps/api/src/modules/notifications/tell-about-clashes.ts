import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Tx } from '../../platform/db/database.ts';
import { Events, type DomainEvent } from '../../platform/events/events.ts';
import type { InterviewFacts, Words } from './interview-mails.ts';
import { InterviewReaders } from './interview-readers.ts';
import { mailTime } from './mail-times.ts';
import { orderKeyOf, threadOf } from './message-names.ts';
import { Post } from './post.ts';

/** Mails both people of a mock when the mentor's other calendar shows something at its time. Nothing else has happened. */
@Injectable()
export class TellAboutClashes implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly readers: InterviewReaders,
    private readonly post: Post,
  ) {}

  onModuleInit(): void {
    this.events.on('scheduling.busy_conflict', (tx, event) => this.tell(tx, event));
  }

  private async tell(tx: Tx, { id, subjectId }: DomainEvent & { id: string }): Promise<void> {
    for (const { person, facts, batchId } of await this.readers.of(subjectId))
      await this.post.send(tx, person, {
        kind: 'scheduling.busy_conflict',
        words: clashMail(facts),
        batchId,
        orderKey: orderKeyOf(subjectId, person.id),
        name: `clash-${id}-${person.id}`,
        thread: threadOf(subjectId, person.id),
        about: facts.startsAt,
        expiresAt: facts.startsAt,
      });
  }
}

/** What is in the mentor's calendar is nobody's business and not known here either. */
export function clashMail({ reader, other, startsAt, url }: InterviewFacts): Words {
  const when = mailTime(startsAt, reader.timeZone);
  const isLearner = reader.role === 'learner';
  const sentence = isLearner
    ? `${other.name}’s calendar now shows something else at the time of your mock (${when}). The mock stays booked, and ${other.name} knows.`
    : `Your calendar now shows something else at the time of your mock with ${other.name} (${when}). The mock stays booked.`;
  return {
    subject: `${isLearner ? 'Your mentor’s calendar' : 'Your calendar'} and your mock: ${when}`,
    body: {
      preview: sentence,
      blocks: [
        { p: sentence },
        {
          p: isLearner
            ? 'You need not do anything. If you would rather be safe, you can pick another time on its page.'
            : 'Keep the time free, or move or hand over the mock while there is time to find another.',
        },
        { action: { label: 'Open the mock', url } },
      ],
    },
    why: isLearner
      ? 'Your mentor’s calendar shows something at the time of a mock of yours.'
      : 'Your calendar shows something at the time of a mock of yours.',
  };
}
