import { Injectable } from '@nestjs/common';
import type { EndpointInput, EndpointResponse, EndpointSpec } from '@dryrun/contracts/endpoint';
import type { Actor } from '@dryrun/domain/policy/decide';
import type { KeyClaim } from './idempotent-requests.ts';

/** A request that may be answered in one statement. */
export interface OneTripCall<E extends EndpointSpec> {
  input: EndpointInput<E>;
  actor: Actor;
  /** To be written with the answer, in the same statement. */
  claim: KeyClaim;
  /** Holds the answer to the contract, as it will be stored and sent. */
  seal: (answer: EndpointResponse<E>) => EndpointResponse<E>;
}

/** The sealed answer when everything was written; null, or a Refusal, when nothing was and the ordinary way shall be taken. */
export type OneTrip<E extends EndpointSpec> = (call: OneTripCall<E>) => Promise<EndpointResponse<E> | null>;

/**
 * Short ways for idempotent endpoints on a hot path: key, business change and answer in one statement instead of a
 * transaction of many. A short way only ever succeeds or leaves no trace; whatever it does not manage (a refusal, a key that
 * was used before, a race it lost) the ordinary way answers, from the beginning.
 */
@Injectable()
export class OneTrips {
  private readonly ways = new Map<EndpointSpec, OneTrip<EndpointSpec>>();

  /** Called by modules while they start. */
  offer<E extends EndpointSpec>(endpoint: E, way: OneTrip<E>): void {
    this.ways.set(endpoint, way as unknown as OneTrip<EndpointSpec>);
  }

  find(endpoint: EndpointSpec): OneTrip<EndpointSpec> | undefined {
    return this.ways.get(endpoint);
  }
}
