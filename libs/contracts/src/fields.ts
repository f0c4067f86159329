import { z } from 'zod';
import { addressOf } from '@dryrun/domain/cohorts/address-list';
import { LEVELS } from '@dryrun/domain/cohorts/levels';

/** Any of our ids. Unknown and unreadable ids answer alike. */
export const Id = z.uuid();

/** Dates of people's lives and plans. At the edges of the calendar the arithmetic of dates, ours and PostgreSQL's, ends. */
const isSaneYear = (date: string) => date >= '1900' && date < '3000';
const SANE_YEAR = 'Please give a date between the years 1900 and 2999.';

/** An instant on the wire: ISO 8601 in UTC with `Z`. */
export const Instant = z.iso.datetime({ abort: true }).refine(isSaneYear, SANE_YEAR);

/** A local calendar date, `YYYY-MM-DD`. */
export const LocalDate = z.iso.date({ abort: true }).refine(isSaneYear, SANE_YEAR);

/** Lower-case identifier of a content item, stable across its versions. */
export const Slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(80);

/** An IANA time zone; whether it exists is checked where it is used. */
export const TimeZone = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9_+\-/]+$/);

/** Human text: trimmed, no control characters but line breaks and tabs, no lone surrogates (PostgreSQL could not store them). */
export function text(max: number, min = 0) {
  return z
    .string()
    .trim()
    .min(min, min === 1 ? 'Please write something here.' : undefined)
    .max(max, `At most ${max} characters, please.`)
    .refine(
      // eslint-disable-next-line no-control-regex
      (s) => !/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/.test(s) && s.isWellFormed(),
      'This contains characters that cannot be stored.',
    );
}

/** A mail address, in lower case. */
export const EmailAddress = z
  .string()
  .trim()
  .max(254)
  .refine((s) => addressOf(s) !== null, 'This is not a mail address, for example asha@example.org.')
  .transform((s) => s.toLowerCase());

/** A link to meet at; empty for none. */
export const MeetingUrl = z.union([z.literal(''), z.url({ protocol: /^https$/ }).max(500)]);

export const Level = z.enum(LEVELS);

/** A rating on the four levels of the rubric: 1 not yet · 2 knows it · 3 reasons when asked · 4 reasons unasked. */
export const RatingLevel = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);

/** A person as others see them. */
export const PersonRef = z.object({ id: Id, name: z.string(), timeZone: TimeZone });
export type PersonRef = z.infer<typeof PersonRef>;

/** A list answer is always an object, so that it can grow. */
export function items<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item) });
}
