import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { alone, holderOf, tryLock } from './lock.mjs';
import { identityOf, sleep } from './processes.mjs';
import { temporaryFolder } from '../stand-in.mjs';

let folder;
let file;
beforeEach(() => {
  folder = temporaryFolder();
  file = path.join(folder, 'some.lock');
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const hold = (holder) => fs.writeFileSync(file, JSON.stringify(holder));

describe('a lock', () => {
  it('has one holder, tells who that is, and is free after release', () => {
    const lock = tryLock(file, { command: 'start' });
    assert.equal(tryLock(file).holder.pid, process.pid);
    assert.equal(holderOf(file).command, 'start');
    lock.update({ url: 'http://127.0.0.1:3000' });
    assert.equal(holderOf(file).url, 'http://127.0.0.1:3000');
    lock.release();
    assert.equal(holderOf(file), undefined);
    assert.deepEqual(fs.readdirSync(folder), []);
  });

  it('of a process that is gone is taken over', () => {
    hold({ pid: 2 ** 22 + 1, identity: 'whatever' });
    assert.equal(holderOf(file), undefined);
    assert.equal(tryLock(file).holder, undefined);
    assert.equal(holderOf(file).pid, process.pid);
  });

  it('of a process whose number was given to another one since is taken over', () => {
    hold({ pid: process.ppid, identity: `${identityOf(process.ppid)}0` });
    assert.equal(tryLock(file).holder, undefined);
  });

  it('of a living process stays', () => {
    hold({ pid: process.ppid, identity: identityOf(process.ppid) });
    assert.equal(tryLock(file).holder.pid, process.ppid);
    assert.equal(holderOf(file).pid, process.ppid);
  });

  it('of a process that is gone stays with its worker, and tells that one', () => {
    hold({
      pid: 2 ** 22 + 1,
      identity: 'whatever',
      worker: { pid: process.ppid, identity: identityOf(process.ppid) },
    });
    assert.equal(tryLock(file).holder.pid, process.ppid);
    hold({ pid: 2 ** 22 + 1, identity: 'whatever', worker: { pid: process.ppid, identity: 'another' } });
    assert.equal(tryLock(file).holder, undefined);
  });

  it('that cannot be written names its file', () => {
    fs.writeFileSync(path.join(folder, 'notes.txt'), '');
    const below = path.join(folder, 'notes.txt', 'some.lock');
    assert.throws(() => tryLock(below), { path: below });
  });

  it('that was cut off while being written is taken over', () => {
    fs.writeFileSync(file, '{"pid":');
    assert.equal(tryLock(file).holder, undefined);
  });

  it('left by a dead holder goes to exactly one of many processes that want it', async () => {
    hold({ pid: 2 ** 22 + 1, identity: 'whatever' });
    const script = `
      const { tryLock } = await import(${JSON.stringify(new URL('lock.mjs', import.meta.url).href)});
      while (Date.now() < Number(process.argv[1])) {}
      process.stdout.write(tryLock(process.argv[2]).holder ? 'no' : 'yes');
      setTimeout(() => undefined, 2_000);`;
    const at = String(Date.now() + 1_500);
    const outputs = await Promise.all(
      Array.from({ length: 6 }, () => {
        const child = spawn(process.execPath, ['--input-type=module', '-e', script, at, file]);
        let output = '';
        child.stdout.on('data', (chunk) => (output += chunk));
        return new Promise((resolve) => child.on('close', () => resolve(output)));
      }),
    );
    assert.deepEqual(outputs.sort(), ['no', 'no', 'no', 'no', 'no', 'yes']);
  });

  it('makes one wait for the other', async () => {
    const seen = [];
    const waited = [];
    const work = (name) =>
      alone(
        file,
        'The work must be done',
        ({ pid }) => waited.push(pid),
        async () => {
          seen.push(`${name} begins`);
          await sleep(400);
          seen.push(`${name} ends`);
        },
      );
    await Promise.all([work('first'), work('second')]);
    assert.deepEqual(seen, ['first begins', 'first ends', 'second begins', 'second ends']);
    assert.deepEqual(waited, [process.pid]);
  });
});
