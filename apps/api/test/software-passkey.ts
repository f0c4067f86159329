import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** The few kinds of values that WebAuthn puts into CBOR. */
type Cbor = number | string | Buffer | Map<number | string, Cbor>;

function cbor(value: Cbor): Buffer {
  const head = (major: number, n: number) =>
    n < 24
      ? Buffer.from([(major << 5) | n])
      : n < 256
        ? Buffer.from([(major << 5) | 24, n])
        : Buffer.from([(major << 5) | 25, n >> 8, n & 255]);
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([k, v]) => [cbor(k), cbor(v)])]);
}

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest();
const PRESENT = 0x01;
const VERIFIED = 0x04;
const ATTESTED = 0x40;

/** A device with a screen lock, in software: makes one passkey and signs with it as a browser would hand it on. */
export class SoftwarePasskey {
  readonly id = randomBytes(16);
  private readonly key: KeyObject;
  private readonly point: { x: string; y: string };
  private uses = 0;

  constructor(
    private readonly origin: string,
    private readonly rpId = new URL(origin).hostname,
  ) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.key = privateKey;
    const jwk = publicKey.export({ format: 'jwk' });
    this.point = { x: jwk.x ?? '', y: jwk.y ?? '' };
  }

  /** Answers the options of a registration. */
  make(options: Record<string, unknown>, { isUnlocked = true } = {}): Record<string, unknown> {
    const cose = new Map<number | string, Cbor>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(this.point.x, 'base64url')],
      [-3, Buffer.from(this.point.y, 'base64url')],
    ]);
    const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, this.id.length]), this.id, cbor(cose)]);
    const authData = Buffer.concat([this.authenticatorData(ATTESTED, isUnlocked), credential]);
    const attestation = cbor(
      new Map<number | string, Cbor>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ]),
    );
    return this.answer({
      attestationObject: attestation.toString('base64url'),
      clientDataJSON: this.clientData('webauthn.create', options),
      transports: ['internal'],
    });
  }

  /** Answers the options of a sign-in. */
  use(options: Record<string, unknown>, { isUnlocked = true } = {}): Record<string, unknown> {
    const authData = this.authenticatorData(0, isUnlocked);
    const clientDataJSON = this.clientData('webauthn.get', options);
    const signature = sign(
      'sha256',
      Buffer.concat([authData, sha256(Buffer.from(clientDataJSON, 'base64url'))]),
      this.key,
    );
    return this.answer({
      authenticatorData: authData.toString('base64url'),
      clientDataJSON,
      signature: signature.toString('base64url'),
    });
  }

  private answer(response: Record<string, unknown>): Record<string, unknown> {
    const id = this.id.toString('base64url');
    return {
      id,
      rawId: id,
      type: 'public-key',
      response,
      clientExtensionResults: {},
      authenticatorAttachment: 'platform',
    };
  }

  private authenticatorData(flags: number, isUnlocked: boolean): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(++this.uses);
    return Buffer.concat([sha256(this.rpId), Buffer.from([flags | PRESENT | (isUnlocked ? VERIFIED : 0)]), counter]);
  }

  private clientData(type: string, options: Record<string, unknown>): string {
    return Buffer.from(
      JSON.stringify({ type, challenge: options['challenge'], origin: this.origin, crossOrigin: false }),
    ).toString('base64url');
  }
}
