import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import {
  interviewEndpoints,
  type InterviewView,
  type PlanView,
  type StageView,
} from '@dryrun/contracts/interviews.contract';
import { weMetDecision } from '@dryrun/domain/interviews/booking-changes';
import { HELD_STATES } from '@dryrun/domain/interviews/interview-state';
import { LateNotes } from '../features/outcomes/late-notes.tsx';
import { MockTrouble } from '../features/outcomes/mock-trouble.tsx';
import { nearInterval, useOutcome } from '../features/outcomes/use-outcome.ts';
import { RunningMock } from '../features/run/running-mock.tsx';
import { StartButton } from '../features/run/start-button.tsx';
import { WeMetDialog } from '../features/run/we-met-dialog.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { useMe } from '../platform/session.ts';
import { useNow } from '../platform/use-now.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ButtonLink, TextLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Panel } from '../ui/panel.tsx';
import { SkeletonRows } from '../ui/skeleton-rows.tsx';
import { TimeText } from '../ui/time-text.tsx';

/** Another tab or device of the mentor may show, hide or end. */
const STAGE_INTERVAL_MS = 15_000;

/** The mentor's side of the room. */
export function MentorRunPage() {
  const { interviewId } = useParams({ from: '/signed-in/interviews/$interviewId/run' });
  const params = { interviewId };
  const interview = useQuery({
    ...endpointQuery(interviewEndpoints.get, { params }),
    refetchInterval: ({ state }) => nearInterval(state.data),
  });
  const isMine = interview.data?.viewerIs === 'mentor';
  const plan = useQuery({ ...endpointQuery(interviewEndpoints.plan, { params }), enabled: isMine });
  const stage = useQuery({
    ...endpointQuery(interviewEndpoints.stage, { params }),
    enabled: isMine && interview.data?.state === 'running',
    refetchInterval: STAGE_INTERVAL_MS,
  });
  return (
    <Loaded query={interview}>
      {(mock) =>
        mock.viewerIs === 'mentor' ? (
          <Loaded query={plan} skeleton={<SkeletonRows rows={3} height={160} />}>
            {(kit) => <Room key={mock.id} interview={mock} plan={kit} stage={stage.data} />}
          </Loaded>
        ) : (
          <EmptyState
            action={
              <ButtonLink to="/interviews/$interviewId" params={params}>
                Go to this mock
              </ButtonLink>
            }
          >
            Only {mock.mentor.name} runs this mock.
          </EmptyState>
        )
      }
    </Loaded>
  );
}

function Room({ interview, plan, stage }: { interview: InterviewView; plan: PlanView; stage: StageView | undefined }) {
  const me = useMe();
  const navigate = useNavigate();
  const params = { interviewId: interview.id };
  const outcome = useOutcome(interview).data;
  const toScorecard = () => navigate({ to: '/interviews/$interviewId/scorecard', params });
  const isRunning = interview.state === 'running' && interview.startedAt !== null;
  return (
    <>
      <PageHeader
        eyebrow={
          <TextLink to="/interviews/$interviewId" params={params}>
            {interview.goal.format.title} · {interview.goal.track.title}
          </TextLink>
        }
        title={`Mock with ${interview.learner.name}`}
        lead={<Meeting interview={interview} />}
        actions={
          (isRunning || interview.state === 'scheduled') && (
            <ButtonLink to="/interviews/$interviewId/kit" params={params} variant="default">
              {isRunning ? 'Change the plan' : 'Open the kit'}
            </ButtonLink>
          )
        }
      />
      {isRunning ? (
        <RunningMock
          interview={interview}
          startedAt={interview.startedAt ?? interview.startsAt}
          plan={plan}
          stage={stage}
          personId={me.person.id}
          onEnded={toScorecard}
        />
      ) : interview.state === 'scheduled' ? (
        <Stack gap="lg">
          <LateNotes interview={interview} outcome={outcome} />
          <NotStarted interview={interview} plan={plan} onEnded={toScorecard} />
          <MockTrouble interview={interview} outcome={outcome} />
        </Stack>
      ) : (
        <Over interview={interview} />
      )}
    </>
  );
}

function Meeting({ interview }: { interview: InterviewView }) {
  const { meetingUrl, startsAt, endsAt, learner } = interview;
  return (
    <>
      <TimeText at={startsAt} until={endsAt} show="time" otherZone={learner.timeZone} otherName="your learner" />
      {meetingUrl !== null && meetingUrl !== '' && (
        <>
          {' · '}
          <Anchor href={meetingUrl} target="_blank" rel="noreferrer noopener">
            Open the call
          </Anchor>
        </>
      )}
    </>
  );
}

function NotStarted({
  interview,
  plan,
  onEnded,
}: {
  interview: InterviewView;
  plan: PlanView;
  onEnded: () => unknown;
}) {
  const [isEnding, setEnding] = useState(false);
  const now = useNow(10_000);
  const canEnd = weMetDecision({ state: interview.state, startsAt: Date.parse(interview.startsAt), now }).ok;
  return (
    <Panel title="Not started yet" tone="accent">
      <Text mb="md" className="measure">
        Start when {interview.learner.name} is with you. The clock begins, and you decide when the prompt appears on
        their screen.
      </Text>
      <Group align="flex-start">
        <StartButton interview={interview} onStarted={() => undefined} />
        {canEnd && (
          <Button variant="default" onClick={() => setEnding(true)}>
            We met without this page
          </Button>
        )}
      </Group>
      {isEnding && (
        <WeMetDialog
          interview={interview}
          items={plan.items}
          unsentMarks={0}
          close={() => setEnding(false)}
          onEnded={onEnded}
        />
      )}
    </Panel>
  );
}

function Over({ interview }: { interview: InterviewView }) {
  const params = { interviewId: interview.id };
  if (!HELD_STATES.includes(interview.state))
    return (
      <EmptyState
        action={
          <ButtonLink to="/interviews/$interviewId" params={params}>
            See what happened
          </ButtonLink>
        }
      >
        {interview.state === 'outcome_claimed'
          ? 'What became of this mock is being sorted out.'
          : 'This mock did not take place.'}
      </EmptyState>
    );
  return (
    <EmptyState
      action={
        <ButtonLink to="/interviews/$interviewId/scorecard" params={params}>
          {interview.state === 'awaiting_feedback' ? 'Write the scorecard' : 'See your scorecard'}
        </ButtonLink>
      }
    >
      This mock has ended.
    </EmptyState>
  );
}
