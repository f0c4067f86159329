import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useRouterState } from '@tanstack/react-router';
import { Button, Group, Stack, Text } from '@mantine/core';
import { bookingEndpoints } from '@dryrun/contracts/bookings.contract';
import { catalogEndpoints } from '@dryrun/contracts/catalog.contract';
import { interviewEndpoints, type InterviewView } from '@dryrun/contracts/interviews.contract';
import { waitlistEndpoints } from '@dryrun/contracts/waitlist.contract';
import { HELD_STATES } from '@dryrun/domain/interviews/interview-state';
import { BookingHistory } from '../features/booking/changes/booking-history.tsx';
import { LateChanges } from '../features/booking/changes/late-changes.tsx';
import { MoveDialog } from '../features/booking/changes/move-dialog.tsx';
import { OfferDialog } from '../features/booking/changes/offer-dialog.tsx';
import { OverrideDialog } from '../features/booking/changes/override-dialog.tsx';
import { Rebook } from '../features/booking/changes/rebook.tsx';
import { RequestCard } from '../features/booking/changes/request-card.tsx';
import { SwapDialog } from '../features/booking/changes/swap-dialog.tsx';
import { RulesInWords } from '../features/booking/rules-in-words.tsx';
import { AddToCalendar } from '../features/calendars/add-to-calendar.tsx';
import { CancelDialog } from '../features/interviews/cancel-dialog.tsx';
import { CancelledNote } from '../features/interviews/cancelled-note.tsx';
import { InterviewBrief } from '../features/interviews/interview-brief.tsx';
import { InterviewFacts } from '../features/interviews/interview-facts.tsx';
import { InterviewStatus } from '../features/interviews/interview-status.tsx';
import { isRoomOpen } from '../features/interviews/join.ts';
import { busyWords } from '../features/interviews/busy-words.ts';
import { MeetingLink } from '../features/interviews/meeting-link.tsx';
import { ShareMock } from '../features/interviews/share-mock.tsx';
import { LateNotes } from '../features/outcomes/late-notes.tsx';
import { MockTrouble } from '../features/outcomes/mock-trouble.tsx';
import { nearInterval, useOutcome } from '../features/outcomes/use-outcome.ts';
import { WhatBecame } from '../features/outcomes/what-became.tsx';
import { MentorWays } from '../features/run/mentor-ways.tsx';
import { useMyWaitlists } from '../features/waitlist/use-waitlist.ts';
import { WaitInOneTap } from '../features/waitlist/wait-in-one-tap.tsx';
import { WaitingCard } from '../features/waitlist/waiting-card.tsx';
import { OfferCard } from '../features/waitlist/offer-card.tsx';
import { endpointQuery, useFreshAfter } from '../platform/endpoint-query.ts';
import { relativeTime } from '../platform/time.ts';
import { useNow } from '../platform/use-now.ts';
import { useZone } from '../platform/zone.ts';
import { ButtonLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Panel } from '../ui/panel.tsx';
import { ZoneSwitch } from '../ui/zone-switch.tsx';

/** What the state of a mock decides: whether another time can be chosen, and who waits for one. */
const AFTER_STATE = [bookingEndpoints.booking, waitlistEndpoints.mine];

type Dialog = 'cancel' | 'move' | 'offer' | 'swap' | 'override';

/** One mock: brief, times in both zones, the way in, the way out. */
export function InterviewPage() {
  const { interviewId } = useParams({ from: '/signed-in/interviews/$interviewId' });
  const interview = useQuery({
    ...endpointQuery(interviewEndpoints.get, { params: { interviewId } }),
    refetchInterval: ({ state }) => nearInterval(state.data),
  });
  return <Loaded query={interview}>{(data) => <Interview interview={data} />}</Loaded>;
}

