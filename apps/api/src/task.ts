import 'reflect-metadata';
import { resetDemo } from './demo/seed-demo.ts';
import { ENTITIES } from './entities.ts';
import { CatalogStore } from './modules/catalog/catalog.store.ts';
import { changeLines, changesInShort, type ContentChanges } from './modules/catalog/content-changes.ts';
import { ExportContent } from './modules/catalog/export-content.ts';
import { LoadContent } from './modules/catalog/load-content.ts';
import { SystemClock } from './platform/clock/clock.ts';
import { readSettings } from './platform/config/settings.ts';
import { createDataSource } from './platform/db/data-source.ts';
import { Database } from './platform/db/database.ts';
import { isMigrated, migrate, withBootLock } from './platform/db/migrate.ts';
import { prepare } from './prepare.ts';

const settings = readSettings(process.env);
const clock = new SystemClock();
const source = createDataSource(settings.databaseUrl, ENTITIES);
const database = new Database(source);
const store = new CatalogStore(database);
const loadContent = new LoadContent(database, store, clock);
const say = (text: string) => process.stdout.write(`${text}\n`);

/** One-off jobs on the database, started by the command line: `node task.js NAME [FOLDER]`. */
const TASKS: Record<string, (folder: string) => Promise<void>> = {
  prepare: () => prepare(source, settings, clock, say),

  async 'demo-reset'() {
    await prepare(source, settings, clock, say);
    if (!settings.isDemo) throw new Error('DEMO is off: this installation holds a real academy, so nothing was reset.');
    await resetDemo(database, clock.now());
    say('The demo academy is as new. Sign in again in your browser.');
  },

  /** What loading would change. */
  async 'content-diff'(folder) {
    await mustBeMigrated('compared');
    tell(await loadContent.preview(folder));
  },

  async 'content-load'(folder) {
    await withBootLock(source, async () => {
      await migrate(source);
      tell(await loadContent.run(folder));
    });
  },

  /** Local items as files of the folder. */
  async 'content-export'(folder) {
    await mustBeMigrated('written');
    const { written, removed, unchanged } = await new ExportContent(store).run(folder);
    for (const file of written) say(`written ${file}`);
    for (const file of removed) say(`removed ${file}`);
    say(`${written.length} written, ${removed.length} removed, ${unchanged} unchanged in ${folder}`);
  },
};

async function mustBeMigrated(what: string): Promise<void> {
  if (!(await isMigrated(source)))
    throw new Error(
      `The database is older than this Dryrun, so nothing was ${what}. Start it once (npm start), or load the content (npm run content -- load).`,
    );
}

function tell(found: ContentChanges): void {
  for (const line of changeLines(found)) say(line);
  say(changesInShort(found));
}

async function main([name = '', folder = settings.contentDir]: string[]): Promise<void> {
  const task = Object.hasOwn(TASKS, name) ? TASKS[name] : undefined;
  if (!task) throw new Error(`There is no task "${name}". Known: ${Object.keys(TASKS).join(', ')}.`);
  await source.initialize();
  try {
    await task(folder);
  } finally {
    await source.destroy();
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
