import { MailServerBody, type MailServerView } from '@dryrun/contracts/notifications.contract';
import type { ProblemView } from '@dryrun/contracts/problem.contract';

/** The page's fields as they are typed. */
export interface MailServerForm {
  host: string;
  port: string;
  security: MailServerBody['security'];
  user: string;
  password: string;
  fromName: string;
  fromAddress: string;
}

export const USUAL_PORT: Record<MailServerBody['security'], string> = { starttls: '587', tls: '465', none: '25' };

export function formOf({ server }: MailServerView, academyName: string): MailServerForm {
  return {
    host: server?.host ?? '',
    port: String(server?.port ?? USUAL_PORT.starttls),
    security: server?.security ?? 'starttls',
    user: server?.user ?? '',
    password: '',
    fromName: server?.fromName ?? academyName,
    fromAddress: server?.fromAddress ?? '',
  };
}

/** An empty password keeps the stored one. */
export function bodyOf(form: MailServerForm, version: string | null) {
  return {
    ...form,
    port: /^\d+$/.test(form.port.trim()) ? Number(form.port) : Number.NaN,
    password: form.password === '' ? null : form.password,
    version,
  };
}

export type Faults = Partial<Record<keyof MailServerForm, string>>;

/** What cannot be saved, by field. */
export function faultsOf(form: MailServerForm, version: string | null): Faults {
  const parsed = MailServerBody.safeParse(bodyOf(form, version));
  if (parsed.success) return {};
  return Object.fromEntries(parsed.error.issues.toReversed().map((issue) => [String(issue.path[0]), issue.message]));
}

/** What the server said about single fields. */
export function faultsFromServer(errors: ProblemView['errors'] = []): Faults {
  return Object.fromEntries(errors.map(({ pointer, message }) => [pointer.replace('/body/', ''), message]));
}
