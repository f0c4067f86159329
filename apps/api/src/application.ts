import { NestFactory } from '@nestjs/core';
import type { LogLevel } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.ts';
import { Readiness, serveHealth } from './platform/http/readiness.ts';
import { serveOpenApi } from './platform/openapi/serve-openapi.ts';
import { Metrics } from './platform/metrics/metrics.ts';
import { serveMetrics, watchRequests } from './platform/metrics/serve-metrics.ts';
import { createAdapter, secureServer, serveStatic } from './platform/http/server.ts';
import type { Outside } from './platform/platform.module.ts';
import { jsonLogger } from './platform/log/logger.ts';

/** Builds the application on its outside; the caller listens and closes. Used alike by the server and by every module test. */
export async function createApplication(outside: Outside): Promise<NestFastifyApplication> {
  const { settings, source } = outside;
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(outside), createAdapter(settings), {
    logger: jsonLogger(settings.logLevel as LogLevel | 'silent'),
    abortOnError: false,
  });
  const server = app.getHttpAdapter().getInstance();
  watchRequests(server, app.get(Metrics));
  secureServer(server, settings);
  serveHealth(server, app.get(Readiness), source);
  serveMetrics(server, app.get(Metrics), settings);
  serveOpenApi(server);
  await serveStatic(server, settings.webDir);
  await app.init();
  await server.ready();
  return app;
}
