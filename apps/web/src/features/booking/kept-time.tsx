import { Button, Group, Stack, Text } from '@mantine/core';
import type { HoldView } from '@dryrun/contracts/interviews.contract';
import { formatLongDay } from '../../platform/time.ts';
import { useZone } from '../../platform/zone.ts';
import { Countdown } from '../../ui/countdown.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { LEVEL_LABELS } from '../../ui/words.ts';

interface KeptTimeProps {
  hold: HoldView;
  onConfirm: () => void;
  onRelease: () => void;
  onExpired: () => void;
  isConfirming: boolean;
  isReleasing: boolean;
  error: Error | null;
}

/** A time kept for the learner: until when, and the last step. */
export function KeptTime({ hold, onConfirm, onRelease, onExpired, isConfirming, isReleasing, error }: KeptTimeProps) {
  const { timeZone } = useZone();
  return (
    <Panel title="Confirm your mock" tone="accent">
      <Stack>
        <Text role="status">
          Kept for you until <TimeText at={hold.heldUntil} show="time" /> ·{' '}
          <Countdown until={hold.heldUntil} onEnd={onExpired} /> left
        </Text>
        <FactList
          facts={[
            ['Day', formatLongDay(hold.startsAt, timeZone)],
            [
              'Time',
              <TimeText
                key="time"
                at={hold.startsAt}
                until={hold.endsAt}
                show="time"
                otherZone={hold.mentor.timeZone}
                otherName="your mentor"
                withZone
              />,
            ],
            ['Mentor', hold.mentor.name],
            ['Mock', `${hold.goal.format.title} · ${hold.goal.track.title} · ${LEVEL_LABELS[hold.goal.level]}`],
            ['To work on', hold.goal.dimension?.title ?? null],
            ['Note', hold.goal.note],
          ]}
        />
        {error && <ProblemNotice error={error} />}
        <Group gap="xs">
          <Button onClick={onConfirm} loading={isConfirming} disabled={isReleasing}>
            Confirm
          </Button>
          <Button variant="default" onClick={onRelease} loading={isReleasing} disabled={isConfirming}>
            Choose another time
          </Button>
        </Group>
      </Stack>
    </Panel>
  );
}
