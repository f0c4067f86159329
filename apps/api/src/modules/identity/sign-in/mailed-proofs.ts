import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { KeyedHash } from '../../../platform/auth/keyed-hash.ts';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database, type Tx } from '../../../platform/db/database.ts';
import { Refusal } from '../../../platform/http/refusal.ts';
import { Jobs } from '../../../platform/jobs/jobs.ts';
import { Attempts } from './attempts.ts';
import { MailedProofStore, type ProofPurpose, type ProofRow } from './mailed-proof.store.ts';

/** The queue in which it is looked up whether there is anybody to mail. */
export const PROOF_QUEUE = 'identity.mail_proof';

const VALID_MINUTES = 10;
const MAX_TRIES = 5;

/** What a person brings: the link's secret, or the code together with the request that it answers. */
export type GivenProof = { token: string } | { requestId: string; code: string };

/** A proof that fitted and is not used up yet; see `use`. */
export interface FittingProof {
  id: string;
  personId: string;
  address: string;
}

export const tokenPurpose = (purpose: ProofPurpose) => `mailedProof.${purpose}.token`;
export const codePurpose = (purpose: ProofPurpose) => `mailedProof.${purpose}.code`;

/**
 * Links and codes that prove a mailbox. Asking does the same work and gives the same answer for every address: whether
 * anybody has it is looked up later, away from the request (`send-proof-mail.ts`).
 */
@Injectable()
export class MailedProofs {
  constructor(
    private readonly database: Database,
    private readonly store: MailedProofStore,
    private readonly attempts: Attempts,
    private readonly jobs: Jobs,
    private readonly hash: KeyedHash,
    private readonly clock: Clock,
  ) {}

  /** @param personId whose new address it is to become, or who confirms; null where the address alone decides */
  async ask(
    purpose: ProofPurpose,
    address: string,
    personId: string | null,
    clientAddress: string,
  ): Promise<{ requestId: string; expiresAt: string }> {
    await this.attempts.count({ kind: 'mail', account: address, address: clientAddress });
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + VALID_MINUTES * 60_000);
    const id = uuid();
    await this.database.write(async (tx) => {
      await this.store.insert(tx, { id, purpose, address, personId, now, expiresAt });
      await this.jobs.enqueue(tx, PROOF_QUEUE, { id }, { isUrgent: true });
    });
    return { requestId: id, expiresAt: expiresAt.toISOString() };
  }

  /**
   * Does this proof fit? A wrong code costs one of its five tries, whatever happens afterwards.
   * @throws Refusal `wrong_code`, `proof_over`, or `too_many_requests`
   */
  async fitting(purpose: ProofPurpose, given: GivenProof, clientAddress: string): Promise<FittingProof> {
    const row =
      'token' in given
        ? await this.byToken(purpose, given.token, clientAddress)
        : await this.byCode(purpose, given, clientAddress);
    if (row.personId === null) throw over();
    return { id: row.id, personId: row.personId, address: row.address };
  }

  /** Uses the proof up in the transaction of what it allows. @throws Refusal `proof_over` when it was used meanwhile */
  async use(tx: Tx, proof: FittingProof): Promise<void> {
    if (!(await this.store.use(tx, proof.id, this.clock.now()))) throw over();
  }

  /** After a new password or address: nothing mailed before may work any more. */
  async revokeAll(tx: Tx, personId: string): Promise<void> {
    await this.store.useAll(tx, personId, this.clock.now());
  }

  private async byToken(purpose: ProofPurpose, token: string, address: string): Promise<ProofRow> {
    await this.attempts.count({ kind: 'token', account: null, address });
    const row = await this.store.findByToken(this.hash.of(tokenPurpose(purpose), token));
    if (!row || row.purpose !== purpose || row.usedAt !== null || row.expiresAt <= this.clock.now()) throw over();
    return row;
  }

  private async byCode(
    purpose: ProofPurpose,
    given: { requestId: string; code: string },
    address: string,
  ): Promise<ProofRow> {
    const row = await this.store.find(given.requestId);
    const attempt = { kind: 'code', account: row?.address ?? given.requestId, address } as const;
    await this.attempts.count(attempt);
    if (
      row?.purpose === purpose &&
      !(await this.database.write((tx) => this.store.countTry(tx, row.id, MAX_TRIES, this.clock.now())))
    )
      throw over();
    const isFitting = this.hash.fits(
      codePurpose(purpose),
      `${given.requestId} ${given.code}`,
      row?.purpose === purpose ? row.codeHash : null,
    );
    if (!row || !isFitting) throw wrongCode();
    await this.database.write((tx) => this.attempts.forgive(tx, attempt));
    return row;
  }
}

/** The one answer to a code that does not fit, whatever the reason. */
export function wrongCode(): Refusal {
  return new Refusal(
    'wrong_code',
    'That code does not fit. Check the newest mail and type its six digits again; after five wrong tries you need a new one.',
  );
}

function over(): Refusal {
  return new Refusal(
    'proof_over',
    'It was used already, is older than ten minutes, or was tried wrong too often. Nothing happened; ask for a new one.',
  );
}
