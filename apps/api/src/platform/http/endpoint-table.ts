import { ENDPOINTS } from '@dryrun/contracts/endpoints';
import type { EndpointSpec } from '@dryrun/contracts/endpoint';

/** Every row of the endpoint table, flat. */
export const ALL_ENDPOINTS: readonly EndpointSpec[] = Object.values(ENDPOINTS).flatMap(
  (module) => Object.values(module) as EndpointSpec[],
);

/** Success status by `METHOD path`. */
export const ENDPOINT_SUCCESS: ReadonlyMap<string, number> = new Map(
  ALL_ENDPOINTS.map((e) => [`${e.method} ${e.path}`, e.response === null ? 204 : (e.status ?? 200)]),
);
