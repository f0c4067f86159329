import { randomInt } from 'node:crypto';

/** Without the letters and digits that look or sound alike. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const LENGTH = 8;

/** A code that people can type, say and write on a board: 8 of 31 signs. */
export function newJoinCode(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/** `k7pm 2xqa`, as somebody typed it, as it is stored: `K7PM2XQA`. */
export function storedJoinCode(typed: string): string {
  return typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

/** As it is shown: `K7PM-2XQA`. */
export function shownJoinCode(stored: string): string {
  return `${stored.slice(0, 4)}-${stored.slice(4)}`;
}
