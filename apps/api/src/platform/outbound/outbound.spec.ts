import { setTimeout as wait } from 'node:timers/promises';
import { PUBLIC_ADDRESS, SmallInternet } from '../../../test/small-internet.ts';
import { Outbound, OutboundRefusal, type FetchRules } from './outbound.ts';

const RULES: FetchRules = { accept: 'text/calendar', maxBytes: 1_000_000, timeoutMs: 1_000, maxRedirects: 3 };

let internet: SmallInternet;
let outbound: Outbound;
beforeEach(async () => {
  internet = await new SmallInternet().start();
  outbound = new Outbound(internet);
});
afterEach(() => internet.stop());

const text = (body: string) => (_request: unknown, response: import('node:http').ServerResponse) =>
  void response.writeHead(200, { 'content-type': 'text/plain' }).end(body);
const redirect = (location: string) => (_request: unknown, response: import('node:http').ServerResponse) =>
  void response.writeHead(302, { location }).end();
const refusal = (address: string, rules: Partial<FetchRules> = {}): Promise<string> =>
  outbound.fetchText(address, { ...RULES, ...rules }).then(
    () => 'fetched',
    (error: unknown) => {
      if (!(error instanceof OutboundRefusal)) throw error;
      return error.message;
    },
  );
const NOT_PUBLIC = 'That address is not on the public internet, so it is not read from here.';

describe('an address that somebody else chose', () => {
  it('is fetched when its host is on the public internet, at the address that was checked', async () => {
    internet.host('cal.example.org', text('hello'));
    expect(await outbound.fetchText('http://cal.example.org/a?b=c', RULES)).toEqual({
      contentType: 'text/plain',
      text: 'hello',
    });
    expect(internet.seen).toEqual(['cal.example.org /a?b=c']);
    expect(internet.dialled).toEqual([PUBLIC_ADDRESS]);
  });

  it.each([
    ...['127.0.0.1', '10.0.0.5', '169.254.169.254', '192.168.0.1', '::1', 'fd00:ec2::254', 'fe80::1'],
    ...['::ffff:169.254.169.254', '64:ff9b::a9fe:a9fe', '0.0.0.0'],
  ])('is not tried when its host lies inside: %s', async (address) => {
    internet.host('inside.example.org', text('secret'), [address]);
    expect(await refusal('http://inside.example.org/')).toBe(NOT_PUBLIC);
    expect(internet.dialled).toEqual([]);
  });

  it('is not tried when only one of several addresses lies inside', async () => {
    internet.host('both.example.org', text('secret'), [PUBLIC_ADDRESS, '10.0.0.5']);
    expect(await refusal('http://both.example.org/')).toBe(NOT_PUBLIC);
    expect(internet.dialled).toEqual([]);
  });

  it.each([
    ...['http://127.0.0.1/', 'http://2130706433/', 'http://0x7f.1/', 'http://127.1/', 'http://[::1]/', 'http://[::]/'],
    ...['http://169.254.169.254/latest/meta-data', 'http://[::ffff:7f00:1]/', 'http://[64:ff9b::7f00:1]/'],
  ])('is not tried when it is an inner address in whatever spelling: %s', async (address) => {
    expect(await refusal(address)).toBe(NOT_PUBLIC);
    expect(internet.dialled).toEqual([]);
  });

  it.each(['ftp://cal.example.org/', 'file:///etc/passwd', 'gopher://x/', 'javascript:1', 'cal.example.org', ''])(
    'is not tried when it is none of the web: %s',
    async (address) => expect(await refusal(address)).toMatch(/not an address on the web/),
  );

  it('is not tried on a port of other services', async () => {
    internet.host('cal.example.org', text('hello'));
    for (const port of [22, 25, 5432, 6379]) expect(await refusal(`http://cal.example.org:${port}/`)).toMatch(/port/);
    expect(internet.dialled).toEqual([]);
  });

  it('cannot change its mind between the check and the connection', async () => {
    internet.host('rebind.example.org', text('hello'));
    let asked = 0;
    internet.resolve = () => Promise.resolve(asked++ === 0 ? [PUBLIC_ADDRESS] : ['127.0.0.1']);
    await outbound.fetchText('http://rebind.example.org/', RULES);
    expect([asked, internet.dialled]).toEqual([1, [PUBLIC_ADDRESS]]);
  });
});

