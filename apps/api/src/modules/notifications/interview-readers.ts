import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../platform/config/settings.ts';
import { Catalog } from '../catalog/index.ts';
import { Identity, type Addressee } from '../identity/index.ts';
import { Interviews, type Interview } from '../interviews/index.ts';
import type { InterviewFacts } from './interview-mails.ts';

/** One of the two people of a mock, with the mock as they read about it. */
export interface InterviewReader {
  person: Addressee;
  batchId: string;
  facts: InterviewFacts;
}

/** A mock at one moment of its life. */
export type MockMoment = Pick<
  Interview,
  'id' | 'batchId' | 'learnerId' | 'mentorId' | 'formatVersionId' | 'startsAt' | 'endsAt'
>;

const MINUTE = 60_000;

/** Who is told about a mock, and what of it. */
@Injectable()
export class InterviewReaders {
  constructor(
    private readonly interviews: Interviews,
    private readonly identity: Identity,
    private readonly catalog: Catalog,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** The mock as it is now; learner first. Somebody who left is told nothing. */
  async of(interviewId: string): Promise<InterviewReader[]> {
    return this.at(await this.interviews.interview(interviewId));
  }

  /** The same for a mock as it was, or as it became, with one change. */
  async at(mock: MockMoment): Promise<InterviewReader[]> {
    const ids = [mock.learnerId, mock.mentorId];
    // One after the other: listeners run inside a transaction, which has one connection.
    const reachable = await this.identity.addressees(ids);
    const people = await this.identity.people(ids);
    const format = await this.catalog.formatVersion(mock.formatVersionId);
    return ids.flatMap((id, i) => {
      const person = reachable.get(id);
      const other = people.get(ids[1 - i] ?? '');
      if (!person || !other) return [];
      const facts: InterviewFacts = {
        reader: { timeZone: person.timeZone, role: i === 0 ? 'learner' : 'mentor' },
        other: { name: other.name, timeZone: other.timeZone },
        formatTitle: format.body.title,
        minutes: Math.round((mock.endsAt.getTime() - mock.startsAt.getTime()) / MINUTE),
        startsAt: mock.startsAt,
        url: `${this.settings.publicUrl}/interviews/${mock.id}`,
      };
      return [{ person, batchId: mock.batchId, facts }];
    });
  }
}
