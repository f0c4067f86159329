import { Injectable } from '@nestjs/common';
import type { BatchState } from '@dryrun/domain/cohorts/batch-state';
import { Database } from '../../platform/db/database.ts';

export interface AcademyRow {
  name: string;
  timeZone: string;
  isHidden: boolean;
}

/** The newest batch that is not over, and how far it is. */
export interface FirstBatchRow {
  id: string;
  name: string;
  state: BatchState;
  startsOn: string;
  noticeMinutes: number;
  isJoinCodeOn: boolean;
  mentors: number;
  mentorsInvited: number;
  mentorsWithHours: number;
  learners: number;
  learnersInvited: number;
  applied: number;
  mocks: number;
}

/** Reads for the checklist of a new academy. */
@Injectable()
export class StartStore {
  constructor(private readonly database: Database) {}

  async getAcademy(): Promise<AcademyRow> {
    const [row] = await this.database.read.query<AcademyRow[]>(
      `select academy_name as name, time_zone as "timeZone", checklist_hidden_at is not null as "isHidden" from installation`,
    );
    return row ?? { name: 'Dryrun', timeZone: 'UTC', isHidden: true };
  }

  /** Was a mock ever booked anywhere here? Then the academy has had its start. */
  async countMocks(): Promise<number> {
    const [row] = await this.database.read.query<{ n: number }[]>(
      `select count(*)::int as n from interview where state <> 'planned'`,
    );
    return row?.n ?? 0;
  }

  async findBatch(now: Date): Promise<FirstBatchRow | null> {
    const [row] = await this.database.read.query<FirstBatchRow[]>(
      `select b.id, b.name, b.state, b.starts_on::text as "startsOn", (b.policy->>'noticeMinutes')::int as "noticeMinutes", b.join_code is not null as "isJoinCodeOn",
         count(distinct q.person_id)::int as mentors,
         count(distinct q.person_id) filter (where jsonb_array_length(a.rules) > 0 or jsonb_array_length(a.exceptions) > 0)::int as "mentorsWithHours",
         (select count(*)::int from invitation i where i.batch_id = b.id and i.state = 'open' and i.expires_at > $1 and 'mentor' = any(i.roles)) as "mentorsInvited",
         (select count(*)::int from invitation i where i.batch_id = b.id and i.state = 'open' and i.expires_at > $1 and 'learner' = any(i.roles)) as "learnersInvited",
         (select count(*)::int from enrolment e where e.batch_id = b.id and e.state in ('enrolled', 'active', 'paused', 'waitlisted')) as learners,
         (select count(*)::int from enrolment e where e.batch_id = b.id and e.state = 'applied') as applied,
         (select count(*)::int from interview i where i.batch_id = b.id and i.state <> 'planned') as mocks
       from batch b
       left join (mentor_qualification q join role_grant g on g.batch_id = q.batch_id and g.person_id = q.person_id and g.role = 'mentor') on q.batch_id = b.id
       left join availability a on a.person_id = q.person_id
       where b.state in ('draft', 'enrolling', 'active', 'paused')
       group by b.id order by b.created_at desc, b.id desc limit 1`,
      [now],
    );
    return row ?? null;
  }
}
