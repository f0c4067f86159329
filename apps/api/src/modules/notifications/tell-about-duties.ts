import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { CLOCK_STEPS } from '@dryrun/domain/feedback/feedback-clock';
import type { Tx } from '../../platform/db/database.ts';
import { SETTINGS, type Settings } from '../../platform/config/settings.ts';
import { Events, type DomainEvent } from '../../platform/events/events.ts';
import { Catalog } from '../catalog/index.ts';
import { Cohorts } from '../cohorts/index.ts';
import { Identity, type Addressee } from '../identity/index.ts';
import { Interviews, type Interview } from '../interviews/index.ts';
import { decideMail, feedbackDueMail, feedbackOverdueMail, missedAgainMail, type OverseenMock } from './duty-mails.ts';
import { InterviewReaders } from './interview-readers.ts';
import type { Words } from './interview-mails.ts';
import { threadOf } from './message-names.ts';
import { Post } from './post.ts';

const Due = z.object({ step: z.enum(CLOCK_STEPS), dueAt: z.coerce.date() });
const Missed = z.object({ personId: z.uuid(), count: z.int() });

type News = DomainEvent & { id: string; at: Date };

/** First those of the batch itself; where there are none, whoever stands in for them. */
const LEADS = ['leadMentor', 'cohortAdmin', 'academyAdmin'] as const;
const ADMINS = ['cohortAdmin', 'academyAdmin'] as const;

/** Reminds mentors of feedback they owe, and tells those who look after a batch what needs them. */
@Injectable()
export class TellAboutDuties implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly interviews: Interviews,
    private readonly readers: InterviewReaders,
    private readonly identity: Identity,
    private readonly cohorts: Cohorts,
    private readonly catalog: Catalog,
    private readonly post: Post,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    this.events.on('feedback.due', (tx, event) => this.remind(tx, event));
    this.events.on('feedback.overdue', (tx, event) => {
      const { step, dueAt } = Due.parse(event.payload);
      return this.tellStaff(tx, event, step === 'tell_lead' ? LEADS : ADMINS, (mock) =>
        feedbackOverdueMail(mock, dueAt),
      );
    });
    this.events.on('interview.claim_disputed', (tx, event) => this.tellStaff(tx, event, ADMINS, decideMail));
    this.events.on('interview.missed_repeatedly', async (tx, event) => {
      const { personId, count } = Missed.parse(event.payload);
      const name = (await this.identity.people([personId])).get(personId)?.name ?? 'Somebody who left';
      await this.tellStaff(tx, event, ADMINS, (mock) => missedAgainMail(mock, name, count));
    });
  }

  private async remind(tx: Tx, event: News): Promise<void> {
    const { step, dueAt } = Due.parse(event.payload);
    const mentor = (await this.readers.of(event.subjectId)).find((r) => r.facts.reader.role === 'mentor');
    if (!mentor) return;
    const { person, facts, batchId } = mentor;
    await this.post.send(tx, person, {
      kind: event.type,
      words: feedbackDueMail(facts, step, dueAt),
      batchId,
      name: `duty-${event.id}-${person.id}`,
      thread: threadOf(event.subjectId, person.id),
      optional: 'duties',
      expiresAt: dueAt,
    });
  }

  private async tellStaff(
    tx: Tx,
    event: News,
    roles: readonly string[],
    wordsFor: (mock: OverseenMock) => Words,
  ): Promise<void> {
    const mock = await this.interviews.interview(event.subjectId);
    for (const person of await this.staffOf(mock, roles))
      await this.post.send(tx, person, {
        kind: event.type,
        words: wordsFor(await this.overseen(mock, person)),
        batchId: mock.batchId,
        name: `duty-${event.id}-${person.id}`,
        thread: threadOf(mock.id, person.id),
        optional: 'duties',
      });
  }

  /** Holders of the first of these roles that anybody outside the mock holds; learner and mentor of it look after nothing here. */
  private async staffOf(mock: Interview, roles: readonly string[]): Promise<Addressee[]> {
    const holders = await this.identity.holders(mock.batchId, roles);
    for (const role of roles) {
      const ids = holders
        .filter((h) => h.role === role && h.id !== mock.mentorId && h.id !== mock.learnerId)
        .map((h) => h.id);
      const reachable = [...(await this.identity.addressees(ids)).values()];
      if (reachable.length > 0) return reachable;
    }
    return [];
  }

  private async overseen(mock: Interview, reader: Addressee): Promise<OverseenMock> {
    const people = await this.identity.people([mock.learnerId, mock.mentorId]);
    const named = (id: string) => people.get(id)?.name ?? 'Somebody who left';
    return {
      reader,
      mentorName: named(mock.mentorId),
      learnerName: named(mock.learnerId),
      formatTitle: (await this.catalog.formatVersion(mock.formatVersionId)).body.title,
      startsAt: mock.startsAt,
      batchName: (await this.cohorts.batch(mock.batchId)).name,
      url: `${this.settings.publicUrl}/interviews/${mock.id}`,
    };
  }
}
