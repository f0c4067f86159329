import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { pinnedNode, root } from './install.mjs';
import { holderOf } from './process/lock.mjs';
import { isAlive, run, until } from './process/processes.mjs';
import { hostNode, temporaryFolder } from './stand-in.mjs';

let folder;
beforeEach(() => {
  folder = temporaryFolder();
  writeLockfile('1.0.0');
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const inside = (...names) => path.join(folder, ...names);

function writeLockfile(version) {
  const packages = { '': {}, 'node_modules/tea': { version }, 'node_modules/macos-only': { version, optional: true } };
  fs.writeFileSync(inside('package-lock.json'), JSON.stringify({ packages }));
}

function writeNpmRecord(version, extra = {}) {
  fs.mkdirSync(inside('node_modules', '.bin'), { recursive: true });
  fs.writeFileSync(
    inside('node_modules', '.package-lock.json'),
    JSON.stringify({ packages: { 'node_modules/tea': { version }, ...extra } }),
  );
}

/** An npm that notes how it was called and, like the real one, begins by removing node_modules. */
function writeNpm(end = '') {
  fs.writeFileSync(
    inside('npm-cli.cjs'),
    `const fs = require('node:fs');
     fs.appendFileSync('calls', process.argv.slice(2).join(' ') + '\\n');
     fs.rmSync('node_modules', { recursive: true, force: true });
     ${end}
     fs.mkdirSync('node_modules/.bin', { recursive: true });
     fs.symlinkSync(${JSON.stringify(process.execPath)}, 'node_modules/.bin/node');`,
  );
}

/** ensureInstalled() in a process of its own, on the Node that a person may have. */
const script = () => `
    const { ensureInstalled } = await import(${JSON.stringify(new URL('install.mjs', import.meta.url).href)});
    const { report } = await import(${JSON.stringify(new URL('process/terminal.mjs', import.meta.url).href)});
    try { console.log(JSON.stringify(await ensureInstalled({ folder: ${JSON.stringify(folder)} }))); }
    catch (error) { process.exitCode = report(error); }`;
const environment = () => ({ ...process.env, npm_execpath: inside('npm-cli.cjs') });
const install = () => run(hostNode, ['--input-type=module', '-e', script()], { env: environment() });

const calls = () => (fs.existsSync(inside('calls')) ? fs.readFileSync(inside('calls'), 'utf8').trim().split('\n') : []);
const answer = ({ code, output }) => {
  assert.equal(code, 0, output);
  return JSON.parse(output.trim().split('\n').at(-1));
};

describe('the install', () => {
  it('runs npm ci once, and again only when the lockfile changed', async () => {
    writeNpm();
    assert.deepEqual(answer(await install()), { node: inside('node_modules', '.bin', 'node'), installed: true });
    assert.equal(answer(await install()).installed, false);
    assert.equal(calls().length, 1);
    assert.match(calls()[0], /^ci .*--loglevel=error --engine-strict=false/);
    writeLockfile('2.0.0');
    assert.equal(answer(await install()).installed, true);
    assert.equal(calls().length, 2);
  });

  it('that was cut off is done again', async () => {
    writeNpm(`fs.mkdirSync('node_modules'); process.kill(process.pid, 'SIGKILL');`);
    assert.equal((await install()).code, 1);
    writeNpm();
    assert.equal(answer(await install()).installed, true);
  });

  it('that fails says so in a sentence and leaves no mark of success', async () => {
    writeNpm(`process.exit(1);`);
    const { code, output } = await install();
    assert.equal(code, 1);
    assert.match(output, /npm could not install the packages .* Mend that and start again\./);
    assert.equal(fs.existsSync(inside('node_modules', '.dryrun-stamp')), false);
  });

  it('made by hand with npm is kept when it is complete', async () => {
    writeNpm();
    writeNpmRecord('1.0.0');
    fs.symlinkSync(process.execPath, inside('node_modules', '.bin', 'node'));
    assert.equal(answer(await install()).installed, false);
    assert.deepEqual(calls(), []);
  });

  for (const [what, version, extra] of [
    ['in another version', '0.9.0', {}],
    ['with a package that the lockfile does not have', '1.0.0', { 'node_modules/coffee': { version: '1.0.0' } }],
  ]) {
    it(`made by hand ${what} is made anew`, async () => {
      writeNpm();
      writeNpmRecord(version, extra);
      assert.equal(answer(await install()).installed, true);
    });
  }

  it('that goes on after its launcher was killed is waited for, and not done again', async () => {
    const record = JSON.stringify({ packages: { 'node_modules/tea': { version: '1.0.0' } } });
    writeNpm(`Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2500);
      fs.mkdirSync('node_modules');
      fs.writeFileSync('node_modules/.package-lock.json', ${JSON.stringify(record)});`);
    const killed = spawn(hostNode, ['--input-type=module', '-e', script()], { env: environment(), stdio: 'ignore' });
    await until(() => calls().length === 1 && holderOf(inside('tmp', 'install.lock'))?.worker, 10_000);
    killed.kill('SIGKILL');
    await until(() => !isAlive(killed.pid), 5_000);
    const npm = holderOf(inside('tmp', 'install.lock')).pid;
    assert.ok(isAlive(npm));
    const next = await install();
    assert.match(next.output, new RegExp(`another command \\(process ${npm}\\) installs the packages; waiting for it`));
    assert.equal(answer(next).installed, false);
    assert.equal(calls().length, 1);
  });

  it('needs neither npm nor a network when it is up to date', async () => {
    writeNpm();
    answer(await install());
    fs.rmSync(inside('npm-cli.cjs'));
    assert.equal(
      answer(await run(hostNode, ['--input-type=module', '-e', script()], { env: { PATH: '/nowhere' } })).installed,
      false,
    );
  });

  it('that must be done where this user may not write says so', { skip: process.getuid?.() !== 0 }, async () => {
    fs.chmodSync(folder, 0o755);
    const { code, output } = await run(hostNode, ['--input-type=module', '-e', script()], {
      env: environment(),
      uid: 65534,
      gid: 65534,
    });
    assert.equal(code, 1);
    assert.ok(
      output.includes(`The packages must be installed, and this user may not write to ${folder}; give it the rights`),
      output,
    );
    assert.deepEqual(calls(), []);
  });

  it('asked for twice at once happens once', async () => {
    writeNpm(`Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);`);
    const both = (await Promise.all([install(), install()])).map(answer);
    assert.deepEqual(both.map(({ installed }) => installed).sort(), [false, true]);
    assert.equal(calls().length, 1);
  });
});

describe('the Node that everything runs on', () => {
  it('is the one that the project pins, and these very tests run on it', () => {
    const pinned = fs.readFileSync(path.join(root, '.nvmrc'), 'utf8').trim();
    const { optionalDependencies } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (name.startsWith('node-')) assert.equal(version, pinned, name);
    }
    const { stdout } = spawnSync(pinnedNode(root), ['--version'], { encoding: 'utf8' });
    assert.equal(stdout.trim(), `v${pinned}`);
    assert.equal(process.version, `v${pinned}`);
  });

  it('is the host’s where none is pinned and the host’s is new enough', () => {
    assert.equal(pinnedNode(folder), process.execPath);
  });
});
