import type { EndpointSpec } from '@dryrun/contracts/endpoint';

type Query = NonNullable<EndpointSpec['query']>;
export type QueryPairs = readonly (readonly [string, unknown])[];

/** Of a valid query, what may not be left out. */
export const requiredOf = (query: Query, value: object): QueryPairs =>
  Object.entries(value).filter(([name]) => !query.shape[name]?.isOptional());

/** As it stands behind a path, question mark included; empty for no pairs. */
export const queryText = (pairs: QueryPairs): string =>
  pairs.length === 0 ? '' : `?${new URLSearchParams(pairs.map(([k, v]) => [k, String(v)])).toString()}`;
