import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { NETWORK, type Network } from './network.ts';
import { isPublicAddress } from './public-address.ts';

/** What may come back, and how much of the server's time it may cost. */
export interface FetchRules {
  accept: string;
  maxBytes: number;
  /** For everything: names, redirects, the last byte. */
  timeoutMs: number;
  maxRedirects: number;
}

export interface FetchedText {
  contentType: string;
  text: string;
}

/** Why nothing was fetched, in words for whoever gave the address. They never tell what an inner network answered. */
export class OutboundRefusal extends Error {
  override readonly name = 'OutboundRefusal';
}

const PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };
const ALLOWED_PORTS = new Set([80, 443, 8080, 8443]);
const MOST_ADDRESSES = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

const NOT_PUBLIC = 'That address is not on the public internet, so it is not read from here.';
const UNREACHABLE = 'Nothing answers at that address right now.';
const TOO_SLOW = 'That address took too long to answer.';

/**
 * Fetches an address that somebody else chose, without becoming their way into our network: every address of the host is checked,
 * the connection goes to a checked address and nowhere else (a name that changes its mind meanwhile changes nothing), and
 * each redirect is checked the same way. No cookie, no credential of ours, no proxy.
 */
@Injectable()
export class Outbound {
  constructor(@Inject(NETWORK) private readonly network: Network) {}

  /** @throws OutboundRefusal with a sentence for the person who gave the address */
  async fetchText(address: string, rules: FetchRules): Promise<FetchedText> {
    const signal = AbortSignal.timeout(rules.timeoutMs);
    let url = checkedUrl(address);
    for (let hop = 0; hop <= rules.maxRedirects; hop += 1) {
      const answer = await this.get(url, rules, signal).catch((error: unknown) => {
        if (error instanceof OutboundRefusal) throw error;
        throw new OutboundRefusal(signal.aborted ? TOO_SLOW : UNREACHABLE);
      });
      if ('text' in answer) return answer;
      const next = checkedUrl(URL.canParse(answer.redirectTo, url.href) ? new URL(answer.redirectTo, url).href : '');
      if (url.protocol === 'https:' && next.protocol !== 'https:')
        throw new OutboundRefusal('That address leads from a secure connection to one that is not.');
      url = next;
    }
    throw new OutboundRefusal('That address leads on and on to other addresses.');
  }

  private async get(url: URL, rules: FetchRules, signal: AbortSignal): Promise<FetchedText | { redirectTo: string }> {
    const hostname = url.hostname.replace(/^\[|\]$/g, '');
    const addresses = isIP(hostname) > 0 ? [hostname] : await within(signal, this.network.resolve(hostname));
    if (addresses.length === 0) throw new OutboundRefusal(UNREACHABLE);
    if (!addresses.every(isPublicAddress)) throw new OutboundRefusal(NOT_PUBLIC);
    let failure: unknown;
    for (const address of addresses.slice(0, MOST_ADDRESSES)) {
      try {
        return await this.getFrom(address, url, rules, signal);
      } catch (error) {
        if (error instanceof OutboundRefusal || signal.aborted) throw error;
        failure = error;
      }
    }
    throw failure;
  }

  private getFrom(
    address: string,
    url: URL,
    rules: FetchRules,
    signal: AbortSignal,
  ): Promise<FetchedText | { redirectTo: string }> {
    const isSecure = url.protocol === 'https:';
    const place = this.network.route({ address, port: portOf(url) });
    const options: RequestOptions & { servername?: string } = {
      host: place.address,
      port: place.port,
      path: `${url.pathname}${url.search}`,
      headers: { host: url.host, accept: rules.accept, 'accept-encoding': 'identity', 'user-agent': 'Dryrun' },
      // A pooled connection could be one to another host.
      agent: false,
      maxHeaderSize: 16_384,
      signal,
      ...(url.username ? { auth: `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}` } : {}),
      ...(isSecure && isIP(url.hostname) === 0 ? { servername: url.hostname } : {}),
    };
    return new Promise((resolve, reject) => {
      const request = (isSecure ? requestHttps : requestHttp)(options, (response) => {
        read(response, rules)
          .then(resolve, reject)
          .finally(() => request.destroy());
      });
      request.on('error', reject);
      request.end();
    });
  }
}

/** @throws OutboundRefusal for what is no web address, or one that would not be tried */
export function checkedUrl(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !(url.protocol in PORTS) || url.hostname === '')
    throw new OutboundRefusal('That is not an address on the web. It begins with https://');
  if (!ALLOWED_PORTS.has(portOf(url)))
    throw new OutboundRefusal('That address uses a port that is not read from here.');
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(hostname) > 0 && !isPublicAddress(hostname)) throw new OutboundRefusal(NOT_PUBLIC);
  return url;
}

function portOf(url: URL): number {
  return url.port === '' ? (PORTS[url.protocol] ?? 0) : Number(url.port);
}

async function read(response: IncomingMessage, rules: FetchRules): Promise<FetchedText | { redirectTo: string }> {
  const { statusCode = 0, headers } = response;
  if (REDIRECTS.has(statusCode)) return { redirectTo: headers.location ?? '' };
  if (statusCode !== 200) throw new OutboundRefusal(statusWords(statusCode));
  if ((headers['content-encoding'] ?? 'identity') !== 'identity')
    throw new OutboundRefusal('That address answers in a packed form that is not read from here.');
  const tooLarge = () =>
    new OutboundRefusal(`That address answers more than ${Math.floor(rules.maxBytes / 1_000_000)} MB.`);
  if (Number(headers['content-length'] ?? 0) > rules.maxBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > rules.maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return { contentType: headers['content-type'] ?? '', text: Buffer.concat(chunks).toString('utf8') };
}

function statusWords(status: number): string {
  if (status === 401 || status === 403) return `That address wants a sign-in (it answered ${status}).`;
  if (status === 404 || status === 410) return `There is nothing at that address any more (it answered ${status}).`;
  return `That address cannot answer right now (it answered ${status}).`;
}

/** The promise, or a rejection as soon as the signal aborts. */
function within<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(new OutboundRefusal(TOO_SLOW));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
