import type { Client } from 'pg';

/** A table of the current schema. Columns that PostgreSQL computes itself are left out. */
export interface TableFacts {
  name: string;
  columns: string[];
  /** Order that depends on nothing but the rows: the primary key, else all columns as text. */
  orderBy: string;
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Every table of the current schema but those of extensions, by name. */
export async function listTables(client: Client): Promise<TableFacts[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; key: string[] | null }>(`
    select c.relname as name,
           array(select a.attname::text from pg_attribute a
                 where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
           (select array(select format(case when t.typcollation <> 0 then '%I collate "C"' else '%I' end, a.attname)
                         from unnest(i.indkey::smallint[]) with ordinality k(attnum, nr)
                         join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
                         join pg_type t on t.oid = a.atttypid order by k.nr)
            from pg_index i where i.indrelid = c.oid and i.indisprimary) as key
    from pg_class c
    where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = current_schema()::regnamespace
      and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    order by c.relname collate "C"`);
  return rows.map(({ name, columns, key }) => ({
    name,
    columns,
    orderBy: (key ?? columns.map((column) => `${quoted(column)}::text collate "C"`)).join(', '),
  }));
}

/** Where the sequences of the current schema stand; unused ones are left out. */
export async function listSequences(client: Client): Promise<{ name: string; lastValue: string }[]> {
  const { rows } = await client.query<{ name: string; lastValue: string }>(
    `select sequencename as name, last_value::text as "lastValue" from pg_sequences
     where schemaname = current_schema() and last_value is not null order by 1`,
  );
  return rows;
}

/** The migrations that ran here, in order; empty when none ever did. */
export async function listMigrations(client: Client): Promise<string[]> {
  const { rows: found } = await client.query<{ exists: boolean }>(
    `select to_regclass('schema_migration') is not null as exists`,
  );
  if (!found[0]?.exists) return [];
  const { rows } = await client.query<{ name: string }>('select name from schema_migration order by id');
  return rows.map(({ name }) => name);
}

/** Foreign keys and triggers of our own, as statements that take them away and bring them back exactly as they are. */
export async function listGuards(client: Client): Promise<{ remove: string[]; restore: string[] }> {
  const { rows: keys } = await client.query<{ on: string; name: string; definition: string }>(
    `select conrelid::regclass::text as "on", quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and conparentid = 0 and connamespace = current_schema()::regnamespace order by conrelid, conname`,
  );
  const { rows: triggers } = await client.query<{ on: string; name: string }>(
    `select t.tgrelid::regclass::text as "on", quote_ident(t.tgname) as name
     from pg_trigger t join pg_class c on c.oid = t.tgrelid
     where not t.tgisinternal and t.tgenabled = 'O' and c.relnamespace = current_schema()::regnamespace order by t.tgrelid, t.tgname`,
  );
  return {
    remove: [
      ...keys.map((key) => `alter table ${key.on} drop constraint ${key.name}`),
      ...triggers.map((trigger) => `alter table ${trigger.on} disable trigger ${trigger.name}`),
    ],
    restore: [
      ...triggers.map((trigger) => `alter table ${trigger.on} enable trigger ${trigger.name}`),
      ...keys.map((key) => `alter table ${key.on} add constraint ${key.name} ${key.definition}`),
    ],
  };
}
