import { createContext, use } from 'react';
import { queryOptions } from '@tanstack/react-query';
import { identityEndpoints, type MeView } from '@dryrun/contracts/identity.contract';
import { signInEndpoints } from '@dryrun/contracts/sign-in.contract';
import type { Role } from '@dryrun/domain/policy/resources';
import { call, isProblem } from './api-client.ts';

/** The signed-in person; null when nobody is. */
export const meQuery = queryOptions({
  queryKey: [identityEndpoints.me.path] as const,
  queryFn: async ({ signal }): Promise<MeView | null> => {
    try {
      return await call(identityEndpoints.me, {}, { signal });
    } catch (error) {
      if (isProblem(error, 'not_signed_in')) return null;
      throw error;
    }
  },
  staleTime: 60_000,
});

/** The page that completes a sign-in which this error says is not complete; null for any other error. */
export function nextSignInStep(error: unknown): '/sign-in/second-factor' | '/sign-in/set-up' | null {
  if (isProblem(error, 'second_factor_needed')) return '/sign-in/second-factor';
  return isProblem(error, 'second_factor_setup_needed') ? '/sign-in/set-up' : null;
}

/** Filled by the signed-in layout only. */
export const MeContext = createContext<MeView | null>(null);

/** The signed-in person, below the signed-in layout. */
export function useMe(): MeView {
  const me = use(MeContext);
  if (me === null) throw new Error('useMe is for pages below the signed-in layout');
  return me;
}

/** Every role the person holds anywhere. */
export function rolesOf(me: MeView): ReadonlySet<Role> {
  return new Set([...me.academyRoles, ...me.batches.flatMap((batch) => batch.roles)]);
}

/** Batches in which the person holds one of these roles. */
export function batchesAs(me: MeView, ...roles: readonly Role[]): MeView['batches'] {
  return me.batches.filter((batch) => batch.roles.some((role) => roles.includes(role)));
}

/** @throws ProblemError `wrong_credentials` or `too_many_requests` */
export async function signInWithPassword(credentials: { email: string; password: string }): Promise<void> {
  await call(signInEndpoints.withPassword, { body: credentials });
}

export async function signOut(): Promise<void> {
  await call(signInEndpoints.signOut, {});
}

/**
 * Where to go after sign-in: the given address when it is a path of this app, else null. Refuses other origins in every
 * disguise (`//host`, `/\host`, control characters that browsers drop) and the sign-in page itself.
 */
export function localPath(next: string | undefined): string | null {
  if (next === undefined || !/^\/(?![/\\])[\x21-\x7e]*$/.test(next) || next.includes('\\')) return null;
  const url = new URL(next, 'http://here.invalid');
  if (url.origin !== 'http://here.invalid' || url.pathname.startsWith('/sign-in') || url.pathname === '/') return null;
  return url.pathname + url.search + url.hash;
}
