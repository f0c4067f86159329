import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import type { EndpointSpec } from '@dryrun/contracts/endpoint';
import { ENDPOINT } from './endpoint.ts';
import { ALL_ENDPOINTS } from './endpoint-table.ts';

/**
 * Deny by default, at start: a routed handler without a row of the endpoint table stops the application, and so does a
 * row that nobody or more than one handler serves.
 */
@Injectable()
export class EndpointCheck implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onApplicationBootstrap(): void {
    const served = this.discovery.getControllers().flatMap((c) => this.endpointsOf(c.instance as object));
    const missing = ALL_ENDPOINTS.filter((e) => !served.includes(e));
    const twice = served.filter((e, i) => served.indexOf(e) !== i);
    const strangers = served.filter((e) => !ALL_ENDPOINTS.includes(e));
    const wrong = [
      ...missing.map((e) => `${e.method} ${e.path} is in the contract but nobody serves it`),
      ...twice.map((e) => `${e.method} ${e.path} is served twice`),
      ...strangers.map((e) => `${e.method} ${e.path} is served but not in ENDPOINTS`),
    ];
    if (wrong.length > 0) throw new Error(`The endpoint table and the routes disagree:\n${wrong.join('\n')}`);
  }

  private endpointsOf(controller: object): EndpointSpec[] {
    const prototype: object = Object.getPrototypeOf(controller);
    return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
      const handler = (prototype as Record<string, unknown>)[name];
      if (typeof handler !== 'function' || Reflect.getMetadata(PATH_METADATA, handler) === undefined) return [];
      const spec = this.reflector.get<EndpointSpec | undefined>(ENDPOINT, handler);
      if (!spec)
        throw new Error(
          `${controller.constructor.name}.${name} is a route without a permission: declare it with @Endpoint.`,
        );
      return [spec];
    });
  }
}
