import { createHmac, randomBytes, randomInt } from 'node:crypto';

const STEP_SECONDS = 30;
/** Clocks of phones are a little off: one step earlier and later is accepted. */
const DRIFT_STEPS = 1;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** Without letters and digits that are mistaken for each other. */
const RECOVERY_ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A fresh secret for an authenticator app: 160 bits, as RFC 4226 recommends. */
export const newSecret = (): Buffer => randomBytes(20);

/** A secret as apps and people take it. */
export function base32(bytes: Buffer): string {
  let bits = 0;
  let held = 0;
  let text = '';
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += BASE32[(held >>> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + BASE32[(held << (5 - bits)) & 31] : text;
}

/** The address that a QR code carries to an authenticator app. */
export function otpauthUri(secret: Buffer, issuer: string, account: string): string {
  const query = new URLSearchParams({
    secret: base32(secret),
    issuer,
    algorithm: 'SHA1',
    digits: '6',
    period: String(STEP_SECONDS),
  });
  return `otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(account)}?${query.toString().replace(/\+/g, '%20')}`;
}

/** The six digits of a counter (RFC 4226). */
export function codeOfStep(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const at = (mac[mac.length - 1] ?? 0) & 0xf;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/**
 * The time step whose code this is (RFC 6238), if it is a present one and later than `lastStep`: a code works once, and none
 * before it works afterwards. null when it does not fit.
 */
export function fittingStep(secret: Buffer, code: string, now: Date, lastStep: number): number | null {
  const present = Math.floor(now.getTime() / 1000 / STEP_SECONDS);
  let fitting: number | null = null;
  for (let step = present - DRIFT_STEPS; step <= present + DRIFT_STEPS; step++)
    if (step > lastStep && fitting === null && codeOfStep(secret, step) === code) fitting = step;
  return fitting;
}

const RECOVERY_CODES = 10;
const RECOVERY_LENGTH = 10;

/** Ten codes of about 49 bits each, without the dash in which they are shown. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () =>
    Array.from({ length: RECOVERY_LENGTH }, () => RECOVERY_ALPHABET[randomInt(RECOVERY_ALPHABET.length)]).join(''),
  );
}

/** `abcde-fghjk` */
export const shownRecoveryCode = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`;
