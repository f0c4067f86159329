import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import { poolOf } from './data-source.ts';
import { isRetriable } from './database-errors.ts';

declare const inTransaction: unique symbol;
/** An entity manager inside a transaction: the required first argument of every write of a store. */
export type Tx = EntityManager & { readonly [inTransaction]: true };

const MAX_TRIES = 4;

/** A statement of a hot path. One name has one text for ever: connections remember it. */
export interface PreparedStatement {
  name: string;
  text: string;
}

/**
 * Where transactions begin and end. A `write` inside a `write` joins it through a savepoint, so a refused inner write
 * leaves the outer one usable (the idempotent request keeps its answer that way).
 */
@Injectable()
export class Database {
  private readonly ambient = new AsyncLocalStorage<Tx>();

  constructor(private readonly source: DataSource) {}

  /** For reads: the running transaction if there is one (so a write can answer with what it wrote), else the pool. */
  get read(): EntityManager {
    return this.ambient.getStore() ?? this.source.manager;
  }

  /** The connection of the running transaction, for a library that brings its own SQL; null outside of one. */
  async client(): Promise<PoolClient | null> {
    const runner = this.ambient.getStore()?.queryRunner;
    return runner ? ((await runner.connect()) as PoolClient) : null;
  }

  /**
   * Asks a statement that each connection parses and plans once, without the ORM in between; in the running transaction if there
   * is one. For what most requests ask: elsewhere `read` says the same with less to remember.
   */
  async ask<Row extends object>({ name, text }: PreparedStatement, values: unknown[]): Promise<Row[]> {
    const inside = await this.client();
    if (inside) return (await inside.query<Row>({ name, text, values })).rows;
    const client = await poolOf(this.source).connect();
    try {
      return (await client.query<Row>({ name, text, values })).rows;
    } finally {
      // A statement that was refused leaves a sound connection; the pool itself sees one that was lost.
      client.release();
    }
  }

  /**
   * Runs `work` in a transaction and commits when it resolves; rolls back when it throws.
   * A deadlock or serialization failure is retried at most three times, so `work` must be free of outside effects.
   */
  async write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const outer = this.ambient.getStore();
    if (outer) return outer.transaction((tx) => this.ambient.run(tx as Tx, () => work(tx as Tx)));
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.source.transaction((tx) => this.ambient.run(tx as Tx, () => work(tx as Tx)));
      } catch (error) {
        if (!isRetriable(error) || attempt >= MAX_TRIES) throw error;
      }
    }
  }
}
