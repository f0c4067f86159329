import type { DataSource } from 'typeorm';
import { seedDemo } from './demo/seed-demo.ts';
import type { Clock } from './platform/clock/clock.ts';
import type { Settings } from './platform/config/settings.ts';
import { migrate, withBootLock } from './platform/db/migrate.ts';
import { Database } from './platform/db/database.ts';
import { installJobs } from './platform/jobs/boss.ts';
import { CatalogStore } from './modules/catalog/catalog.store.ts';
import { changesInShort } from './modules/catalog/content-changes.ts';
import { LoadContent } from './modules/catalog/load-content.ts';
import { InstallationStore } from './modules/identity/academy/installation.store.ts';

/**
 * Brings a database to where the server can run: schema, content, and on the first start of a demo its people.
 * Safe to run from several processes at once and as often as one likes.
 *
 * @param tell one sentence per step that did something, for whoever watches the start
 * @param decidesWhose whether an empty database becomes a demo or a real academy now, by DEMO. A worker leaves that to the
 *   servers, which it may have been started before and without being told
 */
export async function prepare(
  source: DataSource,
  settings: Settings,
  clock: Clock,
  tell: (text: string) => void,
  { decidesWhose = true }: { decidesWhose?: boolean } = {},
): Promise<void> {
  await withBootLock(source, async () => {
    const migrations = await migrate(source);
    if (migrations > 0) tell(`database: ${migrations} migration(s) applied`);
    await installJobs(source);
    const database = new Database(source);
    const report = await new LoadContent(database, new CatalogStore(database), clock).run(settings.contentDir);
    if (report.changes.some((c) => c.does !== 'kept')) tell(`content: ${changesInShort(report)}`);
    if (decidesWhose) await prepareAcademy(database, settings, clock, tell);
  });
}

/** A database remembers whose it is: one that began as a real academy never shows the demo, whatever DEMO says. */
async function prepareAcademy(
  database: Database,
  settings: Settings,
  clock: Clock,
  tell: (text: string) => void,
): Promise<void> {
  const installations = new InstallationStore(database);
  const installation = await installations.find();
  if (installation === null && settings.isDemo) {
    await seedDemo(database, clock.now());
    tell('demo academy: seeded');
  } else if (installation === null) {
    await database.write((tx) => installations.insertBlank(tx));
  } else if (settings.isDemo && installation.demoSeededOn === null) {
    tell('this database holds a real academy, so the demo stays off (DEMO=off says the same)');
  }
}
