import { z } from 'zod';
import type { EndpointSpec } from '@dryrun/contracts/endpoint';
import { ENDPOINTS } from '@dryrun/contracts/endpoints';
import { NAMED_SCHEMAS } from '@dryrun/contracts/named-schemas';
import { PROBLEMS, type ProblemCode } from '@dryrun/contracts/problem.contract';
import { STATUS } from '../http/problem-filter.ts';

type Json = Record<string, unknown>;

/** What of an OpenAPI 3.1 document we write and read ourselves. */
export interface OpenApiDocument {
  openapi: '3.1.1';
  info: Json;
  tags: { name: string }[];
  paths: Record<string, Record<string, OpenApiOperation>>;
  components: { schemas: Record<string, Json>; responses: Json; parameters: Json; securitySchemes: Json };
}

export interface OpenApiOperation {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  security: Json[];
  'x-permission': string;
  parameters?: Json[];
  requestBody?: Json;
  responses: Record<string, Json>;
}

/** What every request may end in besides the refusals of its row. */
const ALWAYS: readonly ProblemCode[] = ['invalid_input', 'too_many_requests', 'unavailable', 'internal'];
const SIGNED_IN: readonly ProblemCode[] = ['not_signed_in', 'forbidden'];

/**
 * The endpoint table as an OpenAPI 3.1 document. Pure: the same contracts always give the same text, so that the committed
 * document can be compared.
 */
export function openApiDocument(): OpenApiDocument {
  const schemas = new Components();
  const paths: OpenApiDocument['paths'] = {};
  for (const [module, endpoints] of Object.entries(ENDPOINTS))
    for (const [name, row] of Object.entries(endpoints)) {
      const spec = row as EndpointSpec;
      const path = spec.path.replace(/:([A-Za-z]+)/g, '{$1}');
      paths[path] = {
        ...paths[path],
        [spec.method.toLowerCase()]: operation(`${module}.${name}`, module, spec, schemas),
      };
    }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Dryrun',
      version: '0.1.0',
      summary: 'Rehearse the interview before production.',
      description:
        'Requests and answers are JSON; instants are ISO 8601 in UTC. Every refusal is a problem document (RFC 9457) whose `code` is stable. ' +
        'What a person may not read does not exist for them: 404, the same as an unknown id. Writes come from the pages of this installation only (Origin is checked).',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    tags: Object.keys(ENDPOINTS).map((name) => ({ name })),
    paths,
    components: {
      schemas: schemas.all(),
      responses: {
        Problem: {
          description: 'A problem document.',
          content: { 'application/problem+json': { schema: schemas.ref('ProblemView') } },
        },
      },
      parameters: {
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          required: true,
          description:
            'A fresh random value for each intent. Repeating it with the same content within seven days gets the stored answer.',
          schema: { type: 'string', minLength: 1 },
        },
      },
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'dryrun.session_token',
          description: 'Sign-in session; on https its name begins with `__Host-`.',
        },
      },
    },
  };
}

function operation(operationId: string, tag: string, spec: EndpointSpec, schemas: Components): OpenApiOperation {
  const parameters = [
    ...schemas.parameters(spec.params, 'path'),
    ...schemas.parameters(spec.query, 'query'),
    ...(spec.isIdempotent ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
  ];
  const isPublic = spec.access === 'public';
  return {
    operationId,
    tags: [tag],
    summary: spec.summary,
    description: accessSentence(spec),
    security: isPublic ? [] : [{ session: [] }],
    'x-permission': spec.access,
    ...(parameters.length > 0 && { parameters }),
    ...(spec.body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schemas.input(`${operationId}.body`, spec.body) } },
      },
    }),
    responses: { ...success(operationId, spec, schemas), ...refusals(spec, isPublic) },
  };
}

function accessSentence(spec: EndpointSpec): string {
  if (spec.access === 'public') return 'Open to everybody.';
  return spec.access === 'signedIn' ? 'For everybody who is signed in.' : `Needs the permission \`${spec.access}\`.`;
}

