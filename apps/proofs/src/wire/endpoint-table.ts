import type { EndpointSpec } from '@dryrun/contracts/endpoint';
import { ENDPOINTS } from '@dryrun/contracts/endpoints';

/** An endpoint of the contract under the name by which the router knows it. */
export interface Wire {
  /** `METHOD /api/path/:id`. */
  route: string;
  /** `module.name`. */
  name: string;
  spec: EndpointSpec;
}

export const WIRE: readonly Wire[] = Object.entries(ENDPOINTS).flatMap(([module, endpoints]) =>
  Object.entries(endpoints as Record<string, EndpointSpec>).map(([name, spec]) => ({
    route: `${spec.method} ${spec.path}`,
    name: `${module}.${name}`,
    spec,
  })),
);

export const wireOf = (route: string): Wire | undefined => WIRE.find((one) => one.route === route);

export const paramsOf = (path: string): string[] => [...path.matchAll(/:([A-Za-z]+)/g)].map((m) => m[1] ?? '');
