import { QueryCache, QueryClient } from '@tanstack/react-query';
import { isProblem, ProblemError } from './api-client.ts';
import { meQuery, nextSignInStep } from './session.ts';

/** Refusals are answers; only what might pass by itself is tried again. */
function isPassing(error: Error): boolean {
  return !(error instanceof ProblemError) || error.problem.status >= 500;
}

/** The cache of server state. `retries` 0 in tests. */
export function createQueryClient(retries = 2): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      // The session ended elsewhere: whoever shows the signed-in part of the app sees `null` and asks for sign-in.
      onError: (error) => {
        if (isProblem(error, 'not_signed_in') || nextSignInStep(error) !== null)
          client.setQueryData(meQuery.queryKey, null);
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        gcTime: 10 * 60_000,
        // Requests without a network fail at once and say so, instead of waiting unseen.
        networkMode: 'always',
        retry: (count, error) => count < retries && isPassing(error),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  return client;
}
