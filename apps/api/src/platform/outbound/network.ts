import { lookup } from 'node:dns/promises';

/** Where a connection goes. */
export interface NetworkPlace {
  address: string;
  port: number;
}

/** The network as the outbound client sees it; tests put a small internet of their own here. */
export interface Network {
  /** All addresses of a host name. */
  resolve(hostname: string): Promise<string[]>;
  /** Where a checked address is really dialled: there, outside of tests. */
  route(place: NetworkPlace): NetworkPlace;
}

/** Injection token of the {@link Network}. */
export const NETWORK = Symbol('network');

export const SYSTEM_NETWORK: Network = {
  async resolve(hostname) {
    return (await lookup(hostname, { all: true, verbatim: true })).map((found) => found.address);
  },
  route: (place) => place,
};
