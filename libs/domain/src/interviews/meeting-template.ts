/** What a template of meeting links may hold in braces: a name of the mock's own that nobody can guess. */
export const MEETING_PLACEHOLDER = '{interview}';

/** Why a template cannot be used, as the end of a sentence; null when it can. */
export function meetingTemplateFault(template: string): string | null {
  const braces = template.match(/\{[^{}]*\}/g) ?? [];
  const unknown = braces.find((placeholder) => placeholder !== MEETING_PLACEHOLDER);
  if (unknown !== undefined) return `has an unknown placeholder ${unknown}; only ${MEETING_PLACEHOLDER} is known`;
  if (braces.length === 0)
    return `has no ${MEETING_PLACEHOLDER}, so that all mocks of the academy would meet in one place`;
  const filled = meetingUrl(template, 'x');
  if (/[{}\s]/.test(filled)) return 'is not an address that begins with https://';
  // The name must not end up in the host, where everybody on the way reads it.
  const [, host = ''] = /^https:\/\/([^/?#]+)/.exec(template) ?? [];
  if (host === '') return 'is not an address that begins with https://';
  if (host.includes('{')) return `must have ${MEETING_PLACEHOLDER} behind the host`;
  return null;
}

/** The link of one mock. Pre-condition: the template has no fault. */
export function meetingUrl(template: string, interview: string): string {
  return template.replaceAll(MEETING_PLACEHOLDER, encodeURIComponent(interview));
}
