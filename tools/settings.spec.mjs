import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { parseEnvFile, readSettings, sessionSecret, table, withSettingsTable } from './settings.mjs';
import { temporaryFolder } from './stand-in.mjs';

let root;
beforeEach(() => (root = temporaryFolder()));
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

const settings = (env) => readSettings({ root, env });
const refusal = (env) => {
  try {
    settings(env);
  } catch (error) {
    assert.equal(error.name, 'Stop');
    return error.message;
  }
  return assert.fail(`accepted ${JSON.stringify(env)}`);
};

describe('settings', () => {
  it('have defaults that need nothing, with the data folder made absolute', () => {
    assert.deepEqual(settings({}).values, {
      PORT: '3000',
      HOST: '127.0.0.1',
      PUBLIC_URL: undefined,
      DATABASE_URL: undefined,
      DATA_DIR: path.join(root, '.data'),
      DEMO: 'on',
      SESSION_SECRET: undefined,
      TRUSTED_PROXIES: undefined,
      DRAIN_SECONDS: '0',
      SMTP_URL: undefined,
      MAIL_FROM: undefined,
      JOBS: 'on',
      MEETING_URL_TEMPLATE: undefined,
      METRICS_TOKEN: undefined,
      BACKUPS: 'on',
      BACKUP_DIR: path.join(root, '.data', 'backups'),
      LOG_LEVEL: 'info',
    });
  });

  it('come from the environment first, then from .env, and an empty value counts as none', () => {
    fs.writeFileSync(path.join(root, '.env'), 'PORT=4000\nLOG_LEVEL=debug\nSMTP_URL=smtp://localhost\n');
    const { values, given } = settings({ PORT: '5000', LOG_LEVEL: '' });
    assert.equal(values.PORT, '5000');
    assert.equal(values.LOG_LEVEL, 'debug');
    assert.equal(given.SMTP_URL, 'smtp://localhost');
  });

  const bad = [
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', '3000 or so'],
    ['PORT', '-1'],
    ['HOST', 'example.org'],
    ['HOST', '127.0.0.1:3000'],
    ['PUBLIC_URL', 'dryrun.example.org'],
    ['MEETING_URL_TEMPLATE', 'https://meet.example.org/room'],
    ['MEETING_URL_TEMPLATE', 'http://meet.example.org/{interview}'],
    ['MEETING_URL_TEMPLATE', 'https://{interview}.example.org/'],
    ['MEETING_URL_TEMPLATE', 'https://meet.example.org/{room}/{interview}'],
    ['PUBLIC_URL', 'ftp://dryrun.example.org'],
    ['PUBLIC_URL', 'https://dryrun.example.org/app'],
    ['PUBLIC_URL', 'https://me:pass@dryrun.example.org'],
    ['PUBLIC_URL', 'http://dryrun.example.org'],
    ['DATABASE_URL', 'mysql://localhost/dryrun'],
    ['DATABASE_URL', 'postgresql://localhost'],
    ['DATA_DIR', '/'],
    ['BACKUPS', 'nightly'],
    ['BACKUP_DIR', '/'],
    ['DEMO', 'true'],
    ['SESSION_SECRET', 'secret'],
    ['TRUSTED_PROXIES', 'everybody'],
    ['TRUSTED_PROXIES', '0.0.0.0/0'],
    ['LOG_LEVEL', 'loud'],
  ];
  for (const [name, value] of bad) {
    it(`stop the start at ${name}=${value}, naming the setting, the fault and what to write`, () => {
      const setting = table.find((row) => row.name === name);
      const sentence = refusal({ DEMO: 'off', [name]: value });
      assert.ok(sentence.startsWith(name), sentence);
      assert.ok(sentence.endsWith(`Write ${setting.write}.`), sentence);
      assert.equal(sentence.includes(`"${value}"`), !setting.secret, sentence);
    });
  }

  const good = [
    ['PORT', '1'],
    ['PORT', '65535'],
    ['HOST', '::1'],
    ['HOST', 'localhost'],
    ['PUBLIC_URL', 'https://dryrun.example.org'],
    ['PUBLIC_URL', 'http://localhost:3000/'],
    ['DATABASE_URL', 'postgresql://me:pass@db.example.org:5432/dryrun?sslmode=require'],
    ['DATABASE_URL', 'postgres:///dryrun?host=/run/postgresql'],
    ['SESSION_SECRET', 'x'.repeat(32)],
    ['TRUSTED_PROXIES', '10.0.0.0/8, 2001:db8::/32'],
    ['MEETING_URL_TEMPLATE', 'https://meet.example.org/dryrun-{interview}?x=1'],
  ];
  for (const [name, value] of good) {
    it(`accept ${name}=${value}`, () => {
      assert.equal(settings({ DEMO: 'off', [name]: value }).values[name], value);
    });
  }

  it('name every bad value at once', () => {
    const lines = refusal({ PORT: 'x', DEMO: 'maybe' }).split('\n');
    assert.deepEqual(
      lines.map((line) => line.split(' ')[0]),
      ['PORT', 'DEMO'],
    );
  });

  it('refuse a data folder that is the project itself', () => {
    assert.match(refusal({ DATA_DIR: '.' }), /DATA_DIR is the project itself/);
  });
});

