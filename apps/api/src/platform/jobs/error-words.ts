/**
 * What went wrong, for one line of the log. pg-boss hands errors on as plain objects with `message`, `code` and `queue`, and
 * a refused connection has no message at all, only a code.
 */
export function errorWords(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  const { message, code, queue } = error as Partial<Record<'message' | 'code' | 'queue', unknown>>;
  const what =
    [message, code].find((words) => typeof words === 'string' && words !== '') ?? 'an error without a message';
  return typeof queue === 'string' ? `${String(what)} (${queue})` : String(what);
}
