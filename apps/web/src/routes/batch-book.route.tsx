import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Button, NativeSelect, Stack, Text } from '@mantine/core';
import { bookingEndpoints } from '@dryrun/contracts/bookings.contract';
import { catalogEndpoints, type GoalOptionsView } from '@dryrun/contracts/catalog.contract';
import { cohortEndpoints, type BatchView } from '@dryrun/contracts/cohorts.contract';
import type { PersonRef } from '@dryrun/contracts/fields';
import { insightEndpoints } from '@dryrun/contracts/insights.contract';
import { GoalForm } from '../features/booking/goal-form.tsx';
import { completeGoal, fitGoal } from '../features/booking/goal.ts';
import { GrantMocks } from '../features/booking/grant-mocks.tsx';
import { MocksLeft } from '../features/booking/mocks-left.tsx';
import { OnBehalf } from '../features/booking/on-behalf.tsx';
import { SlotPicker } from '../features/booking/slot-picker.tsx';
import { WhyDay } from '../features/booking/why-day.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { useZone } from '../platform/zone.ts';
import { TextLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Panel } from '../ui/panel.tsx';
import { ZoneSwitch } from '../ui/zone-switch.tsx';

/** Booking for a learner: whom, what, then their times with the reasons for those that are missing, or a time beyond the rules. */
export function BatchBookPage() {
  const { batchId } = useParams({ from: '/signed-in/batches/$batchId/book' });
  const search = useSearch({ from: '/signed-in/batches/$batchId/book' });
  const navigate = useNavigate({ from: '/batches/$batchId/book' });
  const batch = useQuery(endpointQuery(cohortEndpoints.batch, { params: { batchId } }));
  const overview = useQuery(endpointQuery(insightEndpoints.overview, { params: { batchId } }));
  const options = useQuery({ ...endpointQuery(catalogEndpoints.goalOptions, {}), staleTime: 60 * 60_000 });
  const learner = overview.data?.learners.find(({ person }) => person.id === search.learner)?.person;
  return (
    <>
      <PageHeader
        eyebrow={
          <TextLink to="/batches/$batchId/bookings" params={{ batchId }}>
            Bookings
          </TextLink>
        }
        title="Book for a learner"
        actions={<ZoneSwitch />}
      />
      <Stack gap="lg">
        <Panel title="For whom?">
          <Loaded query={overview}>
            {({ learners }) => (
              <NativeSelect
                label="Learner"
                value={learner?.id ?? ''}
                onChange={(event) =>
                  void navigate({
                    search: (old) => ({ ...old, learner: event.currentTarget.value || undefined }),
                    replace: true,
                  })
                }
                data={[
                  { value: '', label: 'Choose a learner' },
                  ...learners.map(({ person }) => ({ value: person.id, label: person.name })),
                ]}
              />
            )}
          </Loaded>
        </Panel>
        {learner && batch.data && options.data && (
          <ForLearner key={learner.id} batch={batch.data} learner={learner} options={options.data} />
        )}
      </Stack>
    </>
  );
}

function ForLearner({ batch, learner, options }: { batch: BatchView; learner: PersonRef; options: GoalOptionsView }) {
  const search = useSearch({ from: '/signed-in/batches/$batchId/book' });
  const navigate = useNavigate({ from: '/batches/$batchId/book' });
  const { timeZone } = useZone();
  const [note, setNote] = useState('');
  const [picked, setPicked] = useState<{ startsAt: string; mentorId: string } | null>(null);
  const [isOther, setOther] = useState(false);
  const [whyOn, setWhyOn] = useState<string | null>(null);
  const goal = fitGoal(search, options);
  const complete = completeGoal(goal, note);
  const params = { batchId: batch.id, personId: learner.id };
  const query = { format: goal.format ?? '', track: goal.track ?? '', level: goal.level ?? ('mid' as const) };
  const quota = useQuery(endpointQuery(bookingEndpoints.learnerQuota, { params }));
  const slots = useQuery({
    ...endpointQuery(bookingEndpoints.learnerSlots, { params, query }),
    enabled: complete !== null,
  });
  const why = useQuery({
    ...endpointQuery(bookingEndpoints.learnerWhy, {
      params,
      query: { ...query, onDate: whyOn ?? '1970-01-01', zone: timeZone },
    }),
    enabled: complete !== null && whyOn !== null,
  });
  const fitting = batch.mentors.filter(
    (m) => m.id !== learner.id && m.tracks.includes(query.track) && m.levels.includes(query.level),
  );
  return (
    <>
      <Panel tone="quiet">
        {quota.data && <MocksLeft quota={quota.data} />}
        <GrantMocks batchId={batch.id} personId={learner.id} />
      </Panel>
      <Panel title="What is it about?">
        <GoalForm
          options={options}
          goal={goal}
          onGoal={(next) => {
            setPicked(null);
            void navigate({
              search: (old) => ({ learner: old.learner, zone: old.zone, ...fitGoal(next, options) }),
              replace: true,
            });
          }}
          note={note}
          onNote={setNote}
          isForOther
        />
      </Panel>
      <Panel title="When?">
        {complete === null ? (
          <Text c="dimmed">Choose the kind of mock, a track and a level: {learner.name}’s open times appear here.</Text>
        ) : (
          <Loaded query={slots}>
            {(view) => (
              <>
                <SlotPicker
                  view={view}
                  label="Choose"
                  pending={null}
                  onWhy={setWhyOn}
                  otherwise="You can book a time beyond the rules below."
                  onKeep={(slot, mentorId) => {
                    setOther(false);
                    setPicked({ startsAt: slot.startsAt, mentorId });
                  }}
                />
                {!isOther && (
                  <Button
                    variant="default"
                    mt="md"
                    onClick={() => {
                      setPicked(null);
                      setOther(true);
                    }}
                  >
                    Another time, beyond the rules
                  </Button>
                )}
                <WhyDay date={whyOn} query={why} close={() => setWhyOn(null)} />
              </>
            )}
          </Loaded>
        )}
      </Panel>
      {complete !== null && (picked !== null || isOther) && (
        <OnBehalf
          key={picked ? `${picked.mentorId} ${picked.startsAt}` : 'other'}
          batchId={batch.id}
          learner={learner}
          goal={complete}
          mentors={fitting}
          picked={picked}
          onBooked={(interview) =>
            void navigate({ to: '/interviews/$interviewId', params: { interviewId: interview.id } })
          }
        />
      )}
    </>
  );
}
