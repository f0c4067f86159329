import type { ContentItem } from '@dryrun/content-kit/content-item';
import type { ContentHead } from './catalog.store.ts';

/**
 * What loading does to one item:
 * - `new`, `changed`: the file's text is published; `back`: it was retired, and its file is there again;
 * - `retired`: its file is gone;
 * - `kept`: a local text stands in its place, so the file is not published. `isNewer`: the file says something else than
 *   when it was forked, which an editor may want to take over.
 */
export type ContentChange =
  | { does: 'new'; item: ContentItem; head: null }
  | { does: 'changed' | 'back'; item: ContentItem; head: ContentHead }
  | { does: 'retired'; item: null; head: ContentHead }
  | { does: 'kept'; item: ContentItem; head: ContentHead; isNewer: boolean };

export interface ContentChanges {
  /** In the order of the files, the retired ones last. */
  changes: ContentChange[];
  unchanged: number;
}

/** What loading these items into a catalog with these heads does. Local items without a file are nobody's business here. */
export function contentChanges(heads: readonly ContentHead[], items: readonly ContentItem[]): ContentChanges {
  const left = new Map(heads.map((h) => [`${h.kind}/${h.slug}`, h]));
  const changes: ContentChange[] = [];
  let unchanged = 0;
  for (const item of items) {
    const key = `${item.kind}/${item.slug}`;
    const head = left.get(key);
    left.delete(key);
    if (!head) changes.push({ does: 'new', item, head: null });
    else if (head.origin === 'local') {
      if (head.contentHash === item.contentHash) unchanged++;
      else changes.push({ does: 'kept', item, head, isNewer: head.forkedFromHash !== item.contentHash });
    } else if (head.retiredAt !== null) changes.push({ does: 'back', item, head });
    else if (head.contentHash !== item.contentHash) changes.push({ does: 'changed', item, head });
    else unchanged++;
  }
  for (const head of left.values()) {
    if (head.origin === 'file' && head.retiredAt === null) changes.push({ does: 'retired', item: null, head });
  }
  return { changes, unchanged };
}

const WORDS = { new: 'new', changed: 'changed', back: 'back', retired: 'retired', kept: 'kept local' } as const;

/** One line a change, as the command line prints it: `changed question growing-queue "A queue that only grows"`. */
export function changeLines({ changes }: ContentChanges): string[] {
  return changes.map((change) => {
    const { kind, slug } = change.item ?? change.head;
    const title = change.item?.body.title ?? change.head?.title ?? '';
    const why = change.does === 'kept' && change.isNewer ? ' (its file says something else by now)' : '';
    return `${WORDS[change.does]} ${kind} ${slug} "${title}"${why}`;
  });
}

/** Everything counted, in one line; what does not occur is left out. */
export function changesInShort({ changes, unchanged }: ContentChanges): string {
  const counts = Object.entries(WORDS).map(
    ([does, word]) => [changes.filter((c) => c.does === does).length, word] as const,
  );
  return [...counts.filter(([n]) => n > 0), [unchanged, 'unchanged'] as const]
    .map(([n, word]) => `${n} ${word}`)
    .join(', ');
}
