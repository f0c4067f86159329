/**
 * `npm test`: every test of the project on one throw-away PostgreSQL, then one honest line `N passed, N failed`.
 * `npm test -- domain api` runs those projects only. With TEST_DATABASE_URL set, that server is used.
 */
import fs from 'node:fs';
import path from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled, root, toolEnvironment } from './install.mjs';
import { startThrowAway } from './postgres.mjs';
import { runVisibly } from './process/processes.mjs';
import { table } from './settings.mjs';
import { supervise } from './process/supervise.mjs';
import { Stop, note, report, say } from './process/terminal.mjs';
import { fromJest, fromTap, totals } from './test-results.mjs';

/** A runner that hangs is ended and counted as failed. */
const longestMinutes = 15;

/** Projects in the order they run: quick and pure ones first, journeys through the built product last. */
const order = ['tools', 'domain', 'contracts', 'content-kit', 'cli', 'api', 'web'];
const onBuiltProduct = ['proofs', 'e2e'];

function allProjects() {
  const found = ['libs', 'apps'].flatMap((folder) =>
    fs
      .readdirSync(path.join(root, folder))
      .filter((name) => fs.existsSync(path.join(root, folder, name, 'jest.config.mjs')))
      .map((name) => ({ name, config: `${folder}/${name}/jest.config.mjs` })),
  );
  const rank = ({ name }) => {
    if (onBuiltProduct.includes(name)) return 100 + onBuiltProduct.indexOf(name);
    return order.includes(name) ? order.indexOf(name) : 50;
  };
  return [{ name: 'tools' }, ...found].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

function chosen(projects, names) {
  const unknown = names.find((name) => !projects.some((project) => project.name === name));
  if (unknown !== undefined) {
    throw new Stop(`There is no project "${unknown}"; write one of ${projects.map(({ name }) => name).join(', ')}.`);
  }
  return names.length === 0 ? projects : projects.filter(({ name }) => names.includes(name));
}

/** Tests bring their own settings: those of the person at the terminal, a real DATABASE_URL above all, are kept from them. */
function testEnvironment(node, databaseUrl) {
  const env = toolEnvironment(node, { TEST_DATABASE_URL: databaseUrl, DRYRUN_HOST_NODE: process.execPath });
  for (const { name } of table) delete env[name];
  return env;
}

function commandFor({ name, config }, results) {
  if (name === 'tools') {
    const specs = fs
      .readdirSync(path.join(root, 'tools'), { recursive: true })
      .filter((file) => file.endsWith('.spec.mjs'));
    const reporters = ['--test-reporter=spec', '--test-reporter-destination=stdout'];
    const kept = ['--test-reporter=tap', `--test-reporter-destination=${results}`];
    return ['--test', '--test-concurrency=2', ...reporters, ...kept, ...specs.map((file) => `tools/${file}`)];
  }
  const jest = path.join('node_modules', 'jest', 'bin', 'jest.js');
  return ['--experimental-vm-modules', '--no-warnings', jest, '-c', config, '--json', `--outputFile=${results}`];
}

async function runProject(project, node, env) {
  const results = path.join(root, 'tmp', 'test-results', `${project.name}.${project.config ? 'json' : 'tap'}`);
  fs.mkdirSync(path.dirname(results), { recursive: true });
  fs.rmSync(results, { force: true });
  say(`\n── ${project.name} ${'─'.repeat(Math.max(0, 76 - project.name.length))}`);
  const began = Date.now();
  const code = await runVisibly(node, commandFor(project, results), {
    cwd: root,
    env,
    timeout: longestMinutes * 60_000,
    killSignal: 'SIGKILL',
  });
  const text = fs.existsSync(results) ? fs.readFileSync(results, 'utf8') : '';
  const read = project.config ? fromJest : fromTap;
  return { name: project.name, ...read(text, code), seconds: Math.round((Date.now() - began) / 1000) };
}

function printTable(rows) {
  say(`\n${'project'.padEnd(14)}${'passed'.padStart(8)}${'failed'.padStart(8)}${'seconds'.padStart(9)}`);
  for (const { name, passed, failed, seconds, remark } of rows) {
    const figures = [passed, failed].map((figure) => String(figure).padStart(8)).join('');
    say(`${name.padEnd(14)}${figures}${String(seconds).padStart(9)}${remark ? `   ${remark}` : ''}`);
  }
}

await supervise(async ({ checkpoint, onEnd }) => {
  const projects = chosen(allProjects(), process.argv.slice(2));
  const { node } = await ensureInstalled({ onInstall: () => note('installing the packages') });
  checkpoint();

  let databaseUrl = process.env.TEST_DATABASE_URL;
  if (!databaseUrl) {
    const server = await startThrowAway();
    onEnd(() => server.stop());
    databaseUrl = server.url;
  }
  const env = testEnvironment(node, databaseUrl);

  const rows = [];
  let buildFailed = false;
  if (projects.some(({ name }) => onBuiltProduct.includes(name))) {
    try {
      await ensureBuilt({ root, node, onBuild: (application) => note(`building apps/${application}`) });
    } catch (error) {
      checkpoint();
      report(error);
      buildFailed = true;
    }
  }
  for (const project of projects) {
    checkpoint();
    if (buildFailed && onBuiltProduct.includes(project.name)) {
      rows.push({ name: project.name, passed: 0, failed: 1, seconds: 0, remark: 'not run: the build failed' });
    } else {
      rows.push(await runProject(project, node, env));
    }
  }
  checkpoint();

  printTable(rows);
  const { passed, failed } = totals(rows);
  onEnd(() => say(`\n${passed} passed, ${failed} failed`));
  return failed === 0 ? 0 : 1;
});
