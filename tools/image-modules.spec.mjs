import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { importedPackages } from './image-modules.mjs';

describe('the packages of the image', () => {
  it('are those that the built server imports, in whatever way, and nothing that only reads like an import', (t) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'dryrun-imports-'));
    t.after(() => fs.rmSync(folder, { recursive: true }));
    fs.mkdirSync(path.join(folder, 'chunks'));
    fs.writeFileSync(
      path.join(folder, 'main.js'),
      `import { a } from 'plain';
       import '@scope/for-effect/deep/file.js';
       import fs from 'node:fs';
       import path from 'path';
       import { near } from './chunks/near.js';
       export { b } from "passed-on/part";
       const SQL = \`select 1 where arranged_by is distinct from 'round' and source = 'x'\`;
       // import 'a comment';
       const sentence = "Take it from 'elsewhere'.";`,
    );
    fs.writeFileSync(path.join(folder, 'chunks/near.js'), `export const near = () => import('only-when-asked');`);
    fs.writeFileSync(path.join(folder, 'chunks/near.js.map'), `import 'a-map';`);
    assert.deepEqual(importedPackages(folder), ['@scope/for-effect', 'only-when-asked', 'passed-on', 'plain']);
  });
});
