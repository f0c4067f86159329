import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { ALL_ENDPOINTS } from '../http/endpoint-table.ts';
import { openApiDocument, type OpenApiDocument } from './openapi-document.ts';
import { openApiPage } from './openapi-page.ts';

const root = join(import.meta.dirname, '../../../../..');
const document = openApiDocument();
const operations = (of: OpenApiDocument) =>
  Object.entries(of.paths).flatMap(([path, verbs]) => Object.entries(verbs).map(([verb, o]) => ({ path, verb, o })));

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1 by an independent validator', async () => {
    const result = await new Validator().validate(structuredClone(document) as unknown as Record<string, unknown>);
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
  });

  it('holds every row of the endpoint table once, and nothing else', () => {
    const told = operations(document).map(
      ({ path, verb }) => `${verb.toUpperCase()} ${path.replace(/\{([A-Za-z]+)\}/g, ':$1')}`,
    );
    expect(told.sort()).toEqual(ALL_ENDPOINTS.map((e) => `${e.method} ${e.path}`).sort());
  });

  it('leaves no reference open', () => {
    const text = JSON.stringify(document);
    const open = [...text.matchAll(/"#\/components\/(schemas|parameters)\/([^"]+)"/g)].filter(
      ([, kind, name]) =>
        !(
          (kind === 'schemas' ? document.components.schemas : document.components.parameters) as Record<string, unknown>
        )[name ?? ''],
    );
    expect(open.map(([of]) => of)).toEqual([]);
  });

  it('keeps a property that is called id', () => {
    expect(document.components.schemas['PersonRef']).toHaveProperty(['properties', 'id']);
  });

  it('tells of every refusal that a row declares, under its status', () => {
    const hold = document.paths['/api/batches/{batchId}/holds']?.['post'];
    expect(Object.keys(hold?.responses ?? {})).toEqual(
      expect.arrayContaining(['201', '400', '401', '403', '404', '409', '422', '429', '500']),
    );
    expect(hold?.responses['409']?.['description']).toContain('`slot_taken`');
    expect(hold?.parameters).toContainEqual({ $ref: '#/components/parameters/IdempotencyKey' });
  });

  it('names shapes as the contracts name them: every contract file is read', () => {
    const contracts = join(root, 'libs/contracts/src');
    const list = readFileSync(join(contracts, 'named-schemas.ts'), 'utf8');
    const files = readdirSync(contracts).filter((f) => f.endsWith('.contract.ts'));
    expect(files.filter((f) => !list.includes(`'./${f}'`))).toEqual([]);
  });

  it('is what docs/openapi.json says; after a change of the contracts run `npm run openapi`', () => {
    expect(JSON.parse(readFileSync(join(root, 'docs/openapi.json'), 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(document)),
    );
  });
});

describe('the page of the document', () => {
  it('shows every request and links every shape that exists', () => {
    const page = openApiPage(document);
    for (const { o } of operations(document)) expect(page).toContain(`id="${o.operationId}"`);
    const links = [...page.matchAll(/href="#(shape-[^"]+)"/g)].map(([, id]) => id ?? '');
    expect(links.filter((id) => !page.includes(`id="${id}"`))).toEqual([]);
  });

  it('holds no script and lets no text become markup', () => {
    const hostile = structuredClone(document);
    hostile.info['description'] = '<img src=x onerror=alert(1)>';
    const page = openApiPage(hostile);
    expect(page).not.toContain('<img');
    expect(page).not.toContain('<script');
  });
});
