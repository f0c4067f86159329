import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Stack } from '@mantine/core';
import { interviewEndpoints, type InterviewView, type PlanView } from '@dryrun/contracts/interviews.contract';
import { LearnerBrief } from '../features/kit/learner-brief.tsx';
import { FocusMoves, PhasePlan } from '../features/kit/phase-plan.tsx';
import { EditablePlan, ReadOnlyPlan } from '../features/kit/plan-questions.tsx';
import { LateNotes } from '../features/outcomes/late-notes.tsx';
import { useOutcome } from '../features/outcomes/use-outcome.ts';
import { StartButton } from '../features/run/start-button.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { ButtonLink, TextLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { SkeletonRows } from '../ui/skeleton-rows.tsx';
import { TimeText } from '../ui/time-text.tsx';
import classes from './mentor-kit.module.css';

/** The kit: what to ask this learner and why, chosen beforehand. */
export function MentorKitPage() {
  const { interviewId } = useParams({ from: '/signed-in/interviews/$interviewId/kit' });
  const params = { interviewId };
  const interview = useQuery(endpointQuery(interviewEndpoints.get, { params }));
  const plan = useQuery(endpointQuery(interviewEndpoints.plan, { params }));
  return (
    <Loaded query={interview}>
      {(mock) => (
        <Loaded query={plan} skeleton={<SkeletonRows rows={3} height={180} />}>
          {(kit) => <Kit key={mock.id} interview={mock} plan={kit} />}
        </Loaded>
      )}
    </Loaded>
  );
}

function Kit({ interview, plan }: { interview: InterviewView; plan: PlanView }) {
  const isOpen = interview.state === 'scheduled' || interview.state === 'running';
  const isMine = interview.viewerIs === 'mentor';
  const outcome = useOutcome(interview).data;
  return (
    <>
      <PageHeader
        eyebrow={
          <TextLink to="/interviews/$interviewId" params={{ interviewId: interview.id }}>
            {interview.goal.format.title} · {interview.goal.track.title}
          </TextLink>
        }
        title={`Kit for ${interview.learner.name}`}
        lead={
          <TimeText
            at={interview.startsAt}
            until={interview.endsAt}
            otherZone={interview.learner.timeZone}
            otherName="your learner"
            withZone
          />
        }
        actions={isMine && isOpen && <Begin interview={interview} />}
      />
      <LateNotes interview={interview} outcome={outcome} />
      {!isOpen && <ClosedNote />}
      <div className={classes.columns}>
        <div className={classes.main}>
          {isOpen && isMine ? <EditablePlan plan={plan} /> : <ReadOnlyPlan plan={plan} />}
        </div>
        <Stack gap="lg" className={classes.side}>
          <LearnerBrief interview={interview} plan={plan} />
          <PhasePlan phases={plan.phases} />
          <FocusMoves plan={plan} />
        </Stack>
      </div>
    </>
  );
}

function Begin({ interview }: { interview: InterviewView }) {
  const navigate = useNavigate();
  const params = { interviewId: interview.id };
  if (interview.state === 'running')
    return (
      <ButtonLink to="/interviews/$interviewId/run" params={params}>
        Back to the mock
      </ButtonLink>
    );
  return (
    <StartButton interview={interview} onStarted={() => navigate({ to: '/interviews/$interviewId/run', params })} />
  );
}

function ClosedNote() {
  return (
    <div className={classes.note}>
      <Notice>This mock is over, so its plan stays as it was.</Notice>
    </div>
  );
}
