import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/db/database.ts';

/** What a mailed link or code is for; one for another purpose never fits. */
export type ProofPurpose = 'signIn' | 'reset' | 'address' | 'confirm';

export interface ProofRow {
  id: string;
  purpose: ProofPurpose;
  address: string;
  /** null: nobody has the address, or nobody was looked up yet. */
  personId: string | null;
  codeHash: string | null;
  expiresAt: Date;
  usedAt: Date | null;
}

const PROOF = `id, purpose, address, person_id as "personId", code_hash as "codeHash", expires_at as "expiresAt", used_at as "usedAt"`;

/** Mailed links and codes. Their secrets are kept as keyed hashes only. */
@Injectable()
export class MailedProofStore {
  constructor(private readonly database: Database) {}

  async insert(
    tx: Tx,
    proof: { id: string; purpose: ProofPurpose; address: string; personId: string | null; now: Date; expiresAt: Date },
  ): Promise<void> {
    await tx.query(
      'insert into mailed_proof (id, purpose, address, person_id, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)',
      [proof.id, proof.purpose, proof.address, proof.personId, proof.now, proof.expiresAt],
    );
  }

  async find(id: string): Promise<ProofRow | null> {
    const [row] = await this.database.read.query<ProofRow[]>(`select ${PROOF} from mailed_proof where id = $1`, [id]);
    return row ?? null;
  }

  async findByToken(tokenHash: string): Promise<ProofRow | null> {
    const [row] = await this.database.read.query<ProofRow[]>(
      `select ${PROOF} from mailed_proof where token_hash = $1`,
      [tokenHash],
    );
    return row ?? null;
  }

  async lock(tx: Tx, id: string): Promise<ProofRow | null> {
    const [row] = await tx.query<ProofRow[]>(`select ${PROOF} from mailed_proof where id = $1 for update`, [id]);
    return row ?? null;
  }

  async saveSecrets(
    tx: Tx,
    id: string,
    secrets: { personId: string; tokenHash: string | null; codeHash: string },
  ): Promise<void> {
    await tx.query('update mailed_proof set person_id = $2, token_hash = $3, code_hash = $4 where id = $1', [
      id,
      secrets.personId,
      secrets.tokenHash,
      secrets.codeHash,
    ]);
  }

  /** Counts a try at the code; false when it has no tries left, was used, or is too old. */
  async countTry(tx: Tx, id: string, maxTries: number, now: Date): Promise<boolean> {
    const [, count] = await tx.query<[unknown, number]>(
      'update mailed_proof set tries = tries + 1 where id = $1 and tries < $2 and used_at is null and expires_at > $3',
      [id, maxTries, now],
    );
    return count === 1;
  }

  /** Uses it up; false when somebody was faster or it is too old. */
  async use(tx: Tx, id: string, now: Date): Promise<boolean> {
    const [, count] = await tx.query<[unknown, number]>(
      'update mailed_proof set used_at = $2 where id = $1 and used_at is null and expires_at > $2',
      [id, now],
    );
    return count === 1;
  }

  /** Makes every open link and code of a person worthless. */
  async useAll(tx: Tx, personId: string, now: Date): Promise<void> {
    await tx.query('update mailed_proof set used_at = $2 where person_id = $1 and used_at is null', [personId, now]);
  }

  /** Challenges of passkeys and of the provider that nobody answered. */
  async removeChallenges(tx: Tx, expiredBefore: Date): Promise<void> {
    await tx.query('delete from sign_in_verification where expires_at < $1', [expiredBefore]);
  }

  async removeOlderThan(tx: Tx, at: Date): Promise<void> {
    await tx.query('delete from mailed_proof where expires_at < $1', [at]);
  }
}
