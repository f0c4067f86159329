import { Injectable } from '@nestjs/common';
import type { MentorChoice } from '@dryrun/domain/interviews/fairest-mentors';
import { COUNTING_STATES, HELD_STATES, type InterviewState } from '@dryrun/domain/interviews/interview-state';
import { Database, type Tx } from '../../platform/db/database.ts';
import { InterviewEntity } from './interview.entity.ts';

/** An interview as the modules see it. */
export type Interview = InterviewEntity;

/** Which interviews are asked for. */
export interface InterviewFilter {
  /** Those in which this person is learner or mentor. */
  participantId?: string;
  batchId?: string;
  when: 'upcoming' | 'past' | 'all';
  show?: 'needs_outcome' | 'cancelled';
  now: Date;
}

/** A mock as calendars need it. */
export interface CalendarMock {
  id: string;
  batchId: string;
  learnerId: string;
  mentorId: string;
  state: InterviewState;
  formatVersionId: string;
  startsAt: Date;
  endsAt: Date;
  /** SEQUENCE and time of the last change that calendars follow. */
  sequence: number;
  changedAt: Date;
}

/** A mentor who could be chosen. */
export interface MentorStanding extends MentorChoice {
  /** Owes feedback for so long that they are not offered. */
  isPaused: boolean;
}

const CALENDAR_MOCK = `i.id, i.batch_id as "batchId", i.learner_id as "learnerId", i.mentor_id as "mentorId", i.state,
  i.format_version_id as "formatVersionId", i.starts_at as "startsAt", i.ends_at as "endsAt",
  coalesce(i.calendar_sequence, 0) as sequence, coalesce(i.calendar_changed_at, i.confirmed_at, i.created_at) as "changedAt"`;

const STANDINGS = {
  name: 'mentor-standings',
  text: `select m.id, coalesce(p.upcoming, 0) as upcoming, t.at as "lastMetAt", coalesce(p.is_owing, false) as "isPaused"
    from unnest($1::uuid[]) as m(id)
    left join (
      select mentor_id, count(*) filter (where state = 'scheduled' and starts_at > $4)::int as upcoming,
        bool_or(state = 'awaiting_feedback' and coalesce(feedback_extended_until, ended_at + make_interval(hours => (policy->>'feedbackDueHours')::int))
          + make_interval(hours => $3::int) < $4) as is_owing
      from interview where mentor_id = any($1) and state in ('scheduled', 'awaiting_feedback') group by mentor_id
    ) p on p.mentor_id = m.id
    left join (
      select mentor_id, max(starts_at) as at from interview
      where learner_id = $2 and mentor_id = any($1) and state = any($5) group by mentor_id
    ) t on t.mentor_id = m.id`,
};

const MOST_LISTED = 500;

/** The table of interviews. */
@Injectable()
export class InterviewsStore {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<Interview | null> {
    return this.database.read.findOneBy(InterviewEntity, { id });
  }

