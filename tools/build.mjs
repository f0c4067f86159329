/** The built server and website in dist/: made anew when a source changed, left alone otherwise. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { toolEnvironment } from './install.mjs';
import { alone } from './process/lock.mjs';
import { run } from './process/processes.mjs';
import { Stop, note } from './process/terminal.mjs';

/** What each application is built from, besides its own folder. */
const shared = ['libs', 'package-lock.json', 'tsconfig.base.json'];
const applications = ['api', 'web'];

const passedOver = new Set(['node_modules', 'dist', 'tmp', 'coverage', 'test']);
const isSource = (name) => !passedOver.has(name) && !/\.spec\.(tsx?|mjs)$/.test(name);

function* filesBelow(target) {
  const stat = fs.statSync(target, { throwIfNoEntry: false });
  if (!stat) return;
  if (!stat.isDirectory()) {
    yield target;
    return;
  }
  for (const name of fs.readdirSync(target).filter(isSource).sort()) yield* filesBelow(path.join(target, name));
}

/** One hash over names and contents of everything an application is built from. */
export function sourceHash(root, application) {
  const hash = createHash('sha256');
  for (const source of [path.join('apps', application), ...shared]) {
    for (const file of filesBelow(path.join(root, source))) {
      hash
        .update(`${path.relative(root, file)}\0`)
        .update(fs.readFileSync(file))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

const stampOf = (root, application) => path.join(root, 'dist', `${application}.stamp`);

function isBuilt(root, application) {
  const stamp = stampOf(root, application);
  return fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === sourceHash(root, application);
}

/** The compiler's words without colours and without the compiler's own stack. */
function readable(output) {
  const lines = stripVTControlCharacters(output).trim().split('\n');
  return lines
    .filter((line) => !/^\s+at /.test(line))
    .slice(0, 30)
    .join('\n');
}

async function build(root, node, application, onStart) {
  const config = path.join('apps', application, 'vite.config.ts');
  // Taken before the build: a file saved meanwhile makes the next start build again.
  const hash = sourceHash(root, application);
  fs.rmSync(stampOf(root, application), { force: true });
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const { code, output } = await run(node, [vite, 'build', '-c', config], {
    cwd: root,
    onStart,
    env: toolEnvironment(node, { NODE_ENV: 'production', NO_COLOR: '1' }),
  });
  if (code !== 0) {
    throw new Stop(`Building apps/${application} failed; the compiler's words are below.`, {
      detail: readable(output),
    });
  }
  fs.writeFileSync(stampOf(root, application), hash);
}

/** Build what is not built from the present sources. @returns {Promise<string[]>} the applications that were built */
export async function ensureBuilt({ root, node, onBuild = () => undefined, force = false }) {
  const stale = () => applications.filter((application) => force || !isBuilt(root, application));
  if (stale().length === 0) return [];
  return alone(
    path.join(root, 'tmp', 'build.lock'),
    'The server and the website must be built',
    ({ pid }) => note(`another command (process ${pid}) builds; waiting for it`),
    async (workerIs) => {
      const todo = stale();
      for (const application of todo) {
        onBuild(application);
        await build(root, node, application, workerIs);
      }
      return todo;
    },
  );
}
