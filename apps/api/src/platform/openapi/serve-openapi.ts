import type { FastifyInstance } from 'fastify';
import { openApiDocument } from './openapi-document.ts';
import { openApiPage } from './openapi-page.ts';

/** `/api/openapi.json` and `/api/docs`, the same for everybody: they tell what the source code tells. */
export function serveOpenApi(app: FastifyInstance): void {
  let made: { json: string; page: string } | null = null;
  const make = () => {
    const document = openApiDocument();
    return { json: JSON.stringify(document), page: openApiPage(document) };
  };
  const both = () => (made ??= make());
  app.get('/api/openapi.json', (_request, reply) =>
    reply.header('content-type', 'application/json; charset=utf-8').send(both().json),
  );
  app.get('/api/docs', (_request, reply) => reply.header('content-type', 'text/html; charset=utf-8').send(both().page));
}
