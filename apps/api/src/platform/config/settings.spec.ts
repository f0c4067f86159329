import { readSettings } from './settings.ts';

const GOOD = {
  DATABASE_URL: 'postgresql://u:p@127.0.0.1:5432/d',
  SESSION_SECRET: 's'.repeat(32),
  CONTENT_DIR: 'content',
};

describe('settings', () => {
  it('have defaults for everything that can have one', () => {
    expect(readSettings(GOOD)).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:3000',
      isDemo: true,
      isHttps: false,
    });
  });

  it.each([
    ['PORT', '99999'],
    ['PORT', 'http'],
    ['DATABASE_URL', 'mysql://x'],
    ['SESSION_SECRET', 'short'],
    ['DEMO', 'maybe'],
    ['PUBLIC_URL', 'dryrun.example.org'],
    ['LOG_LEVEL', 'loud'],
    ['TRUSTED_PROXIES', 'everybody'],
    ['TRUSTED_PROXIES', '0.0.0.0/0'],
  ])('stop the start with a sentence that names %s when it is %s', (name, value) => {
    expect(() => readSettings({ ...GOOD, [name]: value })).toThrow(new RegExp(`^${name}:`, 'm'));
  });

  it('name a missing secret', () => {
    expect(() => readSettings({ ...GOOD, SESSION_SECRET: undefined })).toThrow('SESSION_SECRET: must be given');
  });

  it('refuse a demo that others could reach', () => {
    expect(() => readSettings({ ...GOOD, HOST: '0.0.0.0' })).toThrow(/^DEMO:/);
    expect(() => readSettings({ ...GOOD, PUBLIC_URL: 'https://dryrun.example.org' })).toThrow(/^DEMO:/);
    expect(readSettings({ ...GOOD, HOST: '::1' }).publicUrl).toBe('http://[::1]:3000');
  });

  it('believe no proxy unless told which', () => {
    expect(readSettings(GOOD).trustedProxies).toEqual([]);
    expect(readSettings({ ...GOOD, TRUSTED_PROXIES: '10.0.0.0/8, ::1' }).trustedProxies).toEqual(['10.0.0.0/8', '::1']);
  });

  it('know https by the public address', () => {
    expect(
      readSettings({ ...GOOD, DEMO: 'off', HOST: '0.0.0.0', PUBLIC_URL: 'https://dryrun.example.org/' }),
    ).toMatchObject({
      isHttps: true,
      publicUrl: 'https://dryrun.example.org',
    });
  });
});
