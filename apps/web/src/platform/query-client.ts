import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { bookingEndpoints } from '@dryrun/contracts/bookings.contract';
import { interviewEndpoints } from '@dryrun/contracts/interviews.contract';
import { isProblem, ProblemError } from './api-client.ts';
import { endpointKey } from './endpoint-query.ts';
import { meQuery, nextSignInStep } from './session.ts';

/** Refusals are answers; only what might pass by itself is tried again. */
function isPassing(error: Error): boolean {
  return !(error instanceof ProblemError) || error.problem.status >= 500;
}

/** What a page shows of a mock, and what may be done with it. */
const OF_A_MOCK = [interviewEndpoints.get, bookingEndpoints.booking];

/** The cache of server state. `retries` 0 in tests. */
export function createQueryClient(retries = 2): QueryClient {
  // Somebody else moved, cancelled or began the mock that is shown: the refusal says so, and the page must not show it as it was.
  const showMocksAnew = (error: Error) => {
    if (!isProblem(error, 'interview_state') && !isProblem(error, 'stale_version')) return;
    for (const endpoint of OF_A_MOCK) void client.invalidateQueries({ queryKey: endpointKey(endpoint) });
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        // The session ended elsewhere: whoever shows the signed-in part of the app sees `null` and asks for sign-in.
        if (isProblem(error, 'not_signed_in') || nextSignInStep(error) !== null)
          client.setQueryData(meQuery.queryKey, null);
        showMocksAnew(error);
      },
    }),
    mutationCache: new MutationCache({ onError: showMocksAnew }),
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