  lock(tx: Tx, id: string): Promise<Interview | null> {
    return tx.findOne(InterviewEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /**
   * Upcoming: booked with its end still to come, or running; soonest first. Past: everything else, newest first. All: by
   * start. Interviews whose time is only kept are never listed.
   */
  list({ participantId, batchId, when, show, now }: InterviewFilter): Promise<Interview[]> {
    const query = this.database.read.createQueryBuilder(InterviewEntity, 'i').where(`i.state <> 'planned'`);
    if (participantId !== undefined)
      query.andWhere('(i.learnerId = :participantId or i.mentorId = :participantId)', { participantId });
    if (batchId !== undefined) query.andWhere('i.batchId = :batchId', { batchId });
    const isUpcoming = `(i.state = 'running' or (i.state = 'scheduled' and i.endsAt > :now))`;
    if (when === 'upcoming') query.andWhere(isUpcoming, { now });
    if (when === 'past') query.andWhere(`not ${isUpcoming}`, { now });
    if (show === 'cancelled') query.andWhere(`i.state = 'void'`);
    if (show === 'needs_outcome') query.andWhere(`i.state in ('scheduled', 'running') and i.endsAt <= :now`, { now });
    const direction = when === 'past' ? 'DESC' : 'ASC';
    return query.orderBy('i.startsAt', direction).addOrderBy('i.id', direction).limit(MOST_LISTED).getMany();
  }

  /** Booked or running mocks of a learner, soonest first, locked. */
  lockComing(tx: Tx, learnerId: string): Promise<Interview[]> {
    return tx
      .createQueryBuilder(InterviewEntity, 'i')
      .where(`i.learnerId = :learnerId and i.state in ('scheduled', 'running')`, { learnerId })
      .orderBy('i.startsAt')
      .addOrderBy('i.id')
      .setLock('pessimistic_write')
      .getMany();
  }

  /** Booked mocks of a batch that have not begun, locked; of one person on either side, or of everybody for null. */
  lockScheduled(tx: Tx, batchId: string, personId: string | null, now: Date): Promise<Interview[]> {
    const query = tx
      .createQueryBuilder(InterviewEntity, 'i')
      .where(`i.batchId = :batchId and i.state = 'scheduled' and i.startsAt > :now`, { batchId, now });
    if (personId !== null) query.andWhere('(i.learnerId = :personId or i.mentorId = :personId)', { personId });
    return query.orderBy('i.startsAt').addOrderBy('i.id').setLock('pessimistic_write').getMany();
  }

  /** Waits for whoever is turning a kept time of the batch into a mock; of one person on either side, or of everybody for null. */
  async lockPlanned(tx: Tx, batchId: string, personId: string | null): Promise<void> {
    await tx.query(
      `select 1 from interview where batch_id = $1 and state = 'planned' and ($2::uuid is null or learner_id = $2 or mentor_id = $2)
       order by id for update`,
      [batchId, personId],
    );
  }

  /**
   * Makes or overwrites the learner's one planned interview of the batch, and answers its id. Holds of one learner that
   * race queue up on this row.
   */
  async upsertPlanned(tx: Tx, interview: Interview): Promise<string> {
    const [row] = await tx.query<{ id: string }[]>(
      `insert into interview (id, batch_id, learner_id, mentor_id, state, goal, starts_at, ends_at, format_version_id, rubric_version_id, policy, created_at)
       values ($1, $2, $3, $4, 'planned', $5, $6, $7, $8, $9, $10, $11)
       on conflict (batch_id, learner_id) where state = 'planned' do update
         set mentor_id = excluded.mentor_id, goal = excluded.goal, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
             format_version_id = excluded.format_version_id, rubric_version_id = excluded.rubric_version_id, policy = excluded.policy
       returning id`,
      [
        interview.id,
        interview.batchId,
        interview.learnerId,
        interview.mentorId,
        JSON.stringify(interview.goal),
        interview.startsAt,
        interview.endsAt,
        interview.formatVersionId,
        interview.rubricVersionId,
        JSON.stringify(interview.policy),
        interview.createdAt,
      ],
    );
    if (!row) throw new Error('the planned interview was neither made nor found');
    return row.id;
  }

  async insert(tx: Tx, interview: Interview): Promise<void> {
    await tx.insert(InterviewEntity, interview);
  }

  async update(tx: Tx, id: string, changed: Partial<Omit<Interview, 'id'>>): Promise<void> {
    await tx.update(InterviewEntity, { id }, changed);
  }

  /**
   * Marks that calendars have to follow this change; answers the SEQUENCE of it: 0 when the mock is booked (`isFirst`), one more
   * each time. One that came into being without news (the seeded world) counts as booked. Pre-condition: the row is locked by this transaction, or was made by it.
   */
  async riseCalendarSequence(tx: Tx, id: string, isFirst: boolean, at: Date): Promise<number> {
    const [rows] = await tx.query<[{ sequence: number }[], number]>(
      `update interview set calendar_sequence = coalesce(calendar_sequence + 1, $3), calendar_changed_at = $2
       where id = $1 returning calendar_sequence as sequence`,
      [id, at, isFirst ? 0 : 1],
    );
    if (!rows[0]) throw new Error(`interview ${id} is not there`);
    return rows[0].sequence;
  }

  /** Mocks as calendars show them, soonest first: by id, or those of a person that end after an instant. Never one whose time is only kept. */
  async listCalendarMocks({
    id,
    participantId,
    endsAfter,
  }: {
    id?: string;
    participantId?: string;
    endsAfter?: Date;
  }): Promise<CalendarMock[]> {
    return this.database.read.query<CalendarMock[]>(
      `select ${CALENDAR_MOCK} from interview i
       where ($1::uuid is null or i.id = $1) and ($2::uuid is null or i.learner_id = $2 or i.mentor_id = $2)
         and ($3::timestamptz is null or i.ends_at > $3) and i.state <> 'planned' order by i.starts_at, i.id`,
      [id ?? null, participantId ?? null, endsAfter ?? null],
    );
  }

  /** Booked mocks that start after `after` and no later than `until`, soonest first. */
  async listStarting(after: Date, until: Date): Promise<CalendarMock[]> {
    return this.database.read.query<CalendarMock[]>(
      `select ${CALENDAR_MOCK} from interview i where i.state = 'scheduled' and i.starts_at > $1 and i.starts_at <= $2 order by i.starts_at, i.id`,
      [after, until],
    );
  }

  /** How many mocks these people have had or have booked as learners of a batch, by starts since then. Nobody is absent. */
  async countMocks(batchId: string, learnerIds: readonly string[], since: Date): Promise<Map<string, number>> {
    const rows = await this.database.read.query<{ learnerId: string; count: number }[]>(
      `select learner_id as "learnerId", count(*)::int as count from interview
       where batch_id = $1 and learner_id = any($2) and starts_at >= $3 and state = any($4) group by learner_id`,
      [batchId, learnerIds, since, COUNTING_STATES],
    );
    const counts = new Map(rows.map((r) => [r.learnerId, r.count]));
    return new Map(learnerIds.map((id) => [id, counts.get(id) ?? 0]));
  }

  /** Which of these learners of a batch found no mentor at a mock since then, and booked nothing after that was said. */
  async listMissedByMentor(batchId: string, learnerIds: readonly string[], since: Date): Promise<string[]> {
    const rows = await this.database.read.query<{ id: string }[]>(
      `select distinct i.learner_id as id from interview i join interview_outcome o on o.interview_id = i.id
       where i.batch_id = $1 and i.learner_id = any($2) and o.outcome = 'missed_by_mentor' and o.at > $3
         and not exists (select 1 from interview k where k.batch_id = i.batch_id and k.learner_id = i.learner_id
           and k.confirmed_at >= o.at and k.state not in ('planned', 'void'))`,
      [batchId, learnerIds, since],
    );
    return rows.map((r) => r.id);
  }

  /**
   * How these mentors stand when one of them is to be chosen, in no particular order.
   *
   * @param learnerId for whom; null: nobody has met them
   * @param pauseHours who owes feedback that has been overdue for more than so many hours is paused; null: nobody is
   */
  async listStandings(
    mentorIds: readonly string[],
    { learnerId, pauseHours, now }: { learnerId: string | null; pauseHours: number | null; now: Date },
  ): Promise<MentorStanding[]> {
    const rows = await this.database.ask<Omit<MentorStanding, 'lastMetAt'> & { lastMetAt: Date | null }>(STANDINGS, [
      mentorIds,
      learnerId,
      pauseHours,
      now,
      HELD_STATES,
    ]);
    return rows.map((row) => ({ ...row, lastMetAt: row.lastMetAt?.getTime() ?? null }));
  }
}
