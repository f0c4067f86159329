import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { z } from 'zod';
import { localPath, meQuery } from '../platform/session.ts';
import { optional, rootRoute } from './root-route.ts';

/* The pages of signing in. None of them asks for a signed-in person. */

const signIn = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: z.object({ next: optional(z.string().max(2000)) }),
  beforeLoad: async ({ context, search }) => {
    const me = await context.queryClient.ensureQueryData(meQuery).catch(() => null);
    if (me) throw redirect({ href: localPath(search.next) ?? '/today', replace: true });
  },
  component: lazyRouteComponent(() => import('./sign-in.route.tsx'), 'SignInPage'),
});

/** Where a sign-in that is under way wants to go. */
const NextSearch = z.object({ next: optional(z.string().max(2000)) });

const signInCode = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in/code',
  validateSearch: NextSearch.extend({ request: optional(z.uuid()) }),
  beforeLoad: ({ search }) => {
    // Without a request there is nothing that a code could answer.
    if (search.request === undefined) throw redirect({ to: '/sign-in', search: { next: search.next }, replace: true });
  },
  component: lazyRouteComponent(() => import('./sign-in-code.route.tsx'), 'SignInCodePage'),
});

const signInLink = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in/link',
  component: lazyRouteComponent(() => import('./sign-in-link.route.tsx'), 'SignInLinkPage'),
});

const signInOidc = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in/oidc',
  validateSearch: z.object({
    code: optional(z.coerce.string()),
    state: optional(z.coerce.string()),
    error: optional(z.coerce.string()),
    iss: optional(z.coerce.string()),
  }),
  component: lazyRouteComponent(() => import('./sign-in-oidc.route.tsx'), 'SignInOidcPage'),
});

const secondFactor = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in/second-factor',
  validateSearch: NextSearch,
  component: lazyRouteComponent(() => import('./second-factor.route.tsx'), 'SecondFactorPage'),
});

const setUpFactor = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in/set-up',
  validateSearch: NextSearch,
  component: lazyRouteComponent(() => import('./set-up-factor.route.tsx'), 'SetUpFactorPage'),
});

const reset = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset',
  component: lazyRouteComponent(() => import('./reset.route.tsx'), 'ResetPage'),
});

export const signInRoutes = [signIn, signInCode, signInLink, signInOidc, secondFactor, setUpFactor, reset] as const;
