const MAX_LENGTH = 60;

/** Words as a slug: lower case, everything but ASCII letters and digits becomes one hyphen. */
export function slugOf(words: string): string {
  return words
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f'’`]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/**
 * The id of a list item or heading: its bold lead when it begins with one, else its first words, cut at a word within 60
 * characters. Empty when the text holds no letter or digit.
 */
export function partId(markdown: string): string {
  const lead = /^\*\*(.+?)\*\*/.exec(markdown)?.[1] ?? markdown;
  const whole = slugOf(lead);
  if (whole.length <= MAX_LENGTH) return whole;
  const cut = whole.slice(0, MAX_LENGTH + 1);
  const end = cut.lastIndexOf('-');
  return end > 0 ? cut.slice(0, end) : whole.slice(0, MAX_LENGTH);
}
