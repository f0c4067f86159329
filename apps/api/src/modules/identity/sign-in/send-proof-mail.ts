import { randomBytes, randomInt } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { KeyedHash } from '../../../platform/auth/keyed-hash.ts';
import { Clock } from '../../../platform/clock/clock.ts';
import { SETTINGS, type Settings } from '../../../platform/config/settings.ts';
import { Database, type Tx } from '../../../platform/db/database.ts';
import { Jobs } from '../../../platform/jobs/jobs.ts';
import { MailServer } from '../../../platform/mail/mail-server.ts';
import { Mail, type MailBody } from '../../../platform/mail/mail.ts';
import { CredentialStore, type Account } from './credential.store.ts';
import { codePurpose, PROOF_QUEUE, tokenPurpose } from './mailed-proofs.ts';
import { MailedProofStore, type ProofPurpose, type ProofRow } from './mailed-proof.store.ts';

interface Secrets {
  code: string;
  url: string;
}

interface Words {
  subject: string;
  why: string;
  body: (s: Secrets, academy: string) => MailBody;
}

/** The page that takes the link's secret, which stands behind `#` so that it reaches no log and no referrer. */
const PAGES: Record<ProofPurpose, string | null> = {
  signIn: '/sign-in/link',
  reset: '/reset',
  address: '/account/address',
  confirm: null,
};

const IGNORE = {
  small: 'Both work once, for ten minutes. If you did not ask for this, ignore it: without this mail nobody gets in.',
};

const WORDS: Record<ProofPurpose, Words> = {
  signIn: {
    subject: 'Sign in',
    why: 'You asked to sign in by mail.',
    body: ({ code, url }, academy) => ({
      preview: 'A link and a six-digit code, good for ten minutes.',
      blocks: [
        { p: `Open this link to sign in to ${academy}, or type the code where you asked for it.` },
        { action: { label: 'Sign in', url } },
        { code },
        IGNORE,
      ],
    }),
  },
  reset: {
    subject: 'Choose a new password',
    why: 'You asked for a new password.',
    body: ({ code, url }, academy) => ({
      preview: 'A link and a six-digit code, good for ten minutes.',
      blocks: [
        { p: `Open this link to choose a new password for ${academy}, or type the code where you asked for it.` },
        { action: { label: 'Choose a new password', url } },
        { code },
        IGNORE,
      ],
    }),
  },
  address: {
    subject: 'Confirm your new address',
    why: 'You asked to use this address from now on.',
    body: ({ code, url }, academy) => ({
      preview: 'One step left to change your address.',
      blocks: [
        {
          p: `You want to use this address for ${academy}. Open this link while you are signed in, or type the code where you asked for it.`,
        },
        { action: { label: 'Use this address', url } },
        { code },
        IGNORE,
      ],
    }),
  },
  confirm: {
    subject: 'Confirm that it is you',
    why: 'You were asked to confirm that it is you.',
    body: ({ code }, academy) => ({
      preview: 'A six-digit code, good for ten minutes.',
      blocks: [
        { p: `Type this code in ${academy} to go on.` },
        { code },
        {
          small:
            'It works once, for ten minutes. If you did not ask for it, somebody is at a browser where you are signed in: sign out everywhere under “Security” in your account menu.',
        },
      ],
    }),
  },
};

/** Mails the link and the code that were asked for, if there is anybody to mail. Without a mail server they would only leave when they are too old. */
@Injectable()
export class SendProofMail implements OnModuleInit {
  constructor(
    private readonly store: MailedProofStore,
    private readonly credentials: CredentialStore,
    private readonly mail: Mail,
    private readonly mailServer: MailServer,
    private readonly jobs: Jobs,
    private readonly database: Database,
    private readonly hash: KeyedHash,
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.work<{ id: string }>(PROOF_QUEUE, ({ id }) => this.database.write((tx) => this.run(tx, id)), {
      concurrency: 2,
    });
  }

  private async run(tx: Tx, proofId: string): Promise<void> {
    const proof = await this.store.lock(tx, proofId);
    if (!proof || proof.codeHash !== null || proof.usedAt !== null || proof.expiresAt <= this.clock.now()) return;
    const person = await this.recipient(proof);
    if (!person || (await this.mailServer.access()) === null) return;
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const token = randomBytes(32).toString('base64url');
    const page = PAGES[proof.purpose];
    await this.store.saveSecrets(tx, proof.id, {
      personId: person.id,
      tokenHash: page === null ? null : this.hash.of(tokenPurpose(proof.purpose), token),
      codeHash: this.hash.of(codePurpose(proof.purpose), `${proof.id} ${code}`),
    });
    const words = WORDS[proof.purpose];
    const academy = await this.credentials.academyName();
    await this.mail.enqueue(tx, {
      to: {
        personId: person.id,
        address: proof.purpose === 'address' ? proof.address : person.email,
        name: person.name,
      },
      kind: `identity.${proof.purpose}`,
      subject: `${words.subject} · ${academy}`,
      body: words.body({ code, url: `${this.settings.publicUrl}${page ?? '/'}#${token}` }, academy),
      isSecret: true,
      why: words.why,
    });
  }

  /** A new address must be nobody's; every other purpose needs somebody who has it. */
  private async recipient(proof: ProofRow): Promise<Account | null> {
    const holder = await this.credentials.findByAddress(proof.address);
    if (proof.purpose !== 'address')
      return holder && (proof.personId === null || proof.personId === holder.id) ? holder : null;
    return holder || proof.personId === null ? null : this.credentials.find(proof.personId);
  }
}
