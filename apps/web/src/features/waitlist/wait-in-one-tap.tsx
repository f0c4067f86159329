import { Button, Group, Text } from '@mantine/core';
import type { InterviewView } from '@dryrun/contracts/interviews.contract';
import { useNow } from '../../platform/use-now.ts';
import { useZone } from '../../platform/zone.ts';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useJoining } from './use-waitlist.ts';
import { anyTime } from './wish.ts';

/** Who lost a mock through its mentor waits with one tap, for the same goal and at any time; they are asked before others. */
export function WaitInOneTap({ interview }: { interview: InterviewView }) {
  const { timeZone } = useZone();
  const now = useNow(60_000);
  const joining = useJoining();
  const { format, track, level, dimension, note } = interview.goal;
  const goal = { format: format.slug, track: track.slug, level, dimension: dimension?.id ?? null, note };
  return (
    <Panel title="Or wait for another time" tone="quiet">
      <Text mb="md" className="measure">
        You are asked before others, because this was not your doing. The next time that becomes free is kept for you.
      </Text>
      {joining.error && <ProblemNotice error={joining.error} />}
      <Group mt={joining.error ? 'md' : 0}>
        <Button
          variant="default"
          loading={joining.isPending}
          onClick={() =>
            joining.mutate({ params: { batchId: interview.batch.id }, body: { goal, ...anyTime(now, timeZone) } })
          }
        >
          Keep me the next free time
        </Button>
      </Group>
    </Panel>
  );
}
