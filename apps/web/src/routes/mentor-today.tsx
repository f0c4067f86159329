import { useQuery } from '@tanstack/react-query';
import { Stack, Text } from '@mantine/core';
import { bookingEndpoints } from '@dryrun/contracts/bookings.contract';
import { feedbackEndpoints } from '@dryrun/contracts/feedback.contract';
import { interviewEndpoints } from '@dryrun/contracts/interviews.contract';
import { RequestCard } from '../features/booking/changes/request-card.tsx';
import { schedulingEndpoints } from '@dryrun/contracts/scheduling.contract';
import { InterviewList } from '../features/interviews/interview-list.tsx';
import { isRoomOpen } from '../features/interviews/join.ts';
import { MockNowPanel, NextMockPanel } from '../features/mentor-today/next-mock-panel.tsx';
import { OwedList } from '../features/mentor-today/owed-list.tsx';
import { owedBy } from '../features/mentor-today/owed.ts';
import { ClaimsToAnswer } from '../features/outcomes/claims-to-answer.tsx';
import { UntilTomorrow } from '../features/scorecard/until-tomorrow.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { useMe } from '../platform/session.ts';
import { useNow } from '../platform/use-now.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ButtonLink, TextLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Panel } from '../ui/panel.tsx';
import { SkeletonRows } from '../ui/skeleton-rows.tsx';

/** Today for a mentor: the mock that is on, everything owed in one column, the next kit, what comes after. */
export function MentorToday() {
  const now = useNow(15_000);
  const upcoming = useQuery(endpointQuery(interviewEndpoints.list, { query: { when: 'upcoming' } }));
  const past = useQuery(endpointQuery(interviewEndpoints.list, { query: { when: 'past' } }));
  const feedback = useQuery(endpointQuery(feedbackEndpoints.myFeedback, {}));
  const requests = useQuery(endpointQuery(bookingEndpoints.myRequests, {}));
  const mocks = upcoming.data?.items.filter(({ viewerIs }) => viewerIs === 'mentor') ?? [];
  const current = mocks.find((mock) => mock.state === 'running') ?? mocks.find((mock) => isRoomOpen(mock, now));
  const ahead = mocks.filter(({ id, needsOutcome }) => id !== current?.id && !needsOutcome);
  const [next] = ahead;
  const later = ahead.slice(1);
  const owedOf = (interviews: typeof mocks, statuses: NonNullable<typeof feedback.data>['items']) =>
    owedBy({ interviews: [...mocks, ...interviews].filter(({ id }) => id !== current?.id), feedback: statuses, now });
  const isFree = past.data?.items && feedback.data && owedOf(past.data.items, feedback.data.items).length === 0;
  return (
    <Stack gap="lg">
      <FirstHours />
      <ClaimsToAnswer />
      {current && <MockNowPanel interview={current} now={now} />}
      {requests.data?.items
        .filter(({ kind }) => kind === 'swap')
        .map((request) => (
          <RequestCard key={request.id} request={request} />
        ))}
      <Panel title="You owe" tone={isFree === false && !current ? 'accent' : 'plain'}>
        <Loaded query={feedback} skeleton={<SkeletonRows rows={1} />}>
          {({ items: statuses }) => (
            <Loaded query={past} skeleton={<SkeletonRows rows={1} />}>
              {({ items: interviews }) => (
                <OwedList
                  owed={owedOf(interviews, statuses)}
                  now={now}
                  more={(entry) =>
                    entry.kind === 'scorecard' &&
                    entry.canExtend && <UntilTomorrow interviewId={entry.interviewId} learnerName={entry.learnerName} />
                  }
                />
              )}
            </Loaded>
          )}
        </Loaded>
      </Panel>
      <Loaded query={upcoming} skeleton={<SkeletonRows rows={1} height={180} />}>
        {() =>
          next ? (
            <NextMockPanel interview={next} now={now} isFirst={isFree === true && !current} />
          ) : (
            !current && (
              <Panel title="Next mock">
                <EmptyState
                  action={
                    <ButtonLink to="/availability" variant="default">
                      See my hours
                    </ButtonLink>
                  }
                >
                  No mock is booked. Learners book within the hours that you offer.
                </EmptyState>
              </Panel>
            )
          )
        }
      </Loaded>
      {later.length > 0 && (
        <Panel title="Later" tone="quiet">
          <InterviewList interviews={later} empty={null} />
        </Panel>
      )}
      <HeldElsewhere />
    </Stack>
  );
}

/** The way to write a mock down that nobody booked here. */
function HeldElsewhere() {
  const mine = useMe().batches.filter(({ roles }) => roles.includes('mentor'));
  if (mine.length === 0) return null;
  return (
    <Text c="dimmed" size="sm">
      Held a mock that nobody booked here? Write it down
      {mine.map(({ id, name }, index) => (
        <span key={id}>
          {index === 0 ? ' for ' : ' or '}
          <TextLink to="/batches/$batchId/log" params={{ batchId: id }}>
            {name}
          </TextLink>
        </span>
      ))}
      .
    </Text>
  );
}

/** Until a mentor has said when they have time, nothing else can happen. */
function FirstHours() {
  const { data: hours } = useQuery(endpointQuery(schedulingEndpoints.myAvailability, {}));
  if (!hours || hours.rules.length > 0 || hours.exceptions.some(({ intervals }) => intervals.length > 0)) return null;
  return (
    <Panel title="Say when you have time" tone="accent">
      <Stack gap="sm" align="flex-start">
        <Text className="measure">
          Learners book within your hours, and nobody asks you again. Two evenings a week are a good start.
        </Text>
        <ButtonLink to="/availability">Give my hours</ButtonLink>
      </Stack>
    </Panel>
  );
}
