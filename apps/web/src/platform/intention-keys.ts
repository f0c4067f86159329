/**
 * Idempotency keys, one per intention: repeating the same request after a lost answer sends the same key, so that the
 * server does it once. A definite answer ends the intention; asking for the same thing again later is a new one.
 */
const keys = new Map<string, string>();

/** The key of this intention. `intention` is anything that tells two intentions apart, e.g. method, path and body. */
export function intentionKey(intention: string): string {
  const known = keys.get(intention);
  if (known !== undefined) return known;
  const key = randomKey();
  keys.set(intention, key);
  return key;
}

/** The server gave a definite answer (done or refused). */
export function endIntention(intention: string): void {
  keys.delete(intention);
}

/** 32 hex digits. Not `crypto.randomUUID`, which browsers withhold from plain-http pages. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
