import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Anchor, Stack, Text } from '@mantine/core';
import { interviewEndpoints, type InterviewView, type StageView } from '@dryrun/contracts/interviews.contract';
import { LateNotes } from '../features/outcomes/late-notes.tsx';
import { MockTrouble } from '../features/outcomes/mock-trouble.tsx';
import { useOutcome } from '../features/outcomes/use-outcome.ts';
import { PromptPanel } from '../features/stage/prompt-panel.tsx';
import { ScratchNotes } from '../features/stage/scratch-notes.tsx';
import { isStageOpen, stageInterval } from '../features/stage/stage-polling.ts';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { useMe } from '../platform/session.ts';
import { ButtonLink, TextLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Panel } from '../ui/panel.tsx';
import { PhaseClock } from '../ui/phase-clock.tsx';
import { TimeText } from '../ui/time-text.tsx';

/** The learner's side of the room: clock, prompt, notes. */
export function StagePage() {
  const { interviewId } = useParams({ from: '/signed-in/interviews/$interviewId/stage' });
  const params = { interviewId };
  const interview = useQuery(endpointQuery(interviewEndpoints.get, { params }));
  const stage = useQuery({
    ...endpointQuery(interviewEndpoints.stage, { params }),
    staleTime: 0,
    refetchInterval: (query) => stageInterval(query.state.data, document.hidden),
    refetchIntervalInBackground: true,
  });
  return (
    <Loaded query={interview}>
      {(mock) => <Loaded query={stage}>{(view) => <Stage interview={mock} stage={view} />}</Loaded>}
    </Loaded>
  );
}

function Stage({ interview, stage }: { interview: InterviewView; stage: StageView }) {
  const me = useMe();
  const params = { interviewId: interview.id };
  const outcome = useOutcome({ ...interview, state: stage.state }).data;
  return (
    <>
      <PageHeader
        eyebrow={
          <TextLink to="/interviews/$interviewId" params={params}>
            {interview.goal.format.title} · {interview.goal.track.title}
          </TextLink>
        }
        title={`Mock with ${interview.mentor.name}`}
        lead={isStageOpen(stage) ? <MeetingLine interview={interview} /> : undefined}
      />
      <Stack gap="lg">
        {isStageOpen(stage) ? (
          <>
            <LateNotes interview={interview} outcome={outcome} />
            <PhaseClock phases={stage.phases} startedAt={stage.startedAt} />
            <PromptPanel stage={stage} mentorName={interview.mentor.name} />
            <MockTrouble interview={interview} outcome={outcome} />
          </>
        ) : (
          <Ended state={stage.state} interviewId={interview.id} />
        )}
        <ScratchNotes interviewId={interview.id} personId={me.person.id} />
      </Stack>
    </>
  );
}

function MeetingLine({ interview }: { interview: InterviewView }) {
  return (
    <>
      <TimeText at={interview.startsAt} until={interview.endsAt} show="time" />
      {interview.meetingUrl !== null && interview.meetingUrl !== '' && (
        <>
          {' · '}
          <Anchor href={interview.meetingUrl} target="_blank" rel="noreferrer noopener">
            Open the call
          </Anchor>
        </>
      )}
    </>
  );
}

function Ended({ state, interviewId }: { state: StageView['state']; interviewId: string }) {
  if (state === 'outcome_claimed')
    return (
      <Panel tone="quiet">
        <Text mb="md">What became of this mock is being sorted out.</Text>
        <ButtonLink to="/interviews/$interviewId" params={{ interviewId }}>
          See what was said
        </ButtonLink>
      </Panel>
    );
  if (state === 'void' || state === 'missed' || state === 'technical_failure')
    return (
      <Panel tone="quiet">
        <Text>This mock is not taking place. Its page says what happened.</Text>
      </Panel>
    );
  return (
    <Panel title="The mock has ended" tone="accent">
      <Text mb="md">
        While it is fresh: how would you rate yourself on each move? Your prediction beside your mentor's rating shows
        where you misjudge yourself.
      </Text>
      <ButtonLink to="/interviews/$interviewId/feedback" params={{ interviewId }}>
        Predict your feedback
      </ButtonLink>
    </Panel>
  );
}
