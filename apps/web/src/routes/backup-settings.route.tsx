import { useQuery } from '@tanstack/react-query';
import { Code, Stack, Text } from '@mantine/core';
import { backupEndpoints } from '@dryrun/contracts/backups.contract';
import { BackupList } from '../features/backups/backup-list.tsx';
import { BackupState } from '../features/backups/backup-state.tsx';
import { isOpen } from '../features/backups/backup-words.ts';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { TextLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Panel } from '../ui/panel.tsx';

const LOOK_AGAIN_MS = 2_000;

/** Whether the academy could be brought back, and one more backup at a tap. */
export function BackupSettingsPage() {
  const backups = useQuery({
    ...endpointQuery(backupEndpoints.list, {}),
    refetchInterval: ({ state }) => (state.data?.runs.some(isOpen) ? LOOK_AGAIN_MS : false),
  });
  return (
    <>
      <PageHeader
        eyebrow={<TextLink to="/settings">Settings</TextLink>}
        title="Backups"
        lead="Everything of your academy in one file, made at night and checked by Dryrun itself."
      />
      <Loaded query={backups}>
        {(view) => (
          <Stack gap="lg">
            <Panel title="How it is going">
              <BackupState view={view} />
            </Panel>
            <Panel title="Made so far">
              {view.runs.length === 0 ? (
                <EmptyState>No backup was made yet.</EmptyState>
              ) : (
                <BackupList runs={view.runs} />
              )}
            </Panel>
            <Panel title="If you ever need one" tone="quiet">
              <Stack gap="sm">
                <Text className="measure">
                  A backup is restored on the server, into an empty place, with Dryrun stopped. Afterwards mail is
                  paused until you let it go, and everybody signs in again.
                </Text>
                <Code block style={{ whiteSpace: 'pre-wrap' }}>
                  DATA_DIR=.data-restored npm run restore -- FILE
                </Code>
                <Text className="measure">
                  Copy the files to another machine now and then, and keep the file <code>session-secret</code> of the
                  data folder somewhere else: it opens what Dryrun keeps sealed. A backup holds people’s addresses and
                  feedback, so treat it as you would treat those.
                </Text>
              </Stack>
            </Panel>
          </Stack>
        )}
      </Loaded>
    </>
  );
}
