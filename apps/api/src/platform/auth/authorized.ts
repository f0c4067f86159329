import type { Permission } from '@dryrun/domain/policy/resources';

declare const authorized: unique symbol;

/**
 * A row together with the proof that the actor may do `P` with it. Write use-cases take nothing less, and only a module's
 * `.policy.ts` mints it, so the compiler asks for the check.
 */
export type Authorized<T, P extends Permission> = T & { readonly [authorized]: P };

/** For `.policy.ts` files only (the lint sees to it): turns a checked row into its proof. */
export function mint<T, P extends Permission>(row: T, _permission: P): Authorized<T, P> {
  return row as Authorized<T, P>;
}
