import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto';
import { promisify } from 'node:util';
import { verifyPassword as verifyScrypt } from 'better-auth/crypto';

const argon2id = promisify((parameters: Argon2Parameters, done: (error: Error | null, hash: Buffer) => void) =>
  argon2('argon2id', parameters, done),
);

/** Costs of a new hash: memory in KiB, passes, lanes. Raise them at will: older hashes are renewed as people sign in. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 };
const HASH_BYTES = 32;
const SALT_BYTES = 16;

/** A hash in the usual notation: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(SALT_BYTES);
  const hash = await argon2id({ message: normal(password), nonce, tagLength: HASH_BYTES, ...COST });
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${unpadded(nonce)}$${unpadded(hash)}`;
}

/**
 * Does the password fit? Understands argon2id and the scrypt hashes of earlier installations. With `stored` null it takes
 * as long as a real check and answers false, so that nobody learns from the clock whether an account has a password.
 */
export async function fitsPassword(stored: string | null, password: string): Promise<boolean> {
  const parsed = parse(stored ?? NOBODYS);
  if (!parsed) return stored !== null && verifyScrypt({ hash: stored, password }).catch(() => false);
  const hash = await argon2id({
    message: normal(password),
    nonce: parsed.salt,
    tagLength: parsed.hash.length,
    ...parsed.cost,
  });
  return timingSafeEqual(hash, parsed.hash) && stored !== null;
}

/** Was it hashed at less than today's cost, or in the old way? */
export function isOutdated(stored: string): boolean {
  const parsed = parse(stored);
  return parsed === null || parsed.cost.memory < COST.memory || parsed.cost.passes < COST.passes;
}

interface Parsed {
  cost: typeof COST;
  salt: Buffer;
  hash: Buffer;
}

function parse(stored: string): Parsed | null {
  const match = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(
    stored,
  );
  if (!match) return null;
  const [, memory, passes, parallelism, salt, hash] = match;
  return {
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    salt: Buffer.from(salt ?? '', 'base64'),
    hash: Buffer.from(hash ?? '', 'base64'),
  };
}

/** Two keyboards may write one character differently; a password is what it looks like. */
const normal = (password: string) => Buffer.from(password.normalize('NFKC'), 'utf8');
const unpadded = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');

/** Fits no password, at today's cost. */
const NOBODYS = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${unpadded(Buffer.alloc(SALT_BYTES, 7))}$${unpadded(Buffer.alloc(HASH_BYTES))}`;
