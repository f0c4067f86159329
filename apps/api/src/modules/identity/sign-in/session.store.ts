import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { SignInMethod } from '@dryrun/domain/identity/session-standing';
import type { Grant } from '@dryrun/domain/policy/decide';
import { Database, type Tx } from '../../../platform/db/database.ts';

/** A session with everything that decides what it is worth on this request. */
export interface SessionRow {
  id: string;
  token: string;
  personId: string;
  method: SignInMethod;
  expiresAt: Date;
  authenticatedAt: Date | null;
  secondFactorAt: Date | null;
  lastSeenAt: Date | null;
  isRotationDue: boolean;
  hasAuthenticator: boolean;
  hasPasskey: boolean;
  grants: Grant[] | null;
}

export interface NewSession {
  personId: string;
  token: string;
  method: SignInMethod;
  isSecondFactorGiven: boolean;
  expiresAt: Date;
  address: string;
  userAgent: string;
  now: Date;
}

/** A session as its owner finds it in the list. */
export interface ListedSession {
  id: string;
  method: SignInMethod;
  address: string | null;
  userAgent: string | null;
  createdAt: Date;
  lastSeenAt: Date | null;
}

/** Asked by every request. */
const FIND = {
  name: 'sign-in-session',
  text: `select s.id, s.token, s.person_id as "personId", s.method, s.expires_at as "expiresAt", s.authenticated_at as "authenticatedAt",
         s.second_factor_at as "secondFactorAt", s.last_seen_at as "lastSeenAt", s.is_rotation_due as "isRotationDue",
         exists (select 1 from authenticator a where a.person_id = s.person_id and a.confirmed_at is not null) as "hasAuthenticator",
         exists (select 1 from passkey k where k.person_id = s.person_id) as "hasPasskey",
         (select jsonb_agg(jsonb_build_object('role', g.role, 'batchId', g.batch_id)) from role_grant g where g.person_id = s.person_id) as grants
  from sign_in_session s join person p on p.id = s.person_id
  where (s.token = $1 or (s.previous_token = $1 and s.previous_token_until > $2)) and s.expires_at > $2 and p.removed_at is null`,
};

/** The table of sign-in sessions. */
@Injectable()
export class SessionStore {
  constructor(private readonly database: Database) {}

  /** One round trip per request: whose session a token is, with the grants and second factors of this moment. */
  async find(token: string, now: Date): Promise<SessionRow | null> {
    const [row] = await this.database.ask<SessionRow>(FIND, [token, now]);
    return row ?? null;
  }

  async insert(tx: Tx, s: NewSession): Promise<void> {
    await tx.query(
      `insert into sign_in_session (id, person_id, token, method, authenticated_at, second_factor_at, last_seen_at, expires_at, ip_address, user_agent, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $5, $7, $8, $9, $5, $5)`,
      [
        uuid(),
        s.personId,
        s.token,
        s.method,
        s.now,
        s.isSecondFactorGiven ? s.now : null,
        s.expiresAt,
        s.address,
        s.userAgent,
      ],
    );
  }

  /** Remembers that the session was used, and from where. */
  async touch(tx: Tx, id: string, origin: { address: string; userAgent: string }, now: Date): Promise<void> {
    await tx.query(
      'update sign_in_session set last_seen_at = $2, updated_at = $2, ip_address = $3, user_agent = $4 where id = $1',
      [id, now, origin.address, origin.userAgent],
    );
  }

  /** The person proved again who they are; `isSecondFactorGiven` also completes a sign-in. */
  async confirm(tx: Tx, id: string, isSecondFactorGiven: boolean, now: Date): Promise<void> {
    await tx.query(
      'update sign_in_session set authenticated_at = $2, second_factor_at = case when $3 then $2 else second_factor_at end where id = $1',
      [id, now, isSecondFactorGiven],
    );
  }

  /** Replaces the token; the old one works until `oldUntil`. False when another request was faster. */
  async rotate(tx: Tx, id: string, token: { old: string; new: string }, oldUntil: Date): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `update sign_in_session set token = $3, previous_token = $2, previous_token_until = $4, is_rotation_due = false
       where id = $1 and token = $2 returning 1`,
      [id, token.old, token.new, oldUntil],
    );
    return touchedOne(rows);
  }

  async markRotationDue(tx: Tx, personId: string): Promise<void> {
    await tx.query('update sign_in_session set is_rotation_due = true where person_id = $1', [personId]);
  }

  async list(personId: string, now: Date): Promise<ListedSession[]> {
    return this.database.read.query(
      `select id, method, ip_address as address, user_agent as "userAgent", created_at as "createdAt", last_seen_at as "lastSeenAt"
       from sign_in_session where person_id = $1 and expires_at > $2 order by last_seen_at desc nulls last, id`,
      [personId, now],
    );
  }

  /** Ends one session of a person; false when there is none. */
  async remove(tx: Tx, personId: string, id: string): Promise<boolean> {
    return touchedOne(
      await tx.query('delete from sign_in_session where person_id = $1 and id = $2 returning 1', [personId, id]),
    );
  }

  /** Ends the session behind a cookie, whoever's it is. */
  async removeByToken(tx: Tx, token: string): Promise<{ personId: string } | null> {
    const [rows] = await tx.query<[{ personId: string }[], number]>(
      'delete from sign_in_session where token = $1 or previous_token = $1 returning person_id as "personId"',
      [token],
    );
    return rows[0] ?? null;
  }

  /** Ends all sessions of a person but one (null: all); answers how many. */
  async removeOthers(tx: Tx, personId: string, exceptId: string | null): Promise<number> {
    const [, count] = await tx.query<[unknown, number]>(
      'delete from sign_in_session where person_id = $1 and ($2::uuid is null or id <> $2)',
      [personId, exceptId],
    );
    return count;
  }

  async removeExpired(tx: Tx, now: Date): Promise<void> {
    await tx.query('delete from sign_in_session where expires_at <= $1', [now]);
  }
}

/** TypeORM answers `[rows, count]` for updates and deletes, also with `returning`. */
function touchedOne(answer: unknown): boolean {
  return Array.isArray(answer) && answer[1] === 1;
}
