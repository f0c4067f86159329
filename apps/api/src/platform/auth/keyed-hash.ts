import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.ts';

/**
 * One-way hashes under a key that is not in the database (derived from SESSION_SECRET, one per purpose): a copy of the
 * database does not even give away six digits, and a text hashed for one purpose never fits another.
 */
@Injectable()
export class KeyedHash {
  private readonly keys = new Map<string, Buffer>();

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** @param purpose a constant, e.g. `mailedProof.code` */
  of(purpose: string, text: string): string {
    return createHmac('sha256', this.keyOf(purpose)).update(text).digest('base64url');
  }

  /** Compares without telling by the clock how much fitted. null fits nothing. */
  fits(purpose: string, text: string, hash: string | null): boolean {
    const wanted = Buffer.from(this.of(purpose, text));
    const given = Buffer.from(hash ?? '.'.repeat(wanted.length));
    return given.length === wanted.length && timingSafeEqual(given, wanted) && hash !== null;
  }

  private keyOf(purpose: string): Buffer {
    const known = this.keys.get(purpose);
    if (known) return known;
    const key = Buffer.from(hkdfSync('sha256', this.settings.sessionSecret, 'dryrun.keyed-hash', purpose, 32));
    this.keys.set(purpose, key);
    return key;
  }
}
