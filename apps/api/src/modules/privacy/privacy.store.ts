import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../platform/db/database.ts';
import { EXPORTED_SECTIONS } from './exported-sections.ts';
import { NAMED_IN, PERSONAL_DATA } from './personal-data.ts';

export interface PersonToErase {
  id: string;
  name: string;
  email: string;
  isMentor: boolean;
}

export interface AuditLine {
  id: string;
  at: Date;
  actorId: string | null;
  action: string;
  subjectType: string;
  subjectId: string;
  personId: string | null;
  batchId: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  traceId: string | null;
  address: string | null;
}

/**
 * Which lines are asked for. `own`: what this person did, and what others did with what was theirs except these actions or families of
 * them; `batchIds` null: of every batch and of none.
 */
export interface AuditSearch {
  own: { personId: string; except: readonly string[] } | null;
  batchIds: readonly string[] | null;
  personId: string | null;
  action: string | null;
  from: Date | null;
  until: Date | null;
  before: string | null;
  limit: number;
}

/** Rows of all modules, as far as they concern a person. Reads and erases along {@link PERSONAL_DATA} and nothing else. */
@Injectable()
export class PrivacyStore {
  constructor(private readonly database: Database) {}

  /** Every section of somebody's data, read at one moment. */
  async sections(personId: string): Promise<Record<string, Record<string, unknown>[]>> {
    return this.database.write(async (tx) => {
      const sections: Record<string, Record<string, unknown>[]> = {};
      for (const [name, sql] of Object.entries(EXPORTED_SECTIONS)) sections[name] = await tx.query(sql, [personId]);
      return sections;
    });
  }

  /** Somebody who can be erased; null when unknown or gone already. */
  async find(personId: string): Promise<PersonToErase | null> {
    const [row] = await this.database.read.query<PersonToErase[]>(FIND, [personId]);
    return row ?? null;
  }

  async lock(tx: Tx, personId: string): Promise<PersonToErase | null> {
    const [row] = await tx.query<PersonToErase[]>(`${FIND} for update of p`, [personId]);
    return row ?? null;
  }

  /** Whether the academy would be left without an admin; the rows are locked until the end of the transaction. */
  async isLastAdmin(tx: Tx, personId: string): Promise<boolean> {
    const rows = await tx.query<{ id: string }[]>(
      `select g.person_id as id from role_grant g join person p on p.id = g.person_id and p.removed_at is null
       where g.batch_id is null and g.role = 'academyAdmin' order by g.id for update of g`,
      [],
    );
    return rows.length === 1 && rows[0]?.id === personId;
  }

  async openMatters(personId: string, now: Date): Promise<{ comingMocks: number; owedScorecards: number }> {
    const [row] = await this.database.read.query<{ comingMocks: number; owedScorecards: number }[]>(
      `select (select count(*)::int from interview where (learner_id = $1 or mentor_id = $1) and state = 'scheduled' and starts_at > $2) as "comingMocks",
              (select count(*)::int from mock_to_score m join interview i on i.id = m.interview_id and i.state = 'awaiting_feedback' where m.mentor_id = $1) as "owedScorecards"`,
      [personId, now],
    );
    return row ?? { comingMocks: 0, owedScorecards: 0 };
  }

  /** Does what {@link PERSONAL_DATA} says with every table, and replaces name and address where others' rows hold them. */
  async forget(tx: Tx, person: PersonToErase, pseudonym: string, now: Date): Promise<void> {
    // The audit lets its contents be emptied for this, and for nothing else.
    await tx.query(`select set_config('dryrun.erasing', 'on', true)`, []);
    for (const { erasures = [] } of Object.values(PERSONAL_DATA))
      for (const sql of erasures) await tx.query(sql, [person.id, pseudonym, now].slice(0, highestParameter(sql)));
    for (const words of [person.email, person.name])
      for (const { table, column, type } of NAMED_IN)
        await tx.query(
          type === 'text'
            ? `update ${table} set ${column} = replace(${column}, $1, $2) where position($1 in ${column}) > 0`
            : `update ${table} set ${column} = replace(${column}::text, $1, $2)::${type} where position($1 in ${column}::text) > 0`,
          type === 'text' ? [words, pseudonym] : [insideJson(words), pseudonym],
        );
    await tx.query(
      `update audit_entry set before = null, after = null
       where (before is not null or after is not null) and (coalesce(before::text, '') || coalesce(after::text, '')) like any($1)`,
      [[person.email, person.name].map((words) => `%${likeText(insideJson(words))}%`)],
    );
    await tx.query(`select set_config('dryrun.erasing', '', true)`, []);
  }

  listAudit(search: AuditSearch): Promise<AuditLine[]> {
    return this.database.read.query(
      `select a.id, a.at, a.actor_id as "actorId", a.action, a.subject_type as "subjectType", a.subject_id as "subjectId", a.person_id as "personId",
              a.batch_id as "batchId", a.before, a.after, a.trace_id as "traceId", a.address
       from audit_entry a
       where ($1::uuid is null or a.actor_id = $1
              or (a.person_id = $1 and not (a.action = any($9::text[]) or split_part(a.action, '.', 1) = any($9))))
         and ($2::uuid[] is null or a.batch_id = any($2))
         and ($3::uuid is null or a.actor_id = $3 or a.person_id = $3)
         and ($4::text is null or a.action = $4 or starts_with(a.action, $4 || '.'))
         and ($5::timestamptz is null or a.at >= $5) and ($6::timestamptz is null or a.at < $6)
         and ($7::uuid is null or (a.at, a.id) < (select b.at, b.id from audit_entry b where b.id = $7))
       order by a.at desc, a.id desc limit $8`,
      [
        search.own?.personId ?? null,
        search.batchIds,
        search.personId,
        search.action,
        search.from,
        search.until,
        search.before,
        search.limit,
        search.own?.except ?? [],
      ],
    );
  }
}

const FIND = `select p.id, p.name, p.email::text as email, exists (select 1 from interview i where i.mentor_id = p.id) as "isMentor"
  from person p where p.id = $1 and p.removed_at is null`;

function highestParameter(sql: string): number {
  return Math.max(...[...sql.matchAll(/\$(\d)/g)].map(([, n]) => Number(n)));
}

/** A text as it stands inside a JSON document. */
function insideJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function likeText(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
