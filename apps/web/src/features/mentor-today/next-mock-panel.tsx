import { Anchor, Button, Group, Text } from '@mantine/core';
import type { InterviewView } from '@dryrun/contracts/interviews.contract';
import { relativeTime } from '../../platform/time.ts';
import { useZone } from '../../platform/zone.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { ZoneSwitch } from '../../ui/zone-switch.tsx';
import { LEVEL_LABELS } from '../../ui/words.ts';

interface MockPanelProps {
  interview: InterviewView;
  now: number;
}

/** A mock that is on or about to begin: the way in, the kit, the call. */
export function MockNowPanel({ interview, now }: MockPanelProps) {
  const { timeZone } = useZone();
  const { learner, goal, startsAt, endsAt, state, meetingUrl } = interview;
  const params = { interviewId: interview.id };
  const isRunning = state === 'running';
  const isOverTime = isRunning && Date.parse(endsAt) < now;
  const isBegun = Date.parse(startsAt) <= now;
  const title = isRunning
    ? `Your mock with ${learner.name} is running`
    : `Your mock with ${learner.name} ${isBegun ? 'was to start' : 'starts'} ${relativeTime(startsAt, now, timeZone)}`;
  return (
    <Panel title={title} tone="accent">
      <Text mb="md" className="measure">
        {goal.format.title} · {goal.track.title}, <TimeText at={startsAt} until={endsAt} show="time" />.
        {isOverTime && ' Its time is over: end it with “We met”, so that your scorecard opens.'}
      </Text>
      <Group gap="xs">
        <ButtonLink to="/interviews/$interviewId/run" params={params}>
          {isRunning ? 'Back to the mock' : 'Go to the mock'}
        </ButtonLink>
        <ButtonLink to="/interviews/$interviewId/kit" params={params} variant="default">
          Open the kit
        </ButtonLink>
        {meetingUrl !== null && meetingUrl !== '' && (
          <Button component="a" href={meetingUrl} target="_blank" rel="noreferrer noopener" variant="subtle">
            Open the call
          </Button>
        )}
      </Group>
    </Panel>
  );
}

/** The mock that comes next: what the learner wants from it, and the kit. */
export function NextMockPanel({ interview, now, isFirst }: MockPanelProps & { isFirst: boolean }) {
  const { timeZone } = useZone();
  const { learner, goal, startsAt, endsAt, meetingUrl } = interview;
  return (
    <Panel
      title={`Next: ${learner.name}, ${relativeTime(startsAt, now, timeZone)}`}
      tone={isFirst ? 'accent' : 'plain'}
      actions={<ZoneSwitch />}
    >
      <FactList
        facts={[
          [
            'When',
            <TimeText
              key="when"
              at={startsAt}
              until={endsAt}
              otherZone={learner.timeZone}
              otherName="your learner"
              withZone
            />,
          ],
          ['Format', `${goal.format.title} · ${goal.track.title} · ${LEVEL_LABELS[goal.level]}`],
          ['To work on', goal.dimension?.title ?? null],
          ['Their note', goal.note === '' ? null : `“${goal.note}”`],
          ['Meet at', <MeetingPlace key="meet" url={meetingUrl} />],
        ]}
      />
      <Group gap="xs" mt="md">
        <ButtonLink
          to="/interviews/$interviewId/kit"
          params={{ interviewId: interview.id }}
          variant={isFirst ? 'filled' : 'default'}
        >
          Open the kit
        </ButtonLink>
        <ButtonLink to="/interviews/$interviewId" params={{ interviewId: interview.id }} variant="subtle">
          Details or cancel
        </ButtonLink>
      </Group>
    </Panel>
  );
}

function MeetingPlace({ url }: { url: string | null }) {
  if (url === null || url === '') return 'No link yet: add yours under Availability.';
  return (
    <Anchor href={url} target="_blank" rel="noreferrer noopener" style={{ overflowWrap: 'anywhere' }}>
      {url}
    </Anchor>
  );
}
