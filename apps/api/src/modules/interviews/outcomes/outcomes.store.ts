import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Outcome } from '@dryrun/domain/interviews/outcome-claims';
import { Database, type Tx } from '../../../platform/db/database.ts';
import { InterviewEntity } from '../interview.entity.ts';
import { OutcomeClaimEntity } from './outcome-claim.entity.ts';

export type OutcomeClaim = OutcomeClaimEntity;

/** What a mock came to, and how that was found. */
export interface FoundOutcome {
  interviewId: string;
  outcome: Outcome;
  decided: 'agreement' | 'silence' | 'staff';
  decidedBy: string | null;
  reason: string;
  at: Date;
}

/** Somebody's word that they run late, about one start of a mock. */
export interface LateNotice {
  interviewId: string;
  personId: string;
  minutes: number;
  startsAt: Date;
  at: Date;
}

export interface LoggedMock {
  interviewId: string;
  loggedBy: string;
  questions: string;
  at: Date;
}

/** Claims, outcomes, late notices and logged mocks. Whoever writes holds the lock on the interview. */
@Injectable()
export class OutcomesStore {
  constructor(private readonly database: Database) {}

  findClaim(id: string): Promise<OutcomeClaim | null> {
    return this.database.read.findOneBy(OutcomeClaimEntity, { id });
  }

  /** The claim about a mock that is neither settled nor withdrawn. */
  findLiveClaim(interviewId: string): Promise<OutcomeClaim | null> {
    return this.database.read.findOneBy(OutcomeClaimEntity, { interviewId, state: In(['open', 'disputed']) });
  }

  /** Has this person ever claimed something about this mock? */
  hasClaimed(interviewId: string, personId: string): Promise<boolean> {
    return this.database.read.existsBy(OutcomeClaimEntity, { interviewId, claimedBy: personId });
  }

  /** Every claim about these mocks, oldest first. */
  async listClaims(interviewIds: readonly string[]): Promise<OutcomeClaim[]> {
    if (interviewIds.length === 0) return [];
    return this.database.read.find(OutcomeClaimEntity, {
      where: { interviewId: In([...interviewIds]) },
      order: { at: 'ASC', id: 'ASC' },
    });
  }

  async insertClaim(tx: Tx, claim: OutcomeClaim): Promise<void> {
    await tx.insert(OutcomeClaimEntity, claim);
  }

  async updateClaim(tx: Tx, id: string, changed: Partial<Omit<OutcomeClaim, 'id'>>): Promise<void> {
    await tx.update(OutcomeClaimEntity, { id }, changed);
  }

  async insertOutcome(tx: Tx, found: FoundOutcome): Promise<void> {
    await tx.query(
      'insert into interview_outcome (interview_id, outcome, decided, decided_by, reason, at) values ($1, $2, $3, $4, $5, $6)',
      [found.interviewId, found.outcome, found.decided, found.decidedBy, found.reason, found.at],
    );
  }

  async listOutcomes(interviewIds: readonly string[]): Promise<Map<string, FoundOutcome>> {
    const rows = await this.database.read.query<FoundOutcome[]>(
      `select interview_id as "interviewId", outcome, decided, decided_by as "decidedBy", reason, at
       from interview_outcome where interview_id = any($1)`,
      [interviewIds],
    );
    return new Map(rows.map((r) => [r.interviewId, r]));
  }

  /** How many mocks of a batch somebody missed, on whichever side. */
  async countMissed(batchId: string, personId: string): Promise<number> {
    const [row] = await this.database.read.query<{ count: number }[]>(
      `select count(*)::int as count from interview_outcome o join interview i on i.id = o.interview_id
       where i.batch_id = $1 and ((i.learner_id = $2 and o.outcome = 'missed_by_learner') or (i.mentor_id = $2 and o.outcome = 'missed_by_mentor'))`,
      [batchId, personId],
    );
    return row?.count ?? 0;
  }

  async upsertLate(tx: Tx, notice: LateNotice): Promise<void> {
    await tx.query(
      `insert into late_notice (interview_id, person_id, minutes, starts_at, at) values ($1, $2, $3, $4, $5)
       on conflict (interview_id, person_id) do update set minutes = excluded.minutes, starts_at = excluded.starts_at, at = excluded.at`,
      [notice.interviewId, notice.personId, notice.minutes, notice.startsAt, notice.at],
    );
  }

  /** Those that are about the present start and the present people of their mock. */
  listLate(interviewIds: readonly string[]): Promise<LateNotice[]> {
    return this.database.read.query(
      `select n.interview_id as "interviewId", n.person_id as "personId", n.minutes, n.starts_at as "startsAt", n.at
       from late_notice n join interview i on i.id = n.interview_id and i.starts_at = n.starts_at and n.person_id in (i.learner_id, i.mentor_id)
       where n.interview_id = any($1) order by n.at, n.person_id`,
      [interviewIds],
    );
  }

  /** Two people who write down the same mock at the same moment queue up here. */
  async lockLogging(tx: Tx, personIds: readonly string[]): Promise<void> {
    for (const id of [...personIds].sort())
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`logging:${id}`]);
  }

  async insertLogged(tx: Tx, logged: LoggedMock): Promise<void> {
    await tx.query('insert into logged_mock (interview_id, logged_by, questions, at) values ($1, $2, $3, $4)', [
      logged.interviewId,
      logged.loggedBy,
      logged.questions,
      logged.at,
    ]);
  }

  async listLogged(interviewIds: readonly string[]): Promise<Map<string, LoggedMock>> {
    const rows = await this.database.read.query<LoggedMock[]>(
      'select interview_id as "interviewId", logged_by as "loggedBy", questions, at from logged_mock where interview_id = any($1)',
      [interviewIds],
    );
    return new Map(rows.map((r) => [r.interviewId, r]));
  }

  /** Mocks of a batch that wait for an outcome: claimed ones, and those that are over and that nobody spoke about. Oldest first. */
  listWaiting(batchId: string, now: Date): Promise<InterviewEntity[]> {
    return this.database.read
      .createQueryBuilder(InterviewEntity, 'i')
      .where('i.batchId = :batchId', { batchId })
      .andWhere(`(i.state = 'outcome_claimed' or (i.state in ('scheduled', 'running') and i.endsAt <= :now))`, { now })
      .orderBy('i.startsAt')
      .addOrderBy('i.id')
      .limit(500)
      .getMany();
  }

  /** Mocks of a person about which the other side claims something that they have not answered, soonest due first. */
  listAsked(personId: string): Promise<InterviewEntity[]> {
    return this.database.read
      .createQueryBuilder(InterviewEntity, 'i')
      .innerJoin(OutcomeClaimEntity, 'c', `c.interviewId = i.id and c.state = 'open' and c.claimedBy <> :personId`)
      .where('(i.learnerId = :personId or i.mentorId = :personId)', { personId })
      .orderBy('c.answerDueAt')
      .addOrderBy('i.id')
      .getMany();
  }

  /** Mocks that these people had, have or were to have in a stretch of time, whatever the batch; cancelled and missed ones do not count. */
  listMeetings(personIds: readonly string[], from: Date, until: Date): Promise<InterviewEntity[]> {
    return this.database.read
      .createQueryBuilder(InterviewEntity, 'i')
      .where('(i.learnerId = any(:ids) or i.mentorId = any(:ids))', { ids: [...personIds] })
      .andWhere(`i.state not in ('planned', 'void', 'missed', 'technical_failure')`)
      .andWhere('i.startsAt < :until and i.endsAt > :from', { from, until })
      .orderBy('i.startsAt')
      .getMany();
  }
}
