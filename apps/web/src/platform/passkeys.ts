import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/browser';
import { signInEndpoints } from '@dryrun/contracts/sign-in.contract';
import { securityEndpoints } from '@dryrun/contracts/security.contract';
import { call } from './api-client.ts';

/** The person closed the browser's dialog, waited too long, or has no fitting passkey here. Nothing is wrong. */
export class PasskeyCancelled extends Error {
  override readonly name = 'PasskeyCancelled';
}

/** Can this browser do passkeys at all? Whether the academy's address allows them says `signInEndpoints.ways`. */
export function browserHasPasskeys(): boolean {
  return typeof window.PublicKeyCredential === 'function';
}

/** Lets the browser ask for a passkey of this site. @throws PasskeyCancelled */
export async function askForPasskey(): Promise<PasskeyAnswer> {
  const { options } = await call(signInEndpoints.passkeyOptions, {});
  const { startAuthentication } = await import('@simplewebauthn/browser');
  return answered(() =>
    startAuthentication({ optionsJSON: options as unknown as PublicKeyCredentialRequestOptionsJSON }),
  );
}

/** Lets the browser make a passkey for the signed-in person. @throws PasskeyCancelled */
export async function makePasskey(): Promise<PasskeyAnswer> {
  const { options } = await call(securityEndpoints.passkeyOptions, {});
  const { startRegistration } = await import('@simplewebauthn/browser');
  return answered(() =>
    startRegistration({ optionsJSON: options as unknown as PublicKeyCredentialCreationOptionsJSON }),
  );
}

/** What the contract takes of a ceremony's outcome. */
export interface PasskeyAnswer {
  id: string;
  rawId: string;
  type: 'public-key';
  response: Record<string, unknown>;
  [more: string]: unknown;
}

async function answered(
  ceremony: () => Promise<AuthenticationResponseJSON | RegistrationResponseJSON>,
): Promise<PasskeyAnswer> {
  try {
    return (await ceremony()) as unknown as PasskeyAnswer;
  } catch (error) {
    throw new PasskeyCancelled(error instanceof Error ? error.message : String(error));
  }
}
