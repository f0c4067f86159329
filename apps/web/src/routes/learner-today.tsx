import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Stack } from '@mantine/core';
import { bookingEndpoints } from '@dryrun/contracts/bookings.contract';
import { feedbackEndpoints } from '@dryrun/contracts/feedback.contract';
import { interviewEndpoints } from '@dryrun/contracts/interviews.contract';
import { RequestCard } from '../features/booking/changes/request-card.tsx';
import { NextStepList } from '../features/feedback/next-step-list.tsx';
import { InterviewList } from '../features/interviews/interview-list.tsx';
import { ClaimsToAnswer } from '../features/outcomes/claims-to-answer.tsx';
import { FeedbackWaiting } from '../features/today/feedback-waiting.tsx';
import { nextThing } from '../features/today/next-thing.ts';
import { OfferCard } from '../features/waitlist/offer-card.tsx';
import { useMyWaitlists } from '../features/waitlist/use-waitlist.ts';
import { WaitingCard } from '../features/waitlist/waiting-card.tsx';
import { NextThingPanel } from '../features/today/next-thing-panel.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { useNow } from '../platform/use-now.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Panel } from '../ui/panel.tsx';
import { SkeletonRows } from '../ui/skeleton-rows.tsx';
import { ZoneSwitch } from '../ui/zone-switch.tsx';

/** How long released feedback stays on Today. */
const RECENT_MS = 7 * 24 * 3600_000;

/** Today for a learner: the one next thing, the next mock, feedback, next steps. */
export function LearnerToday() {
  const now = useNow(15_000);
  const upcoming = useQuery(endpointQuery(interviewEndpoints.list, { query: { when: 'upcoming' } }));
  const feedback = useQuery(endpointQuery(feedbackEndpoints.myFeedback, {}));
  const steps = useQuery(endpointQuery(feedbackEndpoints.myNextSteps, {}));
  const requests = useQuery(endpointQuery(bookingEndpoints.myRequests, {}));
  const waitlists = useMyWaitlists();
  const navigate = useNavigate();
  const isLoaded = upcoming.data && feedback.data && steps.data;
  const mocks = upcoming.data?.items.filter(({ viewerIs }) => viewerIs === 'learner') ?? [];
  const mine = feedback.data?.items.filter((entry) => entry.viewerIs === 'learner' && isCurrent(entry, now)) ?? [];
  const open =
    steps.data?.items.filter(({ state }) => state === 'offered' || state === 'accepted' || state === 'done') ?? [];
  return (
    <Stack gap="lg">
      {waitlists.map(
        ({ batch, offer }) =>
          offer && (
            <OfferCard
              key={batch.id}
              offer={offer}
              onTaken={({ id }) =>
                void navigate({
                  to: '/interviews/$interviewId',
                  params: { interviewId: id },
                  state: { isJustBooked: true },
                })
              }
            />
          ),
      )}
      <ClaimsToAnswer />
      {requests.data?.items
        .filter(({ kind }) => kind === 'move')
        .map((request) => (
          <RequestCard key={request.id} request={request} />
        ))}
      {isLoaded ? (
        <NextThingPanel
          now={now}
          thing={nextThing({ upcoming: mocks, feedback: feedback.data.items, steps: steps.data.items, now })}
        />
      ) : (
        <SkeletonRows rows={1} height={140} />
      )}
      {waitlists.map(
        ({ entry, offer, offerMinutes }) =>
          entry && !offer && <WaitingCard key={entry.id} entry={entry} offerMinutes={offerMinutes} />,
      )}
      <Panel title="Next mock" actions={<ZoneSwitch />} tone="quiet">
        <Loaded query={upcoming} skeleton={<SkeletonRows rows={1} />}>
          {() => (
            <InterviewList
              interviews={mocks.slice(0, 2)}
              empty={
                <EmptyState
                  action={
                    <ButtonLink to="/book" variant="default">
                      See open times
                    </ButtonLink>
                  }
                >
                  No mock is booked.
                </EmptyState>
              }
            />
          )}
        </Loaded>
      </Panel>
      <Loaded query={feedback} skeleton={<SkeletonRows rows={1} />}>
        {() =>
          mine.length > 0 && (
            <Panel title="Feedback">
              <FeedbackWaiting feedback={mine} now={now} />
            </Panel>
          )
        }
      </Loaded>
      <Loaded query={steps} skeleton={<SkeletonRows rows={1} />}>
        {() =>
          open.length > 0 && (
            <Panel title="Next steps">
              <NextStepList steps={open} foldsDone />
            </Panel>
          )
        }
      </Loaded>
    </Stack>
  );
}

/** Still to come, or released within the last week. */
function isCurrent({ releasedAt }: { releasedAt: string | null }, now: number): boolean {
  return releasedAt === null || now - Date.parse(releasedAt) < RECENT_MS;
}
