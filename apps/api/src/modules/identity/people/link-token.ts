import { createHash, randomBytes } from 'node:crypto';

/** A token for a link: 192 random bits, safe in an address. */
export function newLinkToken(): string {
  return randomBytes(24).toString('base64url');
}

/** What is stored of a token: enough to find it again, useless to whoever copies the database. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
