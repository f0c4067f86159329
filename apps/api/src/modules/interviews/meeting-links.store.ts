import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../platform/db/database.ts';

/** A link that a mentor gave for one mock. */
export interface MeetingLink {
  interviewId: string;
  mentorId: string;
  url: string;
}

/** Links of single mocks. */
@Injectable()
export class MeetingLinksStore {
  constructor(private readonly database: Database) {}

  list(interviewIds: readonly string[]): Promise<MeetingLink[]> {
    return this.database.read.query(
      'select interview_id as "interviewId", mentor_id as "mentorId", url from meeting_link where interview_id = any($1)',
      [interviewIds],
    );
  }

  async save(tx: Tx, { interviewId, mentorId, url }: MeetingLink, now: Date): Promise<void> {
    await tx.query(
      `insert into meeting_link (interview_id, mentor_id, url, set_at) values ($1, $2, $3, $4)
       on conflict on constraint meeting_link_pk do update set mentor_id = excluded.mentor_id, url = excluded.url, set_at = excluded.set_at`,
      [interviewId, mentorId, url, now],
    );
  }

  async remove(tx: Tx, interviewId: string): Promise<void> {
    await tx.query('delete from meeting_link where interview_id = $1', [interviewId]);
  }
}