describe('the demo', () => {
  for (const env of [
    { HOST: '0.0.0.0', PUBLIC_URL: 'https://dryrun.example.org' },
    { HOST: '192.168.1.4' },
    { HOST: '::' },
    { PUBLIC_URL: 'https://dryrun.example.org' },
  ]) {
    it(`refuses an address that others can reach: ${JSON.stringify(env)}`, () => {
      assert.match(refusal(env), /^DEMO is on, .* Write DEMO=off/);
    });
  }

  for (const env of [
    { HOST: '127.0.0.2' },
    { HOST: 'localhost' },
    { HOST: '::1' },
    { PUBLIC_URL: 'http://demo.localhost:3000' },
  ]) {
    it(`may run where only this machine reaches it: ${JSON.stringify(env)}`, () => {
      assert.equal(settings(env).values.DEMO, 'on');
    });
  }

  it('switched off leaves a public HOST that needs to say its PUBLIC_URL', () => {
    assert.match(refusal({ DEMO: 'off', HOST: '0.0.0.0' }), /PUBLIC_URL does not say under which address/);
    assert.equal(
      settings({ DEMO: 'off', HOST: '0.0.0.0', PUBLIC_URL: 'https://dryrun.example.org' }).values.HOST,
      '0.0.0.0',
    );
  });
});

describe('a .env file', () => {
  it('may hold comments, quotes, export and values with an equals sign', () => {
    const text = '# mine\n\nexport A=1\nB = two words # why\nC="with # inside"\nD=\'single\'\nE=a=b\r\nF=\n';
    assert.deepEqual(parseEnvFile(text), { A: '1', B: 'two words', C: 'with # inside', D: 'single', E: 'a=b', F: '' });
  });

  it('with a line that is not understood stops the start at that line', () => {
    assert.throws(() => parseEnvFile('PORT=3000\nPORT 3001\n'), /^Stop: Line 2 of \.env is not understood/);
  });
});

describe('the session secret', () => {
  it('is made once, kept for our eyes only, and gives way to a given one', () => {
    const made = sessionSecret({ DATA_DIR: root });
    assert.match(made, /^[0-9a-f]{64}$/);
    assert.equal(sessionSecret({ DATA_DIR: root }), made);
    assert.equal(fs.statSync(path.join(root, 'session-secret')).mode & 0o777, 0o600);
    assert.equal(sessionSecret({ DATA_DIR: root, SESSION_SECRET: 'y'.repeat(40) }), 'y'.repeat(40));
  });
});

describe('docs/OPERATING.md', () => {
  it('shows exactly the settings table', () => {
    const document = fs.readFileSync(new URL('../docs/OPERATING.md', import.meta.url), 'utf8');
    assert.equal(withSettingsTable(document), document, 'run: node tools/settings.mjs --write');
  });
});
