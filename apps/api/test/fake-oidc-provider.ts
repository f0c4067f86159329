import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { createServer } from 'node:http';

/** What the provider says of the person who signed in there. */
export interface Claims {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
}

/** A small OpenID Connect provider on loopback that lets anybody be whom a test says. */
export interface FakeOidcProvider {
  discoveryUrl: string;
  clientId: string;
  clientSecret: string;
  /** Plays the browser at the provider: answers what it would send back for this authorisation address. */
  approve(authorizationUrl: string, claims: Claims): { code: string; state: string };
  /** Makes the provider misbehave until it is called again. */
  misbehave(how: 'foreignSignature' | 'foreignNonce' | 'foreignAudience' | 'down' | null): void;
  close(): Promise<void>;
}

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

export async function startFakeOidcProvider(): Promise<FakeOidcProvider> {
  const [clientId, clientSecret] = ['dryrun', 'the provider’s secret'];
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const grants = new Map<string, { claims: Claims; nonce: string; challenge: string; redirectUri: string }>();
  let fault: Parameters<FakeOidcProvider['misbehave']>[0] = null;

  const idToken = (claims: Claims, nonce: string) => {
    const now = Math.floor(Date.now() / 1000);
    const body = {
      iss: issuer,
      aud: fault === 'foreignAudience' ? 'somebody-else' : clientId,
      iat: now,
      exp: now + 300,
      nonce: fault === 'foreignNonce' ? 'another' : nonce,
      ...claims,
    };
    const text = `${encoded({ alg: 'RS256', kid: 'k1', typ: 'JWT' })}.${encoded(body)}`;
    const key = fault === 'foreignSignature' ? foreign.privateKey : own.privateKey;
    return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
  };

  const token = (form: URLSearchParams, authorization: string | undefined): [number, unknown] => {
    const grant = grants.get(form.get('code') ?? '');
    const basic = authorization?.startsWith('Basic ') ? Buffer.from(authorization.slice(6), 'base64').toString() : '';
    const secret = form.get('client_secret') ?? decodeURIComponent(basic.slice(basic.indexOf(':') + 1));
    if (secret !== clientSecret) return [401, { error: 'invalid_client' }];
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (!grant || challenge !== grant.challenge || form.get('redirect_uri') !== grant.redirectUri)
      return [400, { error: 'invalid_grant' }];
    grants.delete(form.get('code') ?? '');
    return [
      200,
      {
        access_token: randomBytes(8).toString('hex'),
        token_type: 'Bearer',
        expires_in: 300,
        id_token: idToken(grant.claims, grant.nonce),
      },
    ];
  };

  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (fault === 'down') return void answer(503, {});
    if (request.url === '/.well-known/openid-configuration')
      return void answer(200, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        id_token_signing_alg_values_supported: ['RS256'],
      });
    if (request.url === '/jwks')
      return void answer(200, {
        keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' }],
      });
    if (request.url !== '/token') return void answer(404, {});
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () =>
      answer(...token(new URLSearchParams(Buffer.concat(chunks).toString()), request.headers.authorization)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const issuer = `http://127.0.0.1:${address.port}`;

  return {
    discoveryUrl: `${issuer}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    approve(authorizationUrl, claims) {
      const query = new URL(authorizationUrl).searchParams;
      const code = randomBytes(8).toString('hex');
      grants.set(code, {
        claims,
        nonce: query.get('nonce') ?? '',
        challenge: query.get('code_challenge') ?? '',
        redirectUri: query.get('redirect_uri') ?? '',
      });
      return { code, state: query.get('state') ?? '' };
    },
    misbehave: (how) => void (fault = how),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
