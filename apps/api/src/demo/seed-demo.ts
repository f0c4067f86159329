import { Catalog, DEFAULT_RUBRIC } from '../modules/catalog/index.ts';
import { CatalogStore } from '../modules/catalog/catalog.store.ts';
import { InstallationStore } from '../modules/identity/academy/installation.store.ts';
import type { Database, Tx } from '../platform/db/database.ts';
import { DEMO_TABLES } from './demo-rows.ts';
import { DEMO_ACADEMY, demoWorld, type DemoWorld } from './demo-world.ts';

/**
 * Writes the demo academy as it stands at `now`, in one transaction. Pre-conditions: content is loaded, nobody is there yet.
 *
 * @param options.canaries see `demoWorld`
 * @returns the world that was written
 * @throws an Error when the database already holds people, which the demo must never be mixed with
 */
export function seedDemo(database: Database, now: Date, options: { canaries?: boolean } = {}): Promise<DemoWorld> {
  return database.write((tx) => seed(tx, database, now, options));
}

/** Deletes everything of the academy, sign-in sessions and audit included, and seeds it anew. Content stays. */
export function resetDemo(database: Database, now: Date): Promise<DemoWorld> {
  return database.write(async (tx) => {
    await new InstallationStore(database).clearAcademy(tx);
    return seed(tx, database, now, {});
  });
}

async function seed(tx: Tx, database: Database, now: Date, options: { canaries?: boolean }): Promise<DemoWorld> {
  const [somebody] = await tx.query<unknown[]>('select 1 from person limit 1');
  if (somebody)
    throw new Error('This database already holds people, so the demo academy was not added. Start with DEMO=off.');
  const catalog = new Catalog(new CatalogStore(database));
  const [tracks, published, questions] = [await catalog.tracks(), await catalog.formats(), await catalog.questions()];
  const formats = preferred(published);
  const rubric = await catalog.rubric(DEFAULT_RUBRIC);
  const world = demoWorld(now, { tracks, formats, questions, rubric }, options);
  await tx.query('insert into installation (id, academy_name, time_zone, demo_seeded_on) values (true, $1, $2, $3)', [
    DEMO_ACADEMY.name,
    DEMO_ACADEMY.timeZone,
    world.today,
  ]);
  for (const table of DEMO_TABLES) await insertAll(tx, table, world.tables[table]);
  return world;
}

/** One statement per table; PostgreSQL reads ranges, arrays and documents out of one JSON parameter. */
async function insertAll(tx: Tx, table: string, rows: readonly object[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first).join(', ');
  await tx.query(
    `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1)`,
    [JSON.stringify(rows)],
  );
}

/** Formats of the demo's past: few enough that a learner meets the same moves again, so that growth can be seen. */
const FORMATS = ['system-design', 'debugging'];

function preferred<T extends { slug: string }>(published: T[]): T[] {
  const wanted = published.filter(({ slug }) => FORMATS.includes(slug));
  return wanted.length > 0 ? wanted : published;
}
