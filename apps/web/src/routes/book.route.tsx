import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { NativeSelect, Stack, Text } from '@mantine/core';
import { catalogEndpoints, type GoalOptionsView } from '@dryrun/contracts/catalog.contract';
import type { MeView } from '@dryrun/contracts/identity.contract';
import { interviewEndpoints, type HoldView } from '@dryrun/contracts/interviews.contract';
import { BookingNews } from '../features/booking/booking-news.tsx';
import { completeGoal, fitGoal } from '../features/booking/goal.ts';
import { GoalForm } from '../features/booking/goal-form.tsx';
import { KeptTime } from '../features/booking/kept-time.tsx';
import { SlotList } from '../features/booking/slot-list.tsx';
import { SlotReasons } from '../features/booking/slot-reasons.tsx';
import { useBooking } from '../features/booking/use-booking.ts';
import { isProblem } from '../platform/api-client.ts';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { batchesAs, useMe } from '../platform/session.ts';
import { useStoredText } from '../platform/use-stored-text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Panel } from '../ui/panel.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
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
        <EmptyState>You can book mocks once you are a learner in a batch. Ask your cohort admin to add you.</EmptyState>
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

function Booking({ batch, options, kept }: { batch: Batch; options: GoalOptionsView; kept: HoldView | null }) {
  const search = useSearch({ from: '/signed-in/book' });
  const navigate = useNavigate({ from: '/book' });
  const [note, setNote] = useStoredText(`dryrun.booking-note.${useMe().person.id}`);
  const goal = fitGoal(search, options);
  const complete = completeGoal(goal, note);
  const booking = useBooking(batch.id, (interview) => {
    setNote('');
    return navigate({
      to: '/interviews/$interviewId',
      params: { interviewId: interview.id },
      state: { isJustBooked: true },
    });
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
      {booking.news && <BookingNews news={booking.news} />}
      <Panel title="What do you want from it?">
        <GoalForm
          options={options}
          goal={goal}
          onGoal={(next) => {
            booking.forgetNews();
            void navigate({
              search: (old) => ({ batch: old.batch, zone: old.zone, ...fitGoal(next, options) }),
              replace: true,
            });
          }}
          note={note}
          onNote={setNote}
        />
      </Panel>
      <Panel title="When?">
        {booking.hold.error && !isProblem(booking.hold.error, 'slot_taken') && (
          <ProblemNotice error={booking.hold.error} />
        )}
        {complete === null ? (
          <Text c="dimmed">Choose the kind of mock, a track and a level: the open times appear here.</Text>
        ) : (
          <Loaded query={slots}>
            {(view) => (
              <>
                <SlotList
                  slots={view.items}
                  pending={booking.hold.isPending && asked ? `${asked.mentorId} ${asked.startsAt}` : null}
                  onKeep={(slot, mentorId) =>
                    booking.hold.mutate({
                      params: { batchId: batch.id },
                      body: { goal: complete, mentorId, startsAt: slot.startsAt },
                    })
                  }
                />
                <SlotReasons view={view} />
              </>
            )}
          </Loaded>
        )}
      </Panel>
    </Stack>
  );
}
