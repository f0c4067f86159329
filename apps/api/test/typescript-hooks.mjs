import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import swc from '@swc/core';

/**
 * `node --import apps/api/test/typescript-hooks.mjs apps/api/src/main.ts` runs the API from its sources, with the decorator
 * metadata that Nest reads: a server that tests can start and kill without building it first.
 */
registerHooks({
  load(url, context, nextLoad) {
    if (!/\/(apps|libs)\/.+\.tsx?$/.test(url) || !url.startsWith('file:')) return nextLoad(url, context);
    const filename = fileURLToPath(url);
    const { code } = swc.transformSync(readFileSync(filename, 'utf8'), {
      filename,
      sourceMaps: 'inline',
      module: { type: 'es6' },
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', tsx: filename.endsWith('x'), decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: 'automatic' } },
      },
    });
    return { format: 'module', source: code, shortCircuit: true };
  },
});
