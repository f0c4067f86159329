import { Button, Stack, Text } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconCircleX from '@tabler/icons-react/dist/esm/icons/IconCircleX.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import IconMoonOff from '@tabler/icons-react/dist/esm/icons/IconMoonOff.mjs';
import { backupEndpoints, type BackupsView } from '@dryrun/contracts/backups.contract';
import { useEndpointMutation } from '../../platform/endpoint-query.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import type { Hue } from '../../ui/theme.ts';
import { TimeText } from '../../ui/time-text.tsx';
import { isOpen, sizeWords, VERIFIED_WORDS } from './backup-words.ts';

const LOOKS: Record<BackupsView['state'], { icon: Icon; hue: Hue | 'gray'; words: string }> = {
  off: { icon: IconMoonOff, hue: 'gray', words: 'Off' },
  none_yet: { icon: IconHourglass, hue: 'gray', words: 'None yet' },
  ok: { icon: IconCircleCheck, hue: 'green', words: 'Working' },
  failing: { icon: IconCircleX, hue: 'red', words: 'Failing' },
};

/** How backups are going, and the button for one more. */
export function BackupState({ view }: { view: BackupsView }) {
  const make = useEndpointMutation(backupEndpoints.make, { invalidates: [backupEndpoints.list] });
  const { icon, hue, words } = LOOKS[view.state];
  const isOnItsWay = view.runs.some(isOpen);
  const good = view.runs.find((run) => run.state === 'ok');
  const failed = view.state === 'failing' ? view.runs.find((run) => run.state === 'failed') : undefined;
  return (
    <Stack gap="md" align="flex-start">
      <StatusBadge icon={icon} hue={hue}>
        {words}
      </StatusBadge>
      {failed?.error && (
        <Notice tone="danger" title="The last backup failed">
          {failed.error}
        </Notice>
      )}
      {view.state === 'off' && <Text className="measure">{offWords(view)}</Text>}
      <FactList
        facts={[
          [
            'Last good one',
            good && (
              <>
                <TimeText at={good.createdAt} />, {sizeWords(good.bytes ?? 0)}.{' '}
                {VERIFIED_WORDS[good.verifiedBy ?? 'checksums']}.
              </>
            ),
          ],
          ['Next one', view.nextAt && <TimeText at={view.nextAt} withZone />],
          ['Kept', keptWords(view)],
          ['Where', view.folder && <code>{view.folder}</code>],
        ]}
      />
      {make.error && <ProblemNotice error={make.error} />}
      {view.folder !== null && (
        <Button variant="default" loading={make.isPending} disabled={isOnItsWay} onClick={() => make.mutate({})}>
          {isOnItsWay ? 'A backup is being made …' : 'Back up now'}
        </Button>
      )}
    </Stack>
  );
}

function keptWords({ folder, isNightly, keep }: BackupsView): string | null {
  if (folder === null) return null;
  return isNightly ? `The last ${keep} nightly ones, and all that were asked for.` : 'All that were asked for.';
}

function offWords({ folder }: BackupsView): string {
  return folder === null
    ? 'This server was started without a folder for backups. Set BACKUP_DIR where it is started, or run “npm run backup” there.'
    : 'No backup is made at night, because BACKUPS=off is set where Dryrun is started. You can make one here at any time.';
}
