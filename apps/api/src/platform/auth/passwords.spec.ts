import { hashPassword as hashScrypt } from 'better-auth/crypto';
import { fitsPassword, hashPassword, isOutdated } from './passwords.ts';

const PASSWORD = 'correct horse battery staple';

describe('a password hash', () => {
  it('is argon2id with at least 19 MiB and two passes, and salted', async () => {
    const [one, two] = await Promise.all([hashPassword(PASSWORD), hashPassword(PASSWORD)]);
    const [, memory, passes] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$/.exec(one) ?? [];
    expect(Number(memory)).toBeGreaterThanOrEqual(19 * 1024);
    expect(Number(passes)).toBeGreaterThanOrEqual(2);
    expect(one).not.toBe(two);
    expect(isOutdated(one)).toBe(false);
  });

  it('fits its password only', async () => {
    const hash = await hashPassword(PASSWORD);
    expect(await fitsPassword(hash, PASSWORD)).toBe(true);
    for (const wrong of ['', 'Correct horse battery staple', `${PASSWORD} `])
      expect(await fitsPassword(hash, wrong)).toBe(false);
  });

  it('agrees with the reference implementation of argon2', async () => {
    // From the test vectors of phc-winner-argon2 (test.c): argon2id, v=19, m=65536, t=2, p=1.
    const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await fitsPassword(reference, 'password')).toBe(true);
    expect(await fitsPassword(reference, 'passwore')).toBe(false);
  });

  it('does not depend on how a keyboard composes a character', async () => {
    expect(await fitsPassword(await hashPassword('caf\u00e9 by the river'), 'cafe\u0301 by the river')).toBe(true);
  });

  it('of an earlier installation still fits and is due for renewal', async () => {
    const old = await hashScrypt(PASSWORD);
    expect(await fitsPassword(old, PASSWORD)).toBe(true);
    expect(await fitsPassword(old, 'wrong')).toBe(false);
    expect(isOutdated(old)).toBe(true);
    expect(isOutdated((await hashPassword(PASSWORD)).replace('m=19456', 'm=4096'))).toBe(true);
  });

  it('that is missing or garbled fits nothing', async () => {
    for (const stored of [null, '', '$argon2id$', 'x:y', '$argon2id$v=19$m=19456,t=2,p=1$$'])
      expect(await fitsPassword(stored, PASSWORD)).toBe(false);
  });
});
