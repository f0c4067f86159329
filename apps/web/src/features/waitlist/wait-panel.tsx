import { useState } from 'react';
import { Button, Stack, Text } from '@mantine/core';
import type { GoalBody } from '@dryrun/contracts/interviews.contract';
import type { MyWaitlistView } from '@dryrun/contracts/waitlist.contract';
import { useNow } from '../../platform/use-now.ts';
import { useZone } from '../../platform/zone.ts';
import { Panel } from '../../ui/panel.tsx';
import { anyTime } from './wish.ts';
import { WishForm } from './wish-form.tsx';

interface WaitPanelProps {
  mine: MyWaitlistView;
  goal: GoalBody;
  /** How many times are open for the goal. */
  openTimes: number;
}

/** For who finds no time that suits them: says so, and offers to wait. */
export function WaitPanel({ mine, goal, openTimes }: WaitPanelProps) {
  const [isOpen, setOpen] = useState(false);
  const { timeZone } = useZone();
  const now = useNow(60_000);
  return (
    <Panel
      title={openTimes === 0 ? 'No time is open: wait for one' : 'None of these suits you?'}
      tone={openTimes === 0 ? 'plain' : 'quiet'}
    >
      <Stack gap="md">
        <Text className="measure">
          Say when you could come. When a time becomes free it is kept for you for {mine.offerMinutes} minutes, only
          while you are awake, and you take it with one tap.
        </Text>
        {isOpen ? (
          <WishForm
            batchId={mine.batch.id}
            goal={goal}
            wish={anyTime(now, timeZone)}
            label="Wait for a time"
            onCancel={() => setOpen(false)}
          />
        ) : (
          <Button
            variant={openTimes === 0 ? 'filled' : 'default'}
            style={{ alignSelf: 'flex-start' }}
            onClick={() => setOpen(true)}
          >
            Say when you could come
          </Button>
        )}
      </Stack>
    </Panel>
  );
}
