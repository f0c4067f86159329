import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { NativeSelect, Stack, Text } from '@mantine/core';
import { bookingEndpoints } from '@dryrun/contracts/bookings.contract';
import { catalogEndpoints, type GoalOptionsView } from '@dryrun/contracts/catalog.contract';
import { cohortEndpoints } from '@dryrun/contracts/cohorts.contract';
import type { MeView } from '@dryrun/contracts/identity.contract';
import { peopleEndpoints } from '@dryrun/contracts/people.contract';
import { interviewEndpoints, type HoldView, type InterviewView } from '@dryrun/contracts/interviews.contract';
import { BookingNews, refusalOf } from '../features/booking/booking-news.tsx';
import { completeGoal, fitGoal } from '../features/booking/goal.ts';
import { GoalForm } from '../features/booking/goal-form.tsx';
import { KeptTime } from '../features/booking/kept-time.tsx';
import { MocksLeft } from '../features/booking/mocks-left.tsx';
import { RulesInWords } from '../features/booking/rules-in-words.tsx';
import { SlotPicker } from '../features/booking/slot-picker.tsx';
import { useBooking } from '../features/booking/use-booking.ts';
import { WhyDay } from '../features/booking/why-day.tsx';
import { WaitingPlaces } from '../features/joining/my-places.tsx';
import { isWaiting } from '../features/joining/place-words.ts';
import { OfferCard } from '../features/waitlist/offer-card.tsx';
import { useMyWaitlists } from '../features/waitlist/use-waitlist.ts';
import { WaitPanel } from '../features/waitlist/wait-panel.tsx';
import { WaitingCard } from '../features/waitlist/waiting-card.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { batchesAs, useMe } from '../platform/session.ts';
import { useStoredText } from '../platform/use-stored-text.ts';
import { useZone } from '../platform/zone.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Panel } from '../ui/panel.tsx';
import { SkeletonRows } from '../ui/skeleton-rows.tsx';
import { ZoneSwitch } from '../ui/zone-switch.tsx';

type Batch = MeView['batches'][number];

