import { Refusal } from '../http/refusal.ts';

interface PostgresError {
  code: string;
  message: string;
  constraint?: string;
}

/** What pg threw, out of what TypeORM may have put around it. */
const thrownByDriver = (error: unknown) =>
  ((error as { driverError?: unknown } | null)?.driverError ?? error) as { code?: unknown; message?: unknown } | null;

/** The PostgreSQL error inside whatever TypeORM or pg threw, if there is one. */
export function postgresError(error: unknown): PostgresError | null {
  const inner = thrownByDriver(error);
  const code = inner?.code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? (inner as PostgresError) : null;
}

/** Deadlock and serialization failure: the same transaction may simply be tried again. */
export function isRetriable(error: unknown): boolean {
  const code = postgresError(error)?.code;
  return code === '40001' || code === '40P01';
}

/** Constraint names that are a business refusal when the database has the last word. */
const REFUSALS: Record<string, () => Refusal> = {
  person_email_once: () => new Refusal('address_taken', 'Nothing was changed: another account here has that address.'),
  booking_participant_no_overlap: () =>
    new Refusal('slot_taken', 'That time was taken a moment ago. Nothing was booked; please pick another.'),
};

/** Connection lost, too many connections, shutting down, and a lock or statement that took too long. */
const UNAVAILABLE = /^(08...|53...|57P..|57014|55P03)$/;

const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

/** What pg says without any code when a connection is lost or none is free. */
const LOST =
  /^(Connection terminated|Client was closed|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|timeout expired)/;

/** TypeORM's words for a transaction whose connection was lost under it. Ours never outlive their connection otherwise. */
const RELEASED = new Set(['QueryRunnerAlreadyReleasedError', 'QueryRunnerProviderAlreadyReleasedError']);
const wasReleased = (error: unknown): boolean => RELEASED.has(String((error as { name?: unknown } | null)?.name));

/** Maps what the database refused to the refusal people see; null when it is none of theirs. */
export function refusalOfDatabaseError(error: unknown): Refusal | null {
  const pg = postgresError(error);
  const inner = thrownByDriver(error);
  const isLost = NETWORK.has(String(inner?.code)) || LOST.test(String(inner?.message)) || wasReleased(error);
  if (isLost || (pg && UNAVAILABLE.test(pg.code)))
    return new Refusal(
      'unavailable',
      'The database cannot answer right now. What you sent was not saved; please try again in a moment.',
    );
  return pg?.constraint ? (REFUSALS[pg.constraint]?.() ?? null) : null;
}