describe('a redirect', () => {
  it('is followed to another public host, relative ones too, and no further than allowed', async () => {
    internet.host('a.example.org', redirect('http://b.example.org/x'));
    internet.host('b.example.org', (request, response) =>
      request.url === '/x' ? redirect('/y')(request, response) : text('there')(request, response),
    );
    expect((await outbound.fetchText('http://a.example.org/', RULES)).text).toBe('there');
    expect(internet.seen).toEqual(['a.example.org /', 'b.example.org /x', 'b.example.org /y']);
    internet.host('loop.example.org', redirect('http://loop.example.org/'));
    expect(await refusal('http://loop.example.org/')).toMatch(/on and on/);
    expect(internet.seen.filter((s) => s.startsWith('loop'))).toHaveLength(4);
  });

  it('is checked as the first address was', async () => {
    internet.host('inside.example.org', text('secret'), ['10.0.0.5']);
    for (const location of ['http://inside.example.org/', 'http://127.0.0.1/', 'http://[::1]/', '//169.254.169.254/']) {
      internet.host('a.example.org', redirect(location));
      expect([location, await refusal('http://a.example.org/')]).toEqual([location, NOT_PUBLIC]);
    }
    internet.host('a.example.org', redirect('file:///etc/passwd'));
    expect(await refusal('http://a.example.org/')).toMatch(/not an address on the web/);
    expect(new Set(internet.dialled)).toEqual(new Set([PUBLIC_ADDRESS]));
  });
});

describe('an answer', () => {
  it('is cut off when it is too large, whatever it says of its size', async () => {
    const MB = 1_000_000;
    internet.host('declared.example.org', (_request, response) => {
      response.writeHead(200, { 'content-length': String(2 * MB) }).end('x');
    });
    let sent = 0;
    internet.host('endless.example.org', (_request, response) => {
      response.writeHead(200);
      const chunk = Buffer.alloc(64_000, 'x');
      const more = () => {
        while (!response.destroyed && response.write(chunk)) sent += chunk.length;
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    expect(await refusal('http://declared.example.org/')).toMatch(/more than 1 MB/);
    expect(await refusal('http://endless.example.org/')).toMatch(/more than 1 MB/);
    expect(sent).toBeLessThan(40 * MB);
  });

  it('is cut off when it takes too long, from the name to the last byte', async () => {
    internet.host('silent.example.org', () => undefined);
    internet.host('drip.example.org', (_request, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'), 50);
      response.on('close', () => clearInterval(timer));
    });
    internet.names.set('slow-name.example.org', []);
    const started = Date.now();
    expect(await refusal('http://silent.example.org/', { timeoutMs: 200 })).toMatch(/too long/);
    expect(await refusal('http://drip.example.org/', { timeoutMs: 300 })).toMatch(/too long/);
    internet.resolve = () => wait(5_000, [PUBLIC_ADDRESS], { ref: false });
    expect(await refusal('http://slow-name.example.org/', { timeoutMs: 200 })).toMatch(/too long/);
    expect(Date.now() - started).toBeLessThan(3_000);
  });

  it('that is packed is not unpacked', async () => {
    internet.host('packed.example.org', (_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('bomb');
    });
    expect(await refusal('http://packed.example.org/')).toMatch(/packed/);
  });

  it('that says no is told in words', async () => {
    for (const [status, words] of [
      [404, 'nothing at that address'],
      [401, 'wants a sign-in'],
      [500, 'cannot answer right now'],
    ] as const) {
      internet.host('no.example.org', (_request, response) => void response.writeHead(status).end());
      expect(await refusal('http://no.example.org/')).toContain(words);
    }
    expect(await refusal('http://unknown.example.org/')).toMatch(/Nothing answers/);
  });

  it('is asked for without anything of ours', async () => {
    let headers: unknown;
    internet.host('cal.example.org', (request, response) => {
      headers = request.headers;
      text('x')(request, response);
    });
    await outbound.fetchText('http://cal.example.org/', RULES);
    expect(headers).toEqual({
      host: 'cal.example.org',
      accept: 'text/calendar',
      'accept-encoding': 'identity',
      'user-agent': 'Dryrun',
      connection: expect.anything(),
    });
  });
});
