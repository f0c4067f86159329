import { createRequire, setSourceMapsSupport } from 'node:module';
import { pathToFileURL } from 'node:url';
import './typescript-hooks.mjs';

/**
 * Runs each spec file with Jest's own test framework, but as Node's own modules in the worker itself instead of in a `vm` context
 * per file. So a worker loads Nest, TypeORM, zod and the application once, not once per spec file, and keeps the code it compiled.
 *
 * What a spec file gives up: modules of its own (state that a module keeps is there for the next file too, as it is for the next
 * request of a server) and `jest.mock`, which this project has no use for.
 */
const require = createRequire(import.meta.url);
const circus = require('jest-circus/runner').default;
const EVENT_HANDLERS = Symbol.for('EVENT_HANDLERS');

setSourceMapsSupport(true);

/** Jest's framework keeps the tests of a file in its modules and its listeners on `globalThis`: a new file begins without both. */
function freshFramework(file) {
  for (const loaded of Object.keys(require.cache))
    if (/[\\/]jest-circus[\\/]/.test(loaded)) delete require.cache[loaded];
  delete globalThis[EVENT_HANDLERS];
  return require(file);
}

/** Jest's view of a spec file's modules, answered by Node. */
function nodeModules(runtime) {
  const own = {
    requireInternalModule: freshFramework,
    unstable_shouldLoadAsEsm: () => true,
    unstable_importModule: (file) => import(pathToFileURL(file).href),
    setGlobalsForRuntime: () => undefined,
  };
  return new Proxy(runtime, {
    get: (target, name) => own[name] ?? (typeof target[name] === 'function' ? target[name].bind(target) : target[name]),
  });
}

export default async function runSpec(globalConfig, config, environment, runtime, testPath, sendMessageToJest) {
  const { console, Error } = globalThis;
  const { prepareStackTrace } = Error;
  globalThis.console = environment.global.console;
  // Jest's own maps know only what Jest transformed; without them Node uses those that came with our sources.
  Error.prepareStackTrace = undefined;
  try {
    const modules = nodeModules(runtime);
    return await circus(globalConfig, config, { global: globalThis }, modules, testPath, sendMessageToJest);
  } finally {
    globalThis.console = console;
    Error.prepareStackTrace = prepareStackTrace;
  }
}
