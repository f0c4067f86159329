import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Network } from '../src/platform/outbound/network.ts';

/** A public address that every host of the small internet has unless a test says otherwise. */
export const PUBLIC_ADDRESS = '93.184.216.34';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * An internet of one server: names resolve to what a test says, and whatever address is dialled, this server answers, by the
 * `Host` of the request. So a refused address shows as a request that never came.
 */
export class SmallInternet implements Network {
  readonly names = new Map<string, string[]>();
  /** Requests that came, as `host path`. */
  readonly seen: string[] = [];
  /** Addresses that were dialled. */
  readonly dialled: string[] = [];
  private readonly hosts = new Map<string, Handler>();
  private readonly server = createServer((request, response) => {
    this.seen.push(`${request.headers.host} ${request.url}`);
    const handler = this.hosts.get(request.headers.host ?? '');
    if (handler) handler(request, response);
    else response.writeHead(404).end();
  });

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  host(name: string, handler: Handler, addresses: string[] = [PUBLIC_ADDRESS]): void {
    this.names.set(name, addresses);
    this.hosts.set(name, handler);
  }

  /** A host that answers this calendar until it is told another. */
  calendar(name: string, text: string): void {
    this.host(name, (_request, response) =>
      response.writeHead(200, { 'content-type': 'text/calendar; charset=utf-8' }).end(text),
    );
  }

  resolve(hostname: string): Promise<string[]> {
    const addresses = this.names.get(hostname);
    return addresses ? Promise.resolve(addresses) : Promise.reject(new Error(`no such host ${hostname}`));
  }

  route({ address }: { address: string; port: number }): { address: string; port: number } {
    this.dialled.push(address);
    return { address: '127.0.0.1', port: (this.server.address() as AddressInfo).port };
  }
}
