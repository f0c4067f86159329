import { Button, CopyButton, Group, Stack, Text } from '@mantine/core';
import { Notice } from '../../ui/notice.tsx';
import classes from './recovery-codes.module.css';

/** The ten codes, on the screen this one time. */
export function RecoveryCodes({
  codes,
  done,
  doneLabel,
}: {
  codes: readonly string[];
  done: () => void;
  doneLabel: string;
}) {
  const text = codes.join('\n');
  return (
    <Stack>
      <Notice tone="warning" title="Keep these recovery codes">
        Each signs you in once when you do not have your app. They are shown this one time: write them down, or keep
        them in your password manager.
      </Notice>
      <ul className={classes.codes} aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Group gap="xs">
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy all'}
            </Button>
          )}
        </CopyButton>
        <Button
          component="a"
          variant="default"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${text}\n`)}`}
          download="dryrun-recovery-codes.txt"
        >
          Save as a file
        </Button>
        <Button onClick={done}>{doneLabel}</Button>
      </Group>
      <Text size="sm" c="dimmed">
        New codes can be made here at any time; the old ones then stop working.
      </Text>
    </Stack>
  );
}
