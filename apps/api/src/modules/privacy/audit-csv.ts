import type { AuditEntryView } from '@dryrun/contracts/privacy.contract';

const HEADINGS = [
  'at',
  'who',
  'action',
  'whose',
  'batch',
  'subject type',
  'subject id',
  'before',
  'after',
  'address',
  'trace id',
];

/** RFC 4180 with a heading, fit for a spreadsheet: a cell never begins a formula. */
export function csvOf(entries: readonly AuditEntryView[]): string {
  const rows = entries.map((e) => [
    e.at,
    e.actor?.name ?? 'Dryrun',
    e.action,
    e.person?.name ?? '',
    e.batch?.name ?? '',
    e.subjectType,
    e.subjectId,
    e.before ? JSON.stringify(e.before) : '',
    e.after ? JSON.stringify(e.after) : '',
    e.address ?? '',
    e.traceId ?? '',
  ]);
  return [HEADINGS, ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

/** A leading `=`, `+`, `-`, `@`, tab or return would be computed by a spreadsheet; an apostrophe before it makes it text. */
export function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
