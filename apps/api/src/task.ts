import 'reflect-metadata';
import { resetDemo } from './demo/seed-demo.ts';
import { ENTITIES } from './entities.ts';
import { faultSentence, makeBackup, restoreBackup } from './modules/backups/index.ts';
import { CatalogStore } from './modules/catalog/catalog.store.ts';
import { changeLines, changesInShort, type ContentChanges } from './modules/catalog/content-changes.ts';
import { ExportContent } from './modules/catalog/export-content.ts';
import { LoadContent } from './modules/catalog/load-content.ts';
import { InstallationStore, showsDemo } from './modules/identity/academy/installation.store.ts';
import { makeLetInLink } from './modules/identity/sign-in/let-in-link.ts';
import { withBackupLock } from './platform/backup/backup-connection.ts';
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

type Tasks = Record<string, (path: string) => Promise<void>>;

/** One-off jobs on the database, started by the command line: `node task.js NAME [FOLDER]`. */
const DATABASE_TASKS: Tasks = {
  prepare: () => prepare(source, settings, clock, say),

  async 'demo-reset'() {
    await prepare(source, settings, clock, say);
    if (!settings.isDemo) throw new Error('DEMO is off: this installation holds a real academy, so nothing was reset.');
    if (!showsDemo(settings, await new InstallationStore(database).find()))
      throw new Error(
        'This database holds a real academy, so nothing was reset. For a demo, start with another DATA_DIR.',
      );
    await resetDemo(database, clock.now());
    say('The demo academy is as new. Sign in again in your browser.');
  },

  'let-in': (address) => tellLetIn(address, false),
  'let-in-without-second-step': (address) => tellLetIn(address, true),

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

/** These open connections of their own: a restore wants nobody else in the database. */
const BACKUP_TASKS: Tasks = {
  async backup(file) {
    await withBackupLock(settings.databaseUrl, 'wait', async () =>
      tellBackup(file, await makeBackup({ ...settings, file, now: clock.now() })),
    );
  },

  async restore(file) {
    const { databaseUrl, sessionSecret } = settings;
    const { header, end, isSameSecret } = await restoreBackup({ databaseUrl, sessionSecret, file, now: clock.now() });
    await connected(() => prepare(source, { ...settings, isDemo: false }, clock, say));
    say(`Restored ${end.rows} rows of ${end.tables.length} tables, as they were at ${header.madeAt}.`);
    say('Mail is paused until an academy admin lets it go in the settings, and everybody signs in anew.');
    if (!isSameSecret)
      say(
        'This installation has another SESSION_SECRET than the one that was backed up, so what that one sealed (the password of the mail server, second factors) cannot be opened here. If you still have its file session-secret, put it into DATA_DIR before you start.',
      );
  },
};

const BACKUP_OUTCOMES: Record<string, string> = { backup: 'No backup was made', restore: 'Nothing was restored' };

function tellBackup(file: string, { end, bytes, verifiedBy }: Awaited<ReturnType<typeof makeBackup>>): void {
  say(
    `Backed up ${end.rows} rows of ${end.tables.length} tables into ${file} (${(bytes / 1024 / 1024).toFixed(1)} MB).`,
  );
  say(
    verifiedBy === 'restored'
      ? 'Verified: restored into a database of its own and compared, table by table.'
      : 'Verified: every checksum was read again. It was not restored for a check: the database user may not make databases, or its disk has no room for a second one.',
  );
}

async function tellLetIn(address: string, withoutSecondStep: boolean): Promise<void> {
  await mustBeMigrated('changed');
  const { url, name, needsSecondStep } = await makeLetInLink({ database, settings, clock }, address, {
    withoutSecondStep,
  });
  say(`This link signs ${name} in once, within ten minutes:\n\n  ${url}\n`);
  if (needsSecondStep)
    say(
      `${name} is asked for the second step as well. If phone and recovery codes are lost: npm run let-in -- ${address} --without-second-step`,
    );
}

async function connected(work: () => Promise<void>): Promise<void> {
  await source.initialize();
  try {
    await work();
  } finally {
    await source.destroy();
  }
}

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

async function main([name = '', path = settings.contentDir]: string[]): Promise<void> {
  const [task, backupTask] = [DATABASE_TASKS, BACKUP_TASKS].map((tasks) =>
    Object.hasOwn(tasks, name) ? tasks[name] : undefined,
  );
  if (task) return connected(() => task(path));
  if (backupTask)
    return backupTask(path).catch((error: unknown) => {
      throw new Error(faultSentence(error, BACKUP_OUTCOMES[name]));
    });
  throw new Error(
    `There is no task "${name}". Known: ${Object.keys({ ...DATABASE_TASKS, ...BACKUP_TASKS }).join(', ')}.`,
  );
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
