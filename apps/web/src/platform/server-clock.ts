let offsetMs = 0;

/** Below this, the second resolution of a `Date` header explains the difference. */
const TOLERANCE_MS = 2_000;

/** Takes note of an answer's `Date` header, so that countdowns follow the server's clock and not a wrong one in somebody's pocket. */
export function noteServerDate(header: string | null): void {
  const at = header === null ? Number.NaN : Date.parse(header);
  if (Number.isNaN(at)) return;
  const difference = at - Date.now();
  offsetMs = Math.abs(difference) > TOLERANCE_MS ? difference : 0;
}

/** The server's idea of now, epoch milliseconds. */
export function serverNow(): number {
  return Date.now() + offsetMs;
}
