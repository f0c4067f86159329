import { Agent, request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';

export interface HttpAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The parsed body; undefined when it is not JSON. */
  json: unknown;
}

export interface HttpParts {
  /** Sent as JSON; a string or a Buffer is sent as it is. */
  body?: unknown;
  headers?: OutgoingHttpHeaders;
  /** Hangs up when it fires, whatever has been sent by then; the promise rejects. */
  signal?: AbortSignal;
}

/**
 * A browser of one person that sends exactly what it is told: no path is normalised, no header corrected.
 * Keeps connections alive and cookies for as long as it lives.
 */
export class HttpClient {
  readonly url: string;
  private readonly agent: Agent;
  private readonly jar = new Map<string, string>();
  private isFrozen = false;

  constructor(url: string, options: { maxSockets?: number } = {}) {
    this.url = url;
    this.agent = new Agent({ keepAlive: true, maxSockets: options.maxSockets ?? 8 });
  }

  /** The `Cookie` header; empty when there is none. */
  get cookie(): string {
    return [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** From now on whatever an answer says about cookies is passed over: this browser stays who it is. */
  freeze(): this {
    this.isFrozen = true;
    return this;
  }

  /** Rejects only when no answer came at all. With `connection: close` the request has a connection of its own. */
  send(method: string, path: string, { body, headers = {}, signal }: HttpParts = {}): Promise<HttpAnswer> {
    const { hostname, port } = new URL(this.url);
    const payload =
      body === undefined
        ? undefined
        : typeof body === 'string' || Buffer.isBuffer(body)
          ? Buffer.from(body)
          : Buffer.from(JSON.stringify(body));
    const sent: OutgoingHttpHeaders = {
      ...(this.jar.size > 0 && { cookie: this.cookie }),
      ...(payload && { 'content-type': 'application/json', 'content-length': payload.length }),
      ...headers,
    };
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          agent: headers['connection'] === 'close' ? false : this.agent,
          hostname,
          port,
          method,
          path,
          headers: sent,
          signal,
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', reject);
          incoming.on('end', () => {
            this.keep(incoming.headers['set-cookie'] ?? []);
            const text = Buffer.concat(chunks).toString('utf8');
            resolve({
              status: incoming.statusCode ?? 0,
              headers: incoming.headers,
              text,
              json: parsed(incoming.headers, text),
            });
          });
        },
      );
      outgoing.on('error', (cause: Error) => reject(new Error(`${method} ${path}: ${cause.message}`, { cause })));
      outgoing.end(payload);
    });
  }

  close(): void {
    this.agent.destroy();
  }

  private keep(lines: readonly string[]): void {
    if (this.isFrozen) return;
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(';');
      const at = pair.indexOf('=');
      const isOver = attributes.some((a) => /^\s*max-age=0\s*$/i.test(a));
      if (isOver) this.jar.delete(pair.slice(0, at).trim());
      else this.jar.set(pair.slice(0, at).trim(), pair.slice(at + 1));
    }
  }
}

function parsed(headers: IncomingHttpHeaders, text: string): unknown {
  if (!/json/.test(headers['content-type'] ?? '')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
