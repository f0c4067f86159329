import { useState } from 'react';
import { Button, Group, Stack, Text } from '@mantine/core';
import type { WaitlistEntryView } from '@dryrun/contracts/waitlist.contract';
import { wishWords } from '@dryrun/domain/waitlist/waitlist-wish';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { LEVEL_LABELS } from '../../ui/words.ts';
import { useLeaving } from './use-waitlist.ts';
import { WishForm } from './wish-form.tsx';
import { wishDays } from './wish.ts';

/** What somebody waits for; they can change when, or stop waiting. */
export function WaitingCard({ entry, offerMinutes }: { entry: WaitlistEntryView; offerMinutes: number }) {
  const [isChanging, setChanging] = useState(false);
  const leaving = useLeaving();
  const { goal, fromOn, untilOn, weekdays, parts, others } = entry;
  const { format, track, level, dimension, note } = goal;
  return (
    <Panel title="You wait for a time" tone="quiet">
      <Stack gap="sm">
        <Text className="measure">
          {format.title} · {track.title} · {LEVEL_LABELS[level]}
          <br />
          {wishDays(entry)} · {wishWords({ weekdays, parts })}
        </Text>
        <Text c="dimmed" size="sm" className="measure">
          Since <TimeText at={entry.since} />
          {others > 0 && ` · ${others === 1 ? 'one other waits' : `${others} others wait`} in this batch`}. When a time
          is free for you it is kept for {offerMinutes} minutes, and you get a mail.
        </Text>
        {isChanging ? (
          <WishForm
            batchId={entry.batch.id}
            goal={{ format: format.slug, track: track.slug, level, dimension: dimension?.id ?? null, note }}
            wish={{ fromOn, untilOn, weekdays, parts }}
            label="Save"
            onDone={() => setChanging(false)}
            onCancel={() => setChanging(false)}
          />
        ) : (
          <Group gap="xs">
            <Button variant="default" onClick={() => setChanging(true)}>
              Change the days
            </Button>
            <Button
              variant="subtle"
              color="red"
              loading={leaving.isPending}
              onClick={() => leaving.mutate({ params: { entryId: entry.id } })}
            >
              Stop waiting
            </Button>
          </Group>
        )}
        {leaving.error && <ProblemNotice error={leaving.error} />}
      </Stack>
    </Panel>
  );
}
