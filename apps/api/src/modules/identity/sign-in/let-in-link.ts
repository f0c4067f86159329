import { randomBytes } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import { KeyedHash } from '../../../platform/auth/keyed-hash.ts';
import type { Clock } from '../../../platform/clock/clock.ts';
import type { Settings } from '../../../platform/config/settings.ts';
import type { Database } from '../../../platform/db/database.ts';
import { Audit } from '../../../platform/events/audit.ts';
import { CredentialStore } from './credential.store.ts';
import { FactorStore } from './factor.store.ts';
import { MailedProofStore } from './mailed-proof.store.ts';
import { tokenPurpose } from './mailed-proofs.ts';

const VALID_MINUTES = 10;

export interface LetIn {
  /** Signs the person in once, like a mailed link. */
  url: string;
  name: string;
  /** They have a second step, and it was left alone: the link alone does not get them in. */
  needsSecondStep: boolean;
}

/**
 * The last way in, for whoever runs the server (`npm run let-in`): a sign-in link without a mail server, for somebody who is
 * here. It proves as much as a mailed one, so a second step is asked for unless it is taken away with it.
 *
 * @throws an Error with a sentence when nobody has the address
 */
export async function makeLetInLink(
  { database, settings, clock }: { database: Database; settings: Settings; clock: Clock },
  address: string,
  { withoutSecondStep }: { withoutSecondStep: boolean },
): Promise<LetIn> {
  const [proofs, factors] = [new MailedProofStore(database), new FactorStore(database)];
  const hash = new KeyedHash(settings);
  const token = randomBytes(32).toString('base64url');
  return database.write(async (tx) => {
    const person = await new CredentialStore(database).findByAddress(address);
    if (!person) throw new Error(`Nobody here has the address ${address}. Nothing was changed.`);
    if (withoutSecondStep) {
      await factors.removeAuthenticator(tx, person.id);
      await factors.removePasskeys(tx, person.id);
    }
    const [id, now] = [uuid(), clock.now()];
    const expiresAt = new Date(now.getTime() + VALID_MINUTES * 60_000);
    await proofs.insert(tx, { id, purpose: 'signIn', address: person.email, personId: person.id, now, expiresAt });
    await proofs.saveSecrets(tx, id, {
      personId: person.id,
      tokenHash: hash.of(tokenPurpose('signIn'), token),
      // No code stands beside this link: nothing hashes to this.
      codeHash: '-',
    });
    await new Audit(clock).record(tx, {
      actorId: null,
      action: 'signIn.let_in_link',
      subjectType: 'person',
      subjectId: person.id,
      personId: person.id,
      batchId: null,
      after: { withoutSecondStep },
    });
    const needsSecondStep =
      (await factors.findAuthenticator(person.id)) !== null || (await factors.listPasskeys(person.id)).length > 0;
    return { url: `${settings.publicUrl}/sign-in/link#${token}`, name: person.name, needsSecondStep };
  });
}
