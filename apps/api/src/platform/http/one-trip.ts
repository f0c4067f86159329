import { Injectable } from '@nestjs/common';
import type { EndpointInput, EndpointResponse, EndpointSpec } from '@dryrun/contracts/endpoint';
import type { Actor } from '@dryrun/domain/policy/decide';
import type { KeyClaim } from './idempotent-requests.ts';
import type { Refusal } from './refusal.ts';

/** A request that may be answered in one statement. */
export interface OneTripCall<E extends EndpointSpec> {
  input: EndpointInput<E>;
  actor: Actor;
  /** To be written with the answer, in the same statement. */
  claim: KeyClaim;
  /** Holds the answer to the contract, as it will be stored and sent. */
  seal: (answer: EndpointResponse<E>) => EndpointResponse<E>;
}

/**
 * The sealed answer when everything was written. A Refusal that is returned is the last word: nothing was written, and it is kept
 * with the key as the ordinary way would keep it. null, or a Refusal that is thrown: nothing was written, the ordinary way decides.
 */
export type OneTrip<E extends EndpointSpec> = (call: OneTripCall<E>) => Promise<EndpointResponse<E> | Refusal | null>;

/**
 * Short ways for idempotent endpoints on a hot path: key, business change and answer in one statement instead of a
 * transaction of many. A short way succeeds, refuses for good, or leaves no trace; whatever it does not manage (a key that was used
 * before, a wish it cannot read) the ordinary way answers, from the beginning.
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
