import 'reflect-metadata';
import { resetDemo } from './demo/seed-demo.ts';
import { ENTITIES } from './entities.ts';
import { SystemClock } from './platform/clock/clock.ts';
import { readSettings } from './platform/config/settings.ts';
import { createDataSource } from './platform/db/data-source.ts';
import { Database } from './platform/db/database.ts';
import { prepare } from './prepare.ts';

/** One-off jobs on the database, started by the command line: `node task.js prepare | demo-reset`. */
async function main(): Promise<void> {
  const name = process.argv[2];
  const settings = readSettings(process.env);
  const clock = new SystemClock();
  const source = await createDataSource(settings.databaseUrl, ENTITIES).initialize();
  const say = (text: string) => process.stdout.write(`${text}\n`);
  try {
    await prepare(source, settings, clock, say);
    if (name === 'prepare') return;
    if (name !== 'demo-reset') throw new Error(`There is no task "${name ?? ''}". Known: prepare, demo-reset.`);
    if (!settings.isDemo) throw new Error('DEMO is off: this installation holds a real academy, so nothing was reset.');
    await resetDemo(new Database(source), clock.now());
    say('The demo academy is as new. Sign in again in your browser.');
  } finally {
    await source.destroy();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
