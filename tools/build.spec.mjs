import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ensureBuilt, sourceHash } from './build.mjs';
import { temporaryFolder } from './stand-in.mjs';

let root;
const write = (name, text) => {
  fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
  fs.writeFileSync(path.join(root, name), text);
};
const builds = () =>
  fs.existsSync(path.join(root, 'builds')) ? fs.readFileSync(path.join(root, 'builds'), 'utf8').trim().split('\n') : [];
const build = () => ensureBuilt({ root, node: process.execPath });

/** A Vite that notes what it was asked for, and fails when a source says so. */
const vite = `
import fs from 'node:fs';
const config = process.argv[process.argv.indexOf('-c') + 1];
fs.appendFileSync('builds', config + '\\n');
if (fs.readFileSync('libs/domain/src/a.ts', 'utf8').includes('oops')) { console.error('a.ts: oops is not a word'); process.exit(1); }
fs.mkdirSync('dist', { recursive: true });
`;

beforeEach(() => {
  root = temporaryFolder();
  write('package-lock.json', '{}');
  write('tsconfig.base.json', '{}');
  write('libs/domain/src/a.ts', 'export const a = 1;');
  write('apps/api/src/main.ts', 'start();');
  write('apps/web/src/main.tsx', 'render();');
  write('node_modules/vite/package.json', '{ "type": "module" }');
  write('node_modules/vite/bin/vite.js', vite);
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

describe('the build', () => {
  it('happens for what changed, and not at all when nothing did', async () => {
    assert.deepEqual(await build(), ['api', 'web']);
    assert.deepEqual(await build(), []);
    write('apps/web/src/main.tsx', 'renderMore();');
    assert.deepEqual(await build(), ['web']);
    write('libs/domain/src/a.ts', 'export const a = 2;');
    assert.deepEqual(await build(), ['api', 'web']);
    assert.equal(builds().length, 5);
    assert.equal(builds()[0], path.join('apps', 'api', 'vite.config.ts'));
  });

  it('that failed shows the compiler’s words and is tried again next time', async () => {
    write('libs/domain/src/a.ts', 'oops');
    await assert.rejects(
      build(),
      (error) => /Building apps\/api failed/.test(error.message) && /oops is not a word/.test(error.detail),
    );
    await assert.rejects(build(), /Building apps\/api failed/);
    write('libs/domain/src/a.ts', 'export const a = 1;');
    assert.deepEqual(await build(), ['api', 'web']);
  });

  it('does not happen for a changed test, and does for a new, renamed or removed source', () => {
    const before = sourceHash(root, 'api');
    write('apps/api/src/main.spec.ts', 'it();');
    assert.equal(sourceHash(root, 'api'), before);
    write('apps/api/src/extra.ts', '');
    const added = sourceHash(root, 'api');
    assert.notEqual(added, before);
    fs.renameSync(path.join(root, 'apps/api/src/extra.ts'), path.join(root, 'apps/api/src/other.ts'));
    assert.notEqual(sourceHash(root, 'api'), added);
    fs.rmSync(path.join(root, 'apps/api/src/other.ts'));
    assert.equal(sourceHash(root, 'api'), before);
  });
});