/** Goal first, then times: which batch, and what can be chosen. */
export function BookPage() {
  const search = useSearch({ from: '/signed-in/book' });
  const navigate = useNavigate({ from: '/book' });
  const batches = batchesAs(useMe(), 'learner');
  const batch = batches.find(({ id }) => id === search.batch) ?? batches[0];
  const options = useQuery({ ...endpointQuery(catalogEndpoints.goalOptions, {}), staleTime: 60 * 60_000 });
  const kept = useQuery({
    ...endpointQuery(interviewEndpoints.myHold, { params: { batchId: batch?.id ?? '' } }),
    enabled: batch !== undefined,
    staleTime: 0,
  });
  return (
    <>
      <PageHeader
        title="Book a mock"
        lead="Say what you want from it first; then only times that fit are shown."
        actions={<ZoneSwitch />}
      />
      {batches.length > 1 && (
        <NativeSelect
          label="Batch"
          mb="lg"
          value={batch?.id}
          onChange={(event) =>
            void navigate({ search: (old) => ({ ...old, batch: event.currentTarget.value }), replace: true })
          }
          data={batches.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      {batch === undefined ? (
        <NoBatch />
      ) : (
        <Loaded query={options} skeleton={<SkeletonRows rows={4} />}>
          {(loaded) => (
            <Loaded query={kept} skeleton={<SkeletonRows rows={4} />}>
              {({ hold }) => <Booking key={batch.id} batch={batch} options={loaded} kept={hold} />}
            </Loaded>
          )}
        </Loaded>
      )}
    </>
  );
}

/** For somebody who learns in no batch now: what they wait for, or whom to ask. */
function NoBatch() {
  const places = useQuery(endpointQuery(peopleEndpoints.myPlaces, {}));
  if (places.isPending) return <SkeletonRows rows={1} />;
  const items = places.data?.items ?? [];
  if (!items.some(isWaiting))
    return (
      <EmptyState>You can book mocks once you are a learner in a batch. Ask your cohort admin to add you.</EmptyState>
    );
  return (
    <Stack gap="lg">
      <WaitingPlaces places={items} />
    </Stack>
  );
}

function Booking({ batch, options, kept }: { batch: Batch; options: GoalOptionsView; kept: HoldView | null }) {
  const search = useSearch({ from: '/signed-in/book' });
  const navigate = useNavigate({ from: '/book' });
  const [note, setNote] = useStoredText(`dryrun.booking-note.${useMe().person.id}`);
  const goal = fitGoal(search, options);
  const complete = completeGoal(goal, note);
  const toBooked = (interview: InterviewView) =>
    navigate({
      to: '/interviews/$interviewId',
      params: { interviewId: interview.id },
      state: { isJustBooked: true },
    });
  const booking = useBooking(batch.id, (interview) => {
    setNote('');
    return toBooked(interview);
  });
  const waitlist = useMyWaitlists().find((mine) => mine.batch.id === batch.id);
  const [whyOn, setWhyOn] = useState<string | null>(null);
  const { timeZone } = useZone();
  const params = { batchId: batch.id };
  const quota = useQuery(endpointQuery(bookingEndpoints.quota, { params }));
  const rules = useQuery({ ...endpointQuery(cohortEndpoints.policy, { params }), staleTime: 60 * 60_000 });
  const why = useQuery({
    ...endpointQuery(bookingEndpoints.why, {
      params,
      query: {
        format: goal.format ?? '',
        track: goal.track ?? '',
        level: goal.level ?? 'mid',
        onDate: whyOn ?? '1970-01-01',
        zone: timeZone,
      },
    }),
    enabled: complete !== null && whyOn !== null,
  });
  const slots = useQuery({
    ...endpointQuery(interviewEndpoints.slots, {
      params: { batchId: batch.id },
      query: { format: goal.format ?? '', track: goal.track ?? '', level: goal.level ?? 'mid' },
    }),
    enabled: complete !== null && kept === null,
  });

  if (kept)
    return (
      <KeptTime
        hold={kept}
        onConfirm={() => booking.confirm.mutate({ params: { holdId: kept.id } })}
        onRelease={() => booking.release.mutate({ params: { holdId: kept.id } })}
        onExpired={booking.expire}
        isConfirming={booking.confirm.isPending}
        isReleasing={booking.release.isPending}
        error={booking.confirm.error ?? booking.release.error}
      />
    );

  const asked = booking.hold.variables?.body;
  return (
    <Stack gap="lg">
      {waitlist?.offer && <OfferCard offer={waitlist.offer} onTaken={(interview) => void toBooked(interview)} />}
      {booking.news && booking.news.kind !== 'taken' && <BookingNews news={booking.news} />}
      <Panel title="What do you want from it?">
        <GoalForm
          options={options}
          goal={goal}
          onGoal={(next) => {
            booking.forgetNews();
            void navigate({
              search: (old) => ({ batch: old.batch, zone: old.zone, view: old.view, ...fitGoal(next, options) }),
              replace: true,
            });
          }}
          note={note}
          onNote={setNote}
        />
      </Panel>
      <Panel title="When?">
        {complete === null ? (
          <Text c="dimmed">Choose the kind of mock, a track and a level: the open times appear here.</Text>
        ) : (
          <Loaded query={slots}>
            {(view) => (
              <>
                <SlotPicker
                  view={view}
                  label="Keep this time"
                  layout={search.view}
                  onLayout={(layout) =>
                    void navigate({
                      search: (old) => ({ ...old, view: layout === 'week' ? layout : undefined }),
                      replace: true,
                    })
                  }
                  onWhy={setWhyOn}
                  answer={refusalOf(booking)}
                  pending={booking.hold.isPending && asked ? `${asked.mentorId} ${asked.startsAt}` : null}
                  onKeep={(slot, mentorId) =>
                    booking.hold.mutate({
                      params: { batchId: batch.id },
                      body: { goal: complete, mentorId, startsAt: slot.startsAt },
                    })
                  }
                />
                <WhyDay date={whyOn} query={why} close={() => setWhyOn(null)} />
              </>
            )}
          </Loaded>
        )}
      </Panel>
      {waitlist?.entry && !waitlist.offer && (
        <WaitingCard entry={waitlist.entry} offerMinutes={waitlist.offerMinutes} />
      )}
      {waitlist?.isOpen && !waitlist.entry && complete && slots.data && (
        <WaitPanel mine={waitlist} goal={complete} openTimes={slots.data.items.length} />
      )}
      <Panel title="Your mocks and the rules" tone="quiet">
        {quota.data && <MocksLeft quota={quota.data} />}
        {rules.data && <RulesInWords policy={rules.data.policy} title="How booking works in this batch" />}
      </Panel>
    </Stack>
  );
}
