import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A migration that only goes forward: undoing is a new migration, or a restored backup. */
export abstract class ForwardOnly implements MigrationInterface {
  abstract readonly name: string;
  abstract up(runner: QueryRunner): Promise<void>;

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only; restore a backup instead.'));
  }
}
