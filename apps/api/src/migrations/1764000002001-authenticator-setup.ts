import type { QueryRunner } from 'typeorm';
import { ForwardOnly } from './forward-only.ts';

/** An authenticator app that is being set up has a row of its own, so that the one in force works until it is replaced. */
export class AuthenticatorSetup1764000002001 extends ForwardOnly {
  readonly name = 'AuthenticatorSetup1764000002001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table authenticator_setup (
        person_id uuid constraint authenticator_setup_pk primary key constraint authenticator_setup_person_fk references person on delete cascade,
        sealed_secret text not null,
        created_at timestamptz not null
      );
      -- better-auth's own limiter, replaced by sign_in_attempt
      drop table sign_in_rate_limit;
    `);
  }
}