function Interview({ interview }: { interview: InterviewView }) {
  const [asked, setAsked] = useState<{ dialog: Dialog; of: InterviewView['state'] } | null>(null);
  // A dialog about a mock that was cancelled or begun by somebody else has nothing left to ask: the page says what became of it.
  const open = asked?.of === interview.state ? asked.dialog : null;
  const setOpen = (dialog: Dialog) => setAsked({ dialog, of: interview.state });
  const close = () => setAsked(null);
  const navigate = useNavigate();
  useFreshAfter(interview.state, AFTER_STATE);
  const booking = useQuery(endpointQuery(bookingEndpoints.booking, { params: { interviewId: interview.id } })).data;
  const outcome = useOutcome(interview).data;
  const options = useQuery({ ...endpointQuery(catalogEndpoints.goalOptions, {}), staleTime: 60 * 60_000 });
  const format = options.data?.formats.find(({ slug }) => slug === interview.goal.format.slug);
  const isAhead = (interview.state === 'scheduled' || interview.state === 'running') && !interview.needsOutcome;
  return (
    <>
      <PageHeader
        eyebrow={interview.batch.name}
        title={`${interview.goal.format.title} · ${interview.goal.track.title}`}
        actions={<ZoneSwitch />}
      />
      <Stack gap="lg">
        <JustBooked interview={interview} />
        <CancelledNote interview={interview} />
        <LateNotes interview={interview} outcome={outcome} />
        <WhatBecame interview={interview} outcome={outcome} />
        {interview.mentorIsBusy && (
          <Notice tone="warning" title="Something else is in the calendar">
            {busyWords(interview)}
          </Notice>
        )}
        {booking?.request && <RequestCard key={booking.request.id} request={booking.request} />}
        <Panel
          title={interview.viewerIs === 'overseer' ? 'The mock' : 'Your mock'}
          actions={<InterviewStatus interview={interview} />}
          tone={isAhead ? 'accent' : 'plain'}
        >
          <InterviewFacts interview={interview} />
          <MeetingLink key={interview.meetingUrl} interview={interview} />
          <Group gap="xs" mt="lg">
            <Ways interview={interview} />
            {interview.state === 'scheduled' && !interview.needsOutcome && (
              <>
                <AddToCalendar interview={interview} />
                <ShareMock interview={interview} />
              </>
            )}
            {booking?.can.move && (
              <Button variant="default" onClick={() => setOpen('move')}>
                Move
              </Button>
            )}
            {booking?.can.offerTimes && !booking.request && (
              <Button variant="default" onClick={() => setOpen('offer')}>
                Offer other times
              </Button>
            )}
            {booking && booking.can.swap !== 'no' && !booking.request && (
              <Button variant="default" onClick={() => setOpen('swap')}>
                {booking.can.swap === 'ask' ? 'Ask a colleague' : 'Change the mentor'}
              </Button>
            )}
            {booking?.can.override && (
              <Button variant="default" onClick={() => setOpen('override')}>
                Move for them
              </Button>
            )}
            {interview.can.cancel && (
              <Button variant="subtle" color="red" onClick={() => setOpen('cancel')}>
                Cancel
              </Button>
            )}
          </Group>
        </Panel>
        <MockTrouble interview={interview} outcome={outcome} />
        {booking?.mayRebook && <KeptForMe interview={interview} />}
        {booking?.mayRebook && (
          <Rebook
            interview={interview}
            onKept={(hold) => void navigate({ to: '/book', search: { batch: hold.batchId } })}
          />
        )}
        {booking?.mayRebook && <WaitForAnother interview={interview} />}
        {booking && (isAhead || booking.times.length > 1) && (
          <Panel title="Changes" tone="quiet">
            <Stack gap="sm">
              {interview.can.cancel && interview.viewerIs === 'learner' && <LateChanges booking={booking} />}
              <BookingHistory booking={booking} interview={interview} />
              <RulesInWords policy={booking.policy} title="The rules this mock was booked under" />
            </Stack>
          </Panel>
        )}
        {format && options.data && isAhead && interview.viewerIs === 'learner' && (
          <InterviewBrief
            format={format.body}
            rubric={options.data.rubric}
            chosenDimension={interview.goal.dimension?.id ?? null}
          />
        )}
      </Stack>
      <CancelDialog interview={interview} booking={booking} isOpen={open === 'cancel'} close={close} />
      {booking && <MoveDialog interview={interview} booking={booking} isOpen={open === 'move'} close={close} />}
      <OfferDialog interview={interview} isOpen={open === 'offer'} close={close} />
      {booking && booking.can.swap !== 'no' && (
        <SwapDialog interview={interview} how={booking.can.swap} isOpen={open === 'swap'} close={close} />
      )}
      <OverrideDialog interview={interview} isOpen={open === 'override'} close={close} />
    </>
  );
}

/** A time that is kept for a learner whose mock was lost. */
function KeptForMe({ interview }: { interview: InterviewView }) {
  const navigate = useNavigate();
  const mine = useMyWaitlists().find(({ batch }) => batch.id === interview.batch.id);
  if (!mine?.offer) return null;
  return (
    <OfferCard
      offer={mine.offer}
      onTaken={({ id }) =>
        void navigate({ to: '/interviews/$interviewId', params: { interviewId: id }, state: { isJustBooked: true } })
      }
    />
  );
}

/** Below the times that are open: what the learner waits for, or one tap to wait. */
function WaitForAnother({ interview }: { interview: InterviewView }) {
  const mine = useMyWaitlists().find(({ batch }) => batch.id === interview.batch.id);
  if (!mine || mine.offer) return null;
  if (mine.entry) return <WaitingCard entry={mine.entry} offerMinutes={mine.offerMinutes} />;
  return mine.isOpen ? <WaitInOneTap interview={interview} /> : null;
}

/** What can be done with this mock now. */
function Ways({ interview }: { interview: InterviewView }) {
  const { timeZone } = useZone();
  const now = useNow(10_000);
  const params = { interviewId: interview.id };
  if (interview.viewerIs === 'mentor') return <MentorWays interview={interview} />;
  if (HELD_STATES.includes(interview.state))
    return (
      <ButtonLink to="/interviews/$interviewId/feedback" params={params}>
        Go to the feedback
      </ButtonLink>
    );
  if (interview.viewerIs !== 'learner' || (interview.state !== 'scheduled' && interview.state !== 'running'))
    return null;
  if (isRoomOpen(interview, now))
    return (
      <ButtonLink to="/interviews/$interviewId/stage" params={params}>
        Enter the room
      </ButtonLink>
    );
  if (interview.needsOutcome) return <Text c="dimmed">Your mentor still has to say how it went.</Text>;
  return (
    <Text c="dimmed">Starts {relativeTime(interview.startsAt, now, timeZone)}; the room opens 15 minutes before.</Text>
  );
}

function JustBooked({ interview }: { interview: InterviewView }) {
  const isJustBooked = useRouterState({ select: (state) => state.location.state.isJustBooked === true });
  if (!isJustBooked || interview.state !== 'scheduled') return null;
  return (
    <Notice tone="good" title="Booked" isLive>
      {interview.mentor.name} sees your goal and chooses questions that you have not met. Everything you need is on this
      page.
    </Notice>
  );
}
