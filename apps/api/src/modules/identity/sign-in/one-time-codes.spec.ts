import { base32, codeOfStep, fittingStep, newRecoveryCodes, newSecret, otpauthUri } from './one-time-codes.ts';

const SECRET = Buffer.from('12345678901234567890');
const at = (seconds: number) => new Date(seconds * 1000);

describe('codes of an authenticator app', () => {
  it.each([
    [0, '755224'],
    [1, '287082'],
    [2, '359152'],
    [5, '254676'],
    [9, '520489'],
  ])('agree with RFC 4226, appendix D: counter %i', (step, code) => expect(codeOfStep(SECRET, step)).toBe(code));

  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1234567890, '005924'],
    [20000000000, '353130'],
  ])('agree with RFC 6238, appendix B: second %i', (seconds, code) =>
    expect(fittingStep(SECRET, code, at(seconds), 0)).toBe(Math.floor(seconds / 30)),
  );

  it('are accepted one step early and late, not two', () => {
    const code = codeOfStep(SECRET, 100);
    expect([98, 99, 100, 101, 102].map((step) => fittingStep(SECRET, code, at(step * 30), 0))).toEqual([
      null,
      100,
      100,
      100,
      null,
    ]);
  });

  it('work once, and none before the last one works afterwards', () => {
    expect(fittingStep(SECRET, codeOfStep(SECRET, 100), at(3000), 99)).toBe(100);
    expect(fittingStep(SECRET, codeOfStep(SECRET, 100), at(3000), 100)).toBeNull();
    expect(fittingStep(SECRET, codeOfStep(SECRET, 99), at(3000), 100)).toBeNull();
  });

  it('carry their secret to the app in base32', () => {
    expect(base32(Buffer.from('foobar'))).toBe('MZXW6YTBOI');
    expect(base32(newSecret())).toMatch(/^[A-Z2-7]{32}$/);
    expect(otpauthUri(SECRET, 'Aarambh Academy', 'a+b@example.org')).toBe(
      'otpauth://totp/Aarambh%20Academy:a%2Bb%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Aarambh%20Academy&algorithm=SHA1&digits=6&period=30',
    );
  });
});

describe('recovery codes', () => {
  it('are ten different ones that cannot be taken for six digits', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[a-hjkmnp-z2-9]{10}$/);
  });
});
