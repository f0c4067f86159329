import { createRoute, redirect, retainSearchParams } from '@tanstack/react-router';
import { z } from 'zod';
import { localPath, meQuery, nextSignInStep } from '../platform/session.ts';
import { isTimeZone } from '../platform/time.ts';
import { optional, rootRoute } from './root-route.ts';
import { SignedInLayout } from './signed-in.layout.tsx';

/** Parent of every page that needs a signed-in person. `zone` stays in the address from page to page. */
export const signedIn = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  validateSearch: z.object({ zone: optional(z.string().refine(isTimeZone)) }),
  search: { middlewares: [retainSearchParams(['zone'])] },
  beforeLoad: async ({ context, location }) => {
    const me = await context.queryClient.ensureQueryData(meQuery).catch((error: unknown) => {
      const step = nextSignInStep(error);
      if (step === null) throw error;
      throw redirect({ to: step, search: { next: localPath(location.href) ?? undefined }, replace: true });
    });
    if (me === null)
      throw redirect({ to: '/sign-in', search: { next: localPath(location.href) ?? undefined }, replace: true });
  },
  component: SignedInLayout,
});

/** What every page below it starts with. */
export const inside = { getParentRoute: () => signedIn } as const;
