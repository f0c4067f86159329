import { Injectable } from '@nestjs/common';
import type { Level } from '@dryrun/domain/cohorts/levels';
import type { Role } from '@dryrun/domain/policy/resources';
import { Database, type Tx } from '../../../platform/db/database.ts';

export interface Invitation {
  id: string;
  address: string;
  name: string;
  /** null: roles in the whole academy. */
  batchId: string | null;
  roles: Role[];
  level: Level | null;
  tracks: string[];
  levels: Level[];
  state: 'open' | 'accepted' | 'declined' | 'revoked';
  tokenHash: string | null;
  tokenSealed: string | null;
  invitedBy: string;
  sentAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
  acceptedBy: string | null;
}

const COLUMNS = `id, address, name, batch_id as "batchId", roles, level, tracks, levels, state, token_hash as "tokenHash", token_sealed as "tokenSealed",
  invited_by as "invitedBy", sent_at as "sentAt", expires_at as "expiresAt", ended_at as "endedAt", accepted_by as "acceptedBy"`;

/** The table of invitations. */
@Injectable()
export class InvitationStore {
  constructor(private readonly database: Database) {}

  async find(id: string): Promise<Invitation | null> {
    return this.one('where id = $1', [id]);
  }

  async findByHash(tokenHash: string): Promise<Invitation | null> {
    return this.one('where token_hash = $1', [tokenHash]);
  }

  async lock(tx: Tx, id: string): Promise<Invitation | null> {
    const [row] = await tx.query<Invitation[]>(`select ${COLUMNS} from invitation where id = $1 for update`, [id]);
    return row ?? null;
  }

  async lockByHash(tx: Tx, tokenHash: string): Promise<Invitation | null> {
    const [row] = await tx.query<Invitation[]>(`select ${COLUMNS} from invitation where token_hash = $1 for update`, [
      tokenHash,
    ]);
    return row ?? null;
  }

  /** Of a batch, or for null those to roles in the whole academy; newest first. */
  list(batchId: string | null): Promise<Invitation[]> {
    return this.database.read.query(
      `select ${COLUMNS} from invitation where batch_id is not distinct from $1 order by sent_at desc, id desc`,
      [batchId],
    );
  }

  listOpenFor(address: string): Promise<Invitation[]> {
    return this.database.read.query(
      `select ${COLUMNS} from invitation where address = $1 and state = 'open' order by sent_at desc, id desc`,
      [address],
    );
  }

  /** False when an open invitation of this address to the same batch exists. */
  async insert(tx: Tx, i: Invitation): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `insert into invitation (id, address, name, batch_id, roles, level, tracks, levels, state, token_hash, token_sealed, invited_by, sent_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9, $10, $11, $12, $13)
       on conflict (address, batch_id) where state = 'open' do nothing returning 1`,
      [
        i.id,
        i.address,
        i.name,
        i.batchId,
        i.roles,
        i.level,
        i.tracks,
        i.levels,
        i.tokenHash,
        i.tokenSealed,
        i.invitedBy,
        i.sentAt,
        i.expiresAt,
      ],
    );
    return rows.length === 1;
  }

  async renew(
    tx: Tx,
    id: string,
    fresh: Pick<Invitation, 'tokenHash' | 'tokenSealed' | 'invitedBy' | 'sentAt' | 'expiresAt'>,
  ): Promise<void> {
    await tx.query(
      'update invitation set token_hash = $2, token_sealed = $3, invited_by = $4, sent_at = $5, expires_at = $6 where id = $1',
      [id, fresh.tokenHash, fresh.tokenSealed, fresh.invitedBy, fresh.sentAt, fresh.expiresAt],
    );
  }

  /** Ends an open invitation; its token is forgotten. */
  async end(
    tx: Tx,
    id: string,
    state: Exclude<Invitation['state'], 'open'>,
    at: Date,
    acceptedBy: string | null,
  ): Promise<void> {
    await tx.query(
      `update invitation set state = $2, ended_at = $3, accepted_by = $4, token_hash = null, token_sealed = null where id = $1 and state = 'open'`,
      [id, state, at, acceptedBy],
    );
  }

  private async one(where: string, parameters: unknown[]): Promise<Invitation | null> {
    const [row] = await this.database.read.query<Invitation[]>(
      `select ${COLUMNS} from invitation ${where}`,
      parameters,
    );
    return row ?? null;
  }
}
