import { Anchor } from '@mantine/core';
import type { Source } from '@dryrun/contracts/content-bodies';
import { formatDateWithYear } from '../../platform/time.ts';
import { Panel } from '../../ui/panel.tsx';
import reading from './reading-list.module.css';

/** Where facts that age come from, and when somebody last compared them. Nothing when there are none. */
export function SourceList({ sources }: { sources: readonly Source[] }) {
  if (sources.length === 0) return null;
  return (
    <Panel title="Sources" tone="quiet">
      <ul className={reading.list}>
        {sources.map((source) => (
          <li key={source.url}>
            <Anchor href={source.url} target="_blank" rel="noreferrer noopener">
              {source.title}
            </Anchor>
            , compared on {formatDateWithYear(source.asOf)}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
