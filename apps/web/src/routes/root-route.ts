import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext } from '@tanstack/react-router';
import type { z } from 'zod';
import { NotFoundPage } from './error-pages.tsx';

/** Parent of every page. */
export const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  notFoundComponent: NotFoundPage,
});

/** An optional search parameter that is dropped when it is unusable (a default would rewrite the address). */
export const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
