import { getAuthTables } from '@better-auth/core/db';
import { Database } from '../db/database.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { startWorld, type World } from '../../../test/harness.ts';
import { createOidc, createPasskeys } from './better-auth.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** What PostgreSQL calls the types that better-auth asks for. */
const TYPES: Record<string, string[]> = {
  string: ['text', 'citext', 'uuid'],
  boolean: ['boolean'],
  number: ['integer', 'bigint'],
  date: ['timestamp with time zone'],
};

interface Field {
  type: unknown;
  fieldName?: string;
  required?: boolean;
  unique?: boolean;
}

const settings = () => world.app.get<Settings>(SETTINGS, { strict: false });
const database = () => world.app.get(Database, { strict: false });
const passkeys = () => createPasskeys(settings(), world.source, database(), () => '');

function libraries() {
  const provider = { discoveryUrl: 'http://127.0.0.1:1/x', clientId: 'x', clientSecret: 'x' };
  return [passkeys(), createOidc(settings(), world.source, database(), provider)];
}

describe('the tables of better-auth', () => {
  it('are all there, by our names, with columns of the types it writes', async () => {
    const columns = await world.query<{ table: string; column: string; type: string; nullable: boolean }>(
      `select table_name as table, column_name as column, case when data_type = 'USER-DEFINED' then udt_name else data_type end as type, is_nullable = 'YES' as nullable
       from information_schema.columns where table_schema = 'public'`,
    );
    const found = (table: string, column: string) => columns.find((c) => c.table === table && c.column === column);
    const wrong: string[] = [];
    const seen = new Set<string>();
    for (const { options } of libraries())
      for (const table of Object.values(getAuthTables(options)) as {
        modelName: string;
        fields: Record<string, Field>;
      }[]) {
        seen.add(table.modelName);
        for (const [key, field] of Object.entries({ id: { type: 'string' } as Field, ...table.fields })) {
          const name = field.fieldName ?? key;
          const column = found(table.modelName, name);
          if (!column) wrong.push(`${table.modelName}.${name} is missing`);
          else if (!(TYPES[String(field.type)] ?? []).includes(column.type))
            wrong.push(`${table.modelName}.${name} is ${column.type}, better-auth writes ${String(field.type)}`);
          else if (field.required === false && !column.nullable)
            wrong.push(`${table.modelName}.${name} must allow null`);
        }
      }
    expect(wrong).toEqual([]);
    expect([...seen].sort()).toEqual([
      'passkey',
      'person',
      'sign_in_account',
      'sign_in_session',
      'sign_in_verification',
    ]);
  });

  it('have no column of ours that must be given and that better-auth does not know', async () => {
    const needed = await world.query<{ table: string; column: string }>(
      `select table_name as table, column_name as column from information_schema.columns
       where table_schema = 'public' and table_name in ('passkey', 'sign_in_account', 'sign_in_session', 'sign_in_verification') and is_nullable = 'NO' and column_default is null`,
    );
    const known = new Set(
      libraries().flatMap(({ options }) =>
        (Object.values(getAuthTables(options)) as { modelName: string; fields: Record<string, Field> }[]).flatMap(
          (t) => [
            `${t.modelName}.id`,
            ...Object.entries(t.fields).map(([k, f]) => `${t.modelName}.${f.fieldName ?? k}`),
          ],
        ),
      ),
    );
    expect(needed.map((c) => `${c.table}.${c.column}`).filter((c) => !known.has(c))).toEqual([]);
  });

  it('are unique where it relies on finding one row', async () => {
    const unique = await world.query<{ name: string }>(
      `select conname as name from pg_constraint where contype in ('u', 'p')`,
    );
    for (const name of [
      'person_email_once',
      'sign_in_session_token_once',
      'sign_in_account_once',
      'passkey_credential_once',
    ])
      expect(unique.map((u) => u.name)).toContain(name);
  });
});

describe('better-auth’s writes', () => {
  it('fall with our transaction', async () => {
    const rows = () => world.query('select 1 from sign_in_verification');
    await expect(
      database().write(async () => {
        await passkeys().api.generatePasskeyAuthenticationOptions({ headers: new Headers() });
        expect(await database().read.query('select 1 from sign_in_verification')).toHaveLength(1);
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    expect(await rows()).toEqual([]);
  });
});
