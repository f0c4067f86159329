import { Injectable } from '@nestjs/common';
import type { EndpointInput, EndpointSpec } from '@dryrun/contracts/endpoint';
import type { Actor } from '@dryrun/domain/policy/decide';

/** A request whose input is valid and whose transaction has not begun. */
export interface BeforehandCall<E extends EndpointSpec> {
  input: EndpointInput<E>;
  actor: Actor;
  /** Address of the client. */
  address: string;
}

/** May throw a Refusal: then nothing else happens, and the answer is not kept for repeats. */
export type BeforehandStep<E extends EndpointSpec> = (call: BeforehandCall<E>) => Promise<void>;

/**
 * What has to stay written when an idempotent request is refused, as a counted attempt does: its business part undoes
 * everything inside the request's transaction, so this happens before that begins.
 */
@Injectable()
export class Beforehand {
  private readonly steps = new Map<EndpointSpec, BeforehandStep<EndpointSpec>>();

  /** Called by modules while they start. */
  offer<E extends EndpointSpec>(endpoint: E, step: BeforehandStep<E>): void {
    this.steps.set(endpoint, step as unknown as BeforehandStep<EndpointSpec>);
  }

  async run(endpoint: EndpointSpec, call: BeforehandCall<EndpointSpec>): Promise<void> {
    await this.steps.get(endpoint)?.(call);
  }
}