function success(operationId: string, spec: EndpointSpec, schemas: Components): Record<string, Json> {
  if (spec.response === null) return { '204': { description: 'Done.' } };
  if (spec.responseType)
    return { '200': { description: 'Done.', content: { [spec.responseType]: { schema: { type: 'string' } } } } };
  const schema = schemas.output(`${operationId}.answer`, spec.response);
  return { [String(spec.status ?? 200)]: { description: 'Done.', content: { 'application/json': { schema } } } };
}

/** One response per status, naming the codes that it may carry. */
function refusals(spec: EndpointSpec, isPublic: boolean): Record<string, Json> {
  const codes = new Set<ProblemCode>([
    ...spec.refusals,
    ...ALWAYS,
    ...(isPublic ? [] : SIGNED_IN),
    ...(spec.params ? (['not_found'] as const) : []),
    ...(spec.body
      ? (['malformed_request', 'payload_too_large', 'unsupported_media_type', 'cross_site_request'] as const)
      : []),
    ...(spec.isIdempotent ? (['idempotency_key_missing', 'idempotency_key_reused'] as const) : []),
    ...(spec.needsRecentSignIn ? (['recent_sign_in_needed'] as const) : []),
  ]);
  const byStatus = Map.groupBy([...codes].sort(), (code) => STATUS[code]);
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, of]) => [
        String(status),
        {
          description: of.map((code) => `\`${code}\`: ${PROBLEMS[code]}`).join(' · '),
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemView' } } },
        },
      ]),
  );
}

/** JSON schemas by the names that the contracts give them. What is sent and what is answered differ only in strictness and defaults. */
class Components {
  private readonly named = z.registry<{ id: string }>();
  private readonly written: Record<string, Json> = {};

  constructor() {
    for (const [name, schema] of NAMED_SCHEMAS) this.named.add(schema, { id: name });
    this.output('ProblemView', NAMED_SCHEMAS.get('ProblemView') as z.ZodType);
  }

  all(): Record<string, Json> {
    return Object.fromEntries(Object.entries(this.written).sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  ref(name: string): Json {
    return { $ref: `#/components/schemas/${name}` };
  }

  input(name: string, schema: z.ZodType): Json {
    return this.write(name, schema, 'input');
  }

  output(name: string, schema: z.ZodType): Json {
    return this.write(name, schema, 'output');
  }

  parameters(schema: z.ZodObject | undefined, where: 'path' | 'query'): Json[] {
    if (!schema) return [];
    const whole = this.convert(schema, 'input');
    const required = new Set((whole['required'] as string[] | undefined) ?? []);
    return Object.entries((whole['properties'] ?? {}) as Record<string, Json>).map(([name, of]) => ({
      name,
      in: where,
      required: where === 'path' || required.has(name),
      schema: of,
    }));
  }

  private write(fallback: string, schema: z.ZodType, io: 'input' | 'output'): Json {
    const name = this.named.get(schema)?.id ?? fallback;
    const { $defs, ...body } = this.convert(schema, io);
    for (const [inner, of] of Object.entries(($defs ?? {}) as Record<string, Json>)) this.keep(inner, of);
    return '$ref' in body ? body : this.keep(name, body);
  }

  private keep(name: string, schema: Json): Json {
    const known = this.written[name];
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema))
      throw new Error(
        `Two different schemas want to be ${name} in the OpenAPI document: a body and an answer should not share one.`,
      );
    this.written[name] = schema;
    return this.ref(name);
  }

  private convert(schema: z.ZodType, io: 'input' | 'output'): Json {
    const json = z.toJSONSchema(schema, {
      metadata: this.named,
      io,
      target: 'draft-2020-12',
      unrepresentable: 'any',
      reused: 'inline',
    });
    // The registry's id (a text) is the component's name already; a property that is called id is an object.
    const isNoise = (key: string, value: unknown) => key === '$schema' || (key === 'id' && typeof value === 'string');
    const text = JSON.stringify(json, (key, value: unknown) => (isNoise(key, value) ? undefined : value));
    return JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;
  }
}
