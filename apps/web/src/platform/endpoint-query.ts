import { useEffect, useRef } from 'react';
import { queryOptions, useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import type { EndpointResponse, EndpointSpec } from '@dryrun/contracts/endpoint';
import { addressOf, call, ProblemError, type RequestOf } from './api-client.ts';
import { endIntention, intentionKey } from './intention-keys.ts';

/**
 * Query options of a GET endpoint, for `useQuery`, loaders and `setQueryData`:
 * `useQuery(endpointQuery(interviewEndpoints.get, { params: { interviewId } }))`.
 */
export function endpointQuery<E extends EndpointSpec>(endpoint: E, request: RequestOf<E>) {
  return queryOptions({
    queryKey: [endpoint.path, addressOf(endpoint, request)] as const,
    queryFn: ({ signal }): Promise<EndpointResponse<E>> => call(endpoint, request, { signal }),
  });
}

/** Prefix of the keys of all cached answers of an endpoint, for `invalidateQueries`. */
export function endpointKey(endpoint: EndpointSpec): QueryKey {
  return [endpoint.path];
}

/** Loads the answers of these endpoints anew once a value changes that they depend on. Pass a constant list. */
export function useFreshAfter(value: string, endpoints: readonly EndpointSpec[]): void {
  const queryClient = useQueryClient();
  const seen = useRef(value);
  useEffect(() => {
    if (seen.current === value) return;
    seen.current = value;
    for (const endpoint of endpoints) void queryClient.invalidateQueries({ queryKey: endpointKey(endpoint) });
  }, [value, endpoints, queryClient]);
}

interface MutationOptions<E extends EndpointSpec> {
  /** Endpoints whose cached answers are stale once this was done. */
  invalidates?: readonly EndpointSpec[];
  /** Runs before the invalidation; put the answer where it is read from. */
  onSuccess?: (answer: EndpointResponse<E>, request: RequestOf<E>) => void;
  onError?: (error: Error, request: RequestOf<E>) => void;
}

/**
 * A write of the endpoint table as a mutation whose variables are the request. Idempotent endpoints get their key here:
 * the same request sent again after a lost answer carries the same key.
 */
export function useEndpointMutation<E extends EndpointSpec>(endpoint: E, options: MutationOptions<E> = {}) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (request: RequestOf<E>) => callOnce(endpoint, request),
    onSuccess: (answer, request) => {
      options.onSuccess?.(answer, request);
      for (const stale of options.invalidates ?? [])
        void queryClient.invalidateQueries({ queryKey: endpointKey(stale) });
    },
    onError: options.onError,
  });
}

/** `call` with the intention's idempotency key when the endpoint demands one. */
export async function callOnce<E extends EndpointSpec>(
  endpoint: E,
  request: RequestOf<E>,
): Promise<EndpointResponse<E>> {
  if (!endpoint.isIdempotent) return call(endpoint, request);
  const intention = `${endpoint.method} ${addressOf(endpoint, request)} ${JSON.stringify(request.body ?? null)}`;
  try {
    const answer = await call(endpoint, request, { idempotencyKey: intentionKey(intention) });
    endIntention(intention);
    return answer;
  } catch (error) {
    // Our own failures (5xx) keep no answer for the key, so repeating it is as safe as after a lost answer.
    if (error instanceof ProblemError && error.problem.status < 500) endIntention(intention);
    throw error;
  }
}
