/** A part of the app that did not arrive; Vite tells the window before it throws. */
interface PreloadError extends Event {
  payload: Error;
}

const faults = new WeakSet<Error>();
window.addEventListener('vite:preloadError', (event) => faults.add((event as PreloadError).payload));

/**
 * Did a part of the app not arrive? The connection was lost, or the server was updated and its parts have other names now. Trying the
 * same part again is not enough: a style sheet that failed counts as loaded from then on. The page has to be loaded anew.
 */
export function isLoadFault(error: unknown): boolean {
  return error instanceof Error && faults.has(error);
}
