import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { SETTINGS, type Settings } from '../../platform/config/settings.ts';
import type { Tx } from '../../platform/db/database.ts';
import { Events, type DomainEvent } from '../../platform/events/events.ts';
import { Mail } from '../../platform/mail/mail.ts';
import { Catalog } from '../catalog/index.ts';
import { Identity, type Addressee } from '../identity/index.ts';
import { Interviews } from '../interviews/index.ts';
import type { Words } from './interview-mails.ts';
import { orderKeyOf, REQUEST_ASKED, REQUEST_DECLINED, threadOf } from './message-names.ts';
import { Post } from './post.ts';
import { requestDeclinedMail, swapAskedMail, timesOfferedMail, type AskedMock } from './request-mails.ts';

const Offered = z.object({ requestId: z.uuid(), times: z.array(z.coerce.date()).min(1) });
const Asked = z.object({ requestId: z.uuid(), askedBy: z.uuid(), askedOf: z.uuid() });
const Declined = z.object({ ...Asked.shape, kind: z.enum(['move', 'swap']) });
const Withdrawn = z.object({ askedOf: z.uuid() });

const MINUTE = 60_000;

interface Letter {
  requestId: string;
  kind: string;
  to: string;
  /** Others whose names the words need. */
  about?: readonly string[];
  /** The page for the answer; its own page unless the reader is not in the mock. */
  path?: string;
  wordsFor: (mock: AskedMock, names: ReadonlyMap<string, string>) => Words;
}

/** Tells whoever is asked something about a booked mock, and whoever asked when the answer is no. A yes is told as the change that it is. */
@Injectable()
export class TellAboutRequests implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly interviews: Interviews,
    private readonly identity: Identity,
    private readonly catalog: Catalog,
    private readonly post: Post,
    private readonly mail: Mail,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    this.events.on('interview.times_offered', async (tx, { subjectId, payload }) => {
      const { requestId, times } = Offered.parse(payload);
      const { learnerId } = await this.interviews.interview(subjectId);
      const wordsFor = (mock: AskedMock) => timesOfferedMail(mock, times);
      await this.tell(tx, subjectId, { requestId, kind: REQUEST_ASKED, to: learnerId, wordsFor });
    });
    this.events.on('interview.swap_asked', async (tx, { subjectId, payload }) => {
      const { requestId, askedBy, askedOf } = Asked.parse(payload);
      const { mentorId } = await this.interviews.interview(subjectId);
      await this.tell(tx, subjectId, {
        requestId,
        kind: REQUEST_ASKED,
        to: askedOf,
        path: '/today',
        about: [askedBy],
        wordsFor: (mock, names) =>
          swapAskedMail(mock, { name: names.get(askedBy) ?? mock.mentor.name, isMentor: askedBy === mentorId }),
      });
    });
    this.events.on('interview.request_declined', async (tx, { subjectId, payload }) => {
      const { requestId, askedBy, askedOf, kind } = Declined.parse(payload);
      await this.tell(tx, subjectId, {
        requestId,
        kind: REQUEST_DECLINED,
        to: askedBy,
        about: [askedOf],
        wordsFor: (mock, names) => requestDeclinedMail(mock, kind, names.get(askedOf) ?? ''),
      });
    });
    this.events.on('interview.request_withdrawn', (tx, event) => this.takeBack(tx, event));
  }

  private async tell(tx: Tx, interviewId: string, letter: Letter): Promise<void> {
    const { requestId, kind, to, about = [], path = `/interviews/${interviewId}`, wordsFor } = letter;
    const interview = await this.interviews.interview(interviewId);
    const person = (await this.identity.addressees([to])).get(to);
    if (!person || interview.state !== 'scheduled') return;
    const mock = await this.asRead(person, interviewId, path, about);
    if (!mock) return;
    await this.post.send(tx, person, {
      kind,
      words: wordsFor(mock.facts, mock.names),
      batchId: interview.batchId,
      orderKey: orderKeyOf(interviewId, to),
      name: `${kind.replaceAll(/[._]/g, '-')}-${requestId}-${to}`,
      thread: threadOf(interviewId, to),
      optional: 'requests',
      about: interview.startsAt,
      expiresAt: interview.startsAt,
    });
  }

  /** One after the other: listeners run inside a transaction, which has one connection. */
  private async asRead(
    { timeZone }: Addressee,
    interviewId: string,
    path: string,
    others: readonly string[],
  ): Promise<{ facts: AskedMock; names: ReadonlyMap<string, string> } | null> {
    const interview = await this.interviews.interview(interviewId);
    const { learnerId, mentorId, startsAt, endsAt } = interview;
    const people = await this.identity.people([learnerId, mentorId, ...others]);
    const [learner, mentor] = [people.get(learnerId), people.get(mentorId)];
    if (!learner || !mentor) return null;
    const format = await this.catalog.formatVersion(interview.formatVersionId);
    const facts: AskedMock = {
      reader: { timeZone },
      learner,
      mentor,
      formatTitle: format.body.title,
      minutes: Math.round((endsAt.getTime() - startsAt.getTime()) / MINUTE),
      startsAt,
      url: `${this.settings.publicUrl}${path}`,
    };
    return { facts, names: new Map([...people].map(([id, { name }]) => [id, name])) };
  }

  /** A question that was taken back before its mail left is asked of nobody. */
  private async takeBack(tx: Tx, { subjectId, payload }: DomainEvent): Promise<void> {
    const { askedOf } = Withdrawn.parse(payload);
    await this.mail.withdraw(tx, orderKeyOf(subjectId, askedOf), REQUEST_ASKED, 'The question was taken back.');
  }
}
