/** `tls`: encrypted from the first byte (usually port 465). `starttls`: must become encrypted (587). `none`: readable on the way. */
export const SMTP_SECURITIES = ['starttls', 'tls', 'none'] as const;
export type SmtpSecurity = (typeof SMTP_SECURITIES)[number];

/** How mail leaves, by the environment. */
export interface GivenSmtp {
  settings: { host: string; port: number; security: SmtpSecurity; user: string; fromName: string; fromAddress: string };
  password: string | null;
}

const PORTS: Record<SmtpSecurity, number> = { tls: 465, starttls: 587, none: 25 };

/**
 * Reads `SMTP_URL` (`smtps://` is TLS, `smtp://` is STARTTLS, `smtp://…?security=none` is unencrypted) and `MAIL_FROM` (`Name <address>` or
 * an address); null when no mail server is given.
 * @throws an Error fit to be shown to the person who starts the server
 */
export function readSmtp(smtpUrl: string | undefined, mailFrom: string | undefined): GivenSmtp | null {
  if (smtpUrl === undefined) return null;
  const from = /^\s*(?:"?([^"<>\p{Cc}]*?)"?\s*<([^<>\s@,]+@[^<>\s@,]+)>|([^<>\s@,]+@[^<>\s@,]+))\s*$/u.exec(
    mailFrom ?? '',
  );
  if (!from) throw new Error('MAIL_FROM: must be given with SMTP_URL, for example Dryrun <dryrun@example.org>');
  const url = new URL(smtpUrl);
  const asked = url.searchParams.get('security');
  if (asked !== null && asked !== 'none')
    throw new Error('SMTP_URL: ?security= can only be none; use smtps:// for TLS and smtp:// for STARTTLS');
  const security = url.protocol === 'smtps:' ? 'tls' : asked === 'none' ? 'none' : 'starttls';
  return {
    settings: {
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? PORTS[security] : Number(url.port),
      security,
      user: decodeURIComponent(url.username),
      fromName: from[1] || 'Dryrun',
      fromAddress: from[2] ?? from[3] ?? '',
    },
    password: url.password === '' ? null : decodeURIComponent(url.password),
  };
}
