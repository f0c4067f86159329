const KEY = 'dryrun.next';

/** Keeps where a person was going while they are away at a provider. In this tab only. */
export function rememberNext(next: string | undefined): void {
  try {
    if (next === undefined) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, next);
  } catch {
    // Without storage they land on Today, which is no harm.
  }
}

/** Where the person was going, once. */
export function takeRememberedNext(): string | undefined {
  try {
    const next = sessionStorage.getItem(KEY) ?? undefined;
    sessionStorage.removeItem(KEY);
    return next;
  } catch {
    return undefined;
  }
}
