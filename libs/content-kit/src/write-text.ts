import { stringify } from 'yaml';
import type { Level } from '@dryrun/domain/cohorts/levels';
import type { LinkedText } from '@dryrun/contracts/study-bodies';

const WEB_LINK = /\[[^\]\n]*\]\([^)\s]*\)/g;

/** YAML as our files write it: no folded lines, lists of plain words on one line. Absent and empty values are left out. */
export function yamlOf(value: Record<string, unknown> | readonly unknown[]): string {
  const shown = Array.isArray(value)
    ? value
    : Object.fromEntries(
        Object.entries(value).filter(([, v]) => v !== undefined && !(Array.isArray(v) && v.length === 0)),
      );
  return stringify(shown, { lineWidth: 0 });
}

/** Front matter and the sections below it. */
export function markdownFile(head: Record<string, unknown>, sections: readonly string[]): string {
  return `---\n${yamlOf(head)}---\n\n${sections.filter((s) => s !== '').join('\n\n')}\n`;
}

/** A heading with its text; nothing when there is no text. */
export function section(heading: string, text: string): string {
  return text === '' ? '' : `${heading}\n\n${text}`;
}

export function listOfItems(items: readonly string[]): string {
  return items.map((text) => `- ${text}`).join('\n');
}

/** `mid`, or a span `mid..senior`. */
export function levelSpan({ minLevel, maxLevel }: { minLevel: Level; maxLevel: Level }): string {
  return minLevel === maxLevel ? minLevel : `${minLevel}..${maxLevel}`;
}

/**
 * The text with its links where their words stand: each at the first place behind the link before it, which is never later
 * than where it was. Words inside a link to the web are passed over.
 */
export function withLinks({ text, links }: LinkedText): string {
  const web = [...text.matchAll(WEB_LINK)].map((m) => [m.index, m.index + m[0].length] as const);
  let written = '';
  let from = 0;
  for (const { to, title } of links) {
    const at = nextPlace(text, title, from, web);
    if (at < 0) continue;
    written += `${text.slice(from, at)}[${title}](${to})`;
    from = at + title.length;
  }
  return written + text.slice(from);
}

function nextPlace(text: string, words: string, from: number, taken: readonly (readonly [number, number])[]): number {
  for (let at = text.indexOf(words, from); at >= 0; at = text.indexOf(words, at + 1)) {
    const end = at + words.length;
    if (taken.every(([start, stop]) => end <= start || stop <= at)) return at;
  }
  return -1;
}
