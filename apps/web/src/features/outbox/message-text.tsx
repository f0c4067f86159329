import { Anchor, Stack, Text } from '@mantine/core';
import type { MessageBlock } from '@dryrun/contracts/notifications.contract';
import { FactList } from '../../ui/fact-list.tsx';
import classes from './message-text.module.css';

/** What a message says, as it would be read in a mail. Links of this academy stay inside the app's origin. */
export function MessageText({ blocks }: { blocks: readonly MessageBlock[] }) {
  return (
    <Stack gap="sm" className="measure">
      {blocks.map((block, i) => (
        <Block key={i} block={block} />
      ))}
    </Stack>
  );
}

function Block({ block }: { block: MessageBlock }) {
  if ('p' in block) return <Text>{block.p}</Text>;
  if ('small' in block) return <p className={classes.small}>{block.small}</p>;
  if ('code' in block) return <code className={classes.code}>{block.code}</code>;
  if ('facts' in block) return <FactList facts={block.facts.map(({ name, value }) => [name, value] as const)} />;
  return <Anchor href={hereIfOurs(block.action.url)}>{block.action.label}</Anchor>;
}

/** Mails name the public address; a page opened under another name of the same server should not leave it. */
export function hereIfOurs(url: string): string {
  const { protocol, pathname, search, hash } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? pathname + search + hash : '/';
}
