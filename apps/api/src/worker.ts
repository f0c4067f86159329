import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.ts';
import { ENTITIES } from './entities.ts';
import { SystemClock } from './platform/clock/clock.ts';
import { readSettings } from './platform/config/settings.ts';
import { createDataSource } from './platform/db/data-source.ts';
import { jsonLogger } from './platform/log/logger.ts';
import { prepare } from './prepare.ts';

/** Jobs, timers and events without HTTP, beside API replicas that run with `JOBS=off`. Any number of workers may run. */
async function main(): Promise<void> {
  const settings = { ...readSettings(process.env), runsJobs: true };
  const clock = new SystemClock();
  const source = await createDataSource(settings.databaseUrl, ENTITIES).initialize();
  await prepare(source, settings, clock, () => undefined, { decidesWhose: false });
  const app = await NestFactory.createApplicationContext(AppModule.with({ settings, source, clock }), {
    logger: jsonLogger(settings.logLevel),
    abortOnError: false,
  });

  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    await app.close();
    await source.destroy();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
  if (process.connected) process.on('disconnect', () => void stop());
  new Logger('worker').log('Jobs, timers and events are done here.');
  process.send?.({ type: 'ready' });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
