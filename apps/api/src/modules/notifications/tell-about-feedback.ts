import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Events } from '../../platform/events/events.ts';
import { Mail } from '../../platform/mail/mail.ts';
import { feedbackReadyMail } from './interview-mails.ts';
import { InterviewReaders } from './interview-readers.ts';

/** Tells a learner that feedback can be read. */
@Injectable()
export class TellAboutFeedback implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly readers: InterviewReaders,
    private readonly mail: Mail,
  ) {}

  onModuleInit(): void {
    this.events.on('feedback.released', async (tx, { subjectId }) => {
      const learner = (await this.readers.of(subjectId)).find((r) => r.facts.reader.role === 'learner');
      if (!learner) return;
      const { person, facts, batchId } = learner;
      await this.mail.enqueue(tx, {
        to: { personId: person.id, address: person.address, name: person.name },
        kind: 'feedback.released',
        ...feedbackReadyMail({ ...facts, url: `${facts.url}/feedback` }),
        batchId,
      });
    });
  }
}
