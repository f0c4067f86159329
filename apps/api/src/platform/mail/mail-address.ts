/** Longest address that a mail server must take (RFC 5321). */
const MAX_ADDRESS = 254;
const MAX_LINE = 250;

/**
 * Is this one plain `local@domain`? Stricter than the RFCs on purpose: no quotes, comments, lists, routes or control
 * characters, so that an address can never smuggle a header or a second recipient.
 */
export function isMailAddress(address: string): boolean {
  return address.length <= MAX_ADDRESS && /^[^\s@<>()[\],;:\\"\p{C}]+@[^\s@<>()[\],;:\\"\p{C}]+$/u.test(address);
}

/** Human text as part of a header: one line, no control or direction-changing characters, not endless. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_LINE)
    .toWellFormed();
}
