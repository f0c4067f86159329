import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** A schema's complaint as a sentence about `where`, and what to do. */
export function explain(issue: Issue, where: string): { message: string; hint: string } {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('received undefined')
        ? { message: `${where} is missing.`, hint: 'Add it; docs/CONTENT.md says what belongs there.' }
        : { message: `${where} has the wrong form.`, hint: `Write it as ${formName(issue.expected)}.` };
    case 'invalid_value':
      return {
        message: `${where} has a value that is not known.`,
        hint: `Use one of: ${issue.values.map(String).join(', ')}.`,
      };
    case 'unrecognized_keys':
      return {
        message: `${where} has unknown keys: ${issue.keys.join(', ')}.`,
        hint: 'Correct the spelling or remove them; docs/CONTENT.md lists the keys.',
      };
    case 'too_small':
      if (issue.origin === 'string')
        return { message: `${where} is empty.`, hint: 'Write it, or remove it where it may be left out.' };
      return { message: `${where} has too few entries or is too small.`, hint: sentence(issue.message) };
    case 'too_big':
      return { message: `${where} is too long or too large.`, hint: sentence(issue.message) };
    case 'invalid_format':
      return { message: `${where} does not have the right form.`, hint: formatHint(issue) };
    default:
      return { message: `${where}: ${issue.message}`, hint: 'docs/CONTENT.md says what is required.' };
  }
}

function formName(expected: string): string {
  const names: Record<string, string> = {
    string: 'text (in quotes when it looks like a number)',
    array: 'a list: [one, two]',
    object: 'keys with values',
    record: 'keys with values',
    int: 'a whole number',
    number: 'a number',
    boolean: 'true or false',
  };
  return names[expected] ?? expected;
}

function formatHint(issue: Extract<Issue, { code: 'invalid_format' }>): string {
  if (issue.format === 'date') return 'Write a date as YYYY-MM-DD.';
  if (issue.message.startsWith('Invalid')) return 'Use lower-case words joined by hyphens.';
  return sentence(issue.message);
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
