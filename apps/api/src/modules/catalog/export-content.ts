import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { asFiled } from '@dryrun/content-kit/as-filed';
import { itemsOf, type ContentItem, type ContentKind } from '@dryrun/content-kit/content-item';
import { readContent } from '@dryrun/content-kit/read-content';
import { writeItem, writeTracks } from '@dryrun/content-kit/write-item';
import { CatalogStore } from './catalog.store.ts';

export interface ExportReport {
  /** Relative to the folder, in the order in which they were written. */
  written: string[];
  /** Files of the same item that lay elsewhere (its track has changed). */
  removed: string[];
  /** Local items whose file says the same already. */
  unchanged: number;
}

/** Writes local items as files of a content folder; what is written passes `content check` and loads back as the same. */
@Injectable()
export class ExportContent {
  constructor(private readonly store: CatalogStore) {}

  /** Into `folder`, over the files of the same items. Other files stay as they are; without a local track, so does `tracks.yaml`. */
  async run(folder: string): Promise<ExportReport> {
    const there = (await stat(folder).catch(() => null))?.isDirectory() ? (await readContent(folder)).items : [];
    const current = await this.store.listAllCurrent();
    const report: ExportReport = { written: [], removed: [], unchanged: 0 };
    const local = current.filter((row) => row.origin === 'local').map(filed);
    for (const item of local) {
      if (item.kind === 'track') continue;
      const lies = there.filter((i) => i.kind === item.kind && i.slug === item.slug);
      if (lies.some((i) => i.contentHash === item.contentHash && i.file === item.file)) {
        report.unchanged++;
        continue;
      }
      await write(folder, item.file, writeItem(item.kind, item.body as never));
      report.written.push(item.file);
      for (const { file } of lies.filter((i) => i.file !== item.file)) {
        await rm(join(folder, file));
        report.removed.push(file);
      }
    }
    if (itemsOf(local, 'track').length > 0) {
      const tracks = current.filter((row) => row.kind === 'track').map(filed);
      await write(folder, 'tracks.yaml', writeTracks(itemsOf(tracks, 'track')));
      report.written.push('tracks.yaml');
    }
    return report;
  }
}

/** What is published was read from a file or checked to be writable as one, so this cannot fail for a person to mend. */
function filed({ kind, slug, body }: { kind: string; slug: string; body: unknown }): ContentItem {
  const item = asFiled(kind as ContentKind, slug, body);
  if (!item.ok)
    throw new Error(`${kind} ${slug} cannot be written as a file: ${item.faults.map((f) => f.message).join(' ')}`);
  return item.item;
}

async function write(folder: string, file: string, text: string): Promise<void> {
  const path = join(folder, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
