// The walls of the house are machines: each forbidden import below must fail the lint, and its allowed twin must pass.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = join(root, 'node_modules/.bin');
const env = { ...process.env, PATH: `${bin}:${process.env.PATH}`, NX_DAEMON: 'false', NO_COLOR: '1' };

const eslint = new ESLint({ cwd: root });

/** Lints `text` as if it were the content of an existing file; answers the rules that complained. */
async function complaints(file, text) {
  const results = await eslint.lintText(text, { filePath: join(root, file) });
  return results.flatMap((r) => r.messages.map((m) => m.ruleId ?? m.message));
}

describe('the house', () => {
  before(() => {
    // The boundary rule reads Nx's project graph, which a fresh clone does not have yet.
    const run = spawnSync(join(bin, 'nx'), ['show', 'projects'], {
      cwd: root,
      env,
      encoding: 'utf8',
      timeout: 120_000,
    });
    assert.equal(run.status, 0, run.stderr);
  });

  const forbidden = [
    [
      'the domain importing a package',
      'libs/domain/src/policy/decide.ts',
      `import { z } from 'zod';\nexport const a = z.string();\n`,
      'no-restricted-imports',
    ],
    [
      'the domain reading the clock',
      'libs/domain/src/policy/decide.ts',
      `export const a = Date.now();\n`,
      'no-restricted-syntax',
    ],
    [
      'the domain importing the contracts',
      'libs/domain/src/policy/decide.ts',
      `import { Id } from '@dryrun/contracts/fields';\nexport const a = Id;\n`,
      '@nx/enforce-module-boundaries',
    ],
    [
      'the web app importing the content kit',
      'apps/web/src/main.tsx',
      `import { readContent } from '@dryrun/content-kit/read-content';\nexport const a = readContent;\n`,
      '@nx/enforce-module-boundaries',
    ],
    [
      'scheduling importing interviews',
      'apps/api/src/modules/scheduling/index.ts',
      `import { Interviews } from '../interviews/index.ts';\nexport const a = Interviews;\n`,
      'no-restricted-imports',
    ],
    [
      'a module reaching into another past its index',
      'apps/api/src/modules/cohorts/index.ts',
      `import { IdentityStore } from '../identity/identity.store.ts';\nexport const a = IdentityStore;\n`,
      'no-restricted-imports',
    ],
    [
      'the platform importing a module',
      'apps/api/src/platform/http/server.ts',
      `import { Identity } from '../../modules/identity/index.ts';\nexport const a = Identity;\n`,
      'no-restricted-imports',
    ],
    [
      'a use-case minting its own authorisation',
      'apps/api/src/modules/cohorts/cohorts.ts',
      `import { mint } from '../../platform/auth/authorized.ts';\nexport const a = mint;\n`,
      '@typescript-eslint/no-restricted-imports',
    ],
    [
      'a server file reading the clock',
      'apps/api/src/modules/cohorts/cohorts.ts',
      `export const a = new Date();\n`,
      'no-restricted-syntax',
    ],
    ['any', 'libs/domain/src/policy/decide.ts', `export const a: any = 1;\n`, '@typescript-eslint/no-explicit-any'],
    [
      'a file of more than 400 lines',
      'libs/domain/src/policy/decide.ts',
      `export const a = 1;\n${'// line\n'.repeat(401)}`,
      'max-lines',
    ],
  ];
  for (const [what, file, text, rule] of forbidden) {
    it(`refuses ${what}`, async () => {
      const found = await complaints(file, text);
      assert.ok(found.includes(rule), `expected ${rule}, got ${found.join(', ') || 'nothing'}`);
    });
  }

  it('lets a module import a neighbour that the graph names', async () => {
    const text = `import { Identity } from '../identity/index.ts';\nexport const a = Identity;\n`;
    assert.deepEqual(await complaints('apps/api/src/modules/cohorts/cohorts.ts', text), []);
  });
});
