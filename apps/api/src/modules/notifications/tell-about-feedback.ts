import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Events } from '../../platform/events/events.ts';
import { feedbackReadyMail } from './interview-mails.ts';
import { InterviewReaders } from './interview-readers.ts';
import { threadOf } from './message-names.ts';
import { Post } from './post.ts';

/** Tells a learner that feedback can be read. */
@Injectable()
export class TellAboutFeedback implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly readers: InterviewReaders,
    private readonly post: Post,
  ) {}

  onModuleInit(): void {
    this.events.on('feedback.released', async (tx, { id, subjectId }) => {
      const learner = (await this.readers.of(subjectId)).find((r) => r.facts.reader.role === 'learner');
      if (!learner) return;
      const { person, facts, batchId } = learner;
      await this.post.send(tx, person, {
        kind: 'feedback.released',
        words: feedbackReadyMail({ ...facts, url: `${facts.url}/feedback` }),
        batchId,
        name: `feedback-${id}`,
        thread: threadOf(subjectId, person.id),
        optional: 'feedback',
      });
    });
  }
}
