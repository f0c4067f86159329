/** A part after a comma stands on its own when it begins with what somebody does: "and names an assumption". */
const BEGINS_WITH_A_DEED = /^(?:and |or |but )?(?!as\b|is\b|its\b|this\b|has\b|was\b|does\b|less\b|plus\b)[a-z]{2,}s\b/;

/** Shorter parts say too little to be an example. */
const FEWEST_WORDS = 3;

/**
 * The phrases of an anchor that can each be taken as an example: split at semicolons, sentence ends, and at commas before
 * the next deed, never inside quotation marks. What cannot stand alone stays with the phrase before it.
 */
export function anchorPhrases(anchor: string): string[] {
  const phrases: string[] = [];
  for (const { text, isComma } of parts(anchor)) {
    const previous = phrases.at(-1);
    const standsAlone = isComma
      ? BEGINS_WITH_A_DEED.test(text) && words(text) >= FEWEST_WORDS
      : words(text) >= FEWEST_WORDS;
    if (previous === undefined || standsAlone) phrases.push(text);
    else phrases[phrases.length - 1] = `${previous}${isComma ? ',' : ';'} ${text}`;
  }
  return phrases.map(asLine);
}

function parts(anchor: string): { text: string; isComma: boolean }[] {
  const found: { text: string; isComma: boolean }[] = [];
  let isQuoted = false;
  let start = 0;
  let isComma = false;
  const close = (end: number) => {
    const text = anchor.slice(start, end).trim();
    if (text !== '') found.push({ text, isComma });
    start = end + 1;
  };
  for (let i = 0; i < anchor.length; i++) {
    const sign = anchor[i] ?? '';
    if (sign === '"' || sign === '“' || sign === '”') isQuoted = !isQuoted;
    const ends = sign === ';' || sign === ',' || (/[.!?]/.test(sign) && /^\s|^$/.test(anchor.slice(i + 1, i + 2)));
    if (isQuoted || !ends) continue;
    close(i);
    isComma = sign === ',';
  }
  close(anchor.length);
  return found;
}

function words(text: string): number {
  return text.split(/\s+/).length;
}

function asLine(phrase: string): string {
  const bare = phrase.replace(/^(?:and|or|but) /, '');
  return bare.charAt(0).toUpperCase() + bare.slice(1);
}
