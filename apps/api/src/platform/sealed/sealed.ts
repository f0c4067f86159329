import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.ts';

const VERSION = 'v1';
const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts what must not be readable in the database or its backups (AES-256-GCM). Each purpose has a key of its own,
 * derived from SESSION_SECRET (HKDF-SHA-256), so a text sealed for one purpose cannot be passed off as another's.
 */
@Injectable()
export class Sealed {
  private readonly keys = new Map<string, Buffer>();

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** @param purpose a constant, e.g. `mail.body` */
  seal(purpose: string, text: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.keyOf(purpose), iv);
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return `${VERSION}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
  }

  /** The text again; null when it was sealed with another SESSION_SECRET or purpose, or was altered. */
  open(purpose: string, sealed: string): string | null {
    const [version, packed] = sealed.split('.', 2);
    if (version !== VERSION || packed === undefined) return null;
    const bytes = Buffer.from(packed, 'base64url');
    if (bytes.length < IV_BYTES + TAG_BYTES) return null;
    const decipher = createDecipheriv(ALGORITHM, this.keyOf(purpose), bytes.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
    } catch {
      return null;
    }
  }

  /**
   * A name for something that nobody can work out without SESSION_SECRET: 25 letters and digits, always the same for the same thing.
   * @param purpose a constant, e.g. `interviews.meeting`
   */
  nameOf(purpose: string, thing: string): string {
    const digest = createHmac('sha256', this.keyOf(`name:${purpose}`))
      .update(thing)
      .digest();
    return BigInt(`0x${digest.subarray(0, 16).toString('hex')}`)
      .toString(36)
      .padStart(25, '0');
  }

  private keyOf(purpose: string): Buffer {
    const known = this.keys.get(purpose);
    if (known) return known;
    const key = Buffer.from(hkdfSync('sha256', this.settings.sessionSecret, 'dryrun.sealed', purpose, 32));
    this.keys.set(purpose, key);
    return key;
  }
}
