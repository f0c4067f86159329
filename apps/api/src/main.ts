import 'reflect-metadata';
import { createApplication } from './application.ts';
import { ENTITIES } from './entities.ts';
import { SetupLinks } from './modules/identity/index.ts';
import { SystemClock } from './platform/clock/clock.ts';
import { readSettings } from './platform/config/settings.ts';
import { createDataSource } from './platform/db/data-source.ts';
import { Readiness } from './platform/http/readiness.ts';
import { prepare } from './prepare.ts';

/** Tells the launcher, if one started us, how far we are. */
const tell = (message: { type: 'progress'; text: string } | { type: 'ready'; url: string; setupUrl: string | null }) =>
  process.send?.(message);

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const clock = new SystemClock();
  const source = await createDataSource(settings.databaseUrl, ENTITIES).initialize();
  await prepare(source, settings, clock, (text) => tell({ type: 'progress', text }));
  const app = await createApplication({ settings, source, clock });

  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    app.get(Readiness).drain();
    await app.close();
    await source.destroy();
    process.exit(0);
  };
  // A deployment asks: the balancer first learns that we leave. Asked again, or by Ctrl-C, we do not wait for it.
  process.on('SIGTERM', () => {
    const readiness = app.get(Readiness);
    if (readiness.isDraining || settings.drainSeconds === 0) return void stop();
    readiness.drain();
    setTimeout(() => void stop(), settings.drainSeconds * 1000);
  });
  process.on('SIGINT', () => void stop());
  // A launcher that was killed cannot stop us: its closed channel does.
  process.on('disconnect', () => void stop());

  await app.listen(settings.port, settings.host);
  const setupUrl = await app.get(SetupLinks).forTerminal();
  tell({ type: 'ready', url: settings.publicUrl, setupUrl });
  // With a launcher our output is a log file, where the link would outlive its use; without one it is the terminal.
  if (setupUrl && !process.send)
    process.stdout.write(`No academy lives here yet. Set it up with this link, which works once: ${setupUrl}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  if (process.env['LOG_LEVEL'] === 'debug' && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  process.exit(1);
});
