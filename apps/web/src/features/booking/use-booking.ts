import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { bookingEndpoints } from '@dryrun/contracts/bookings.contract';
import { interviewEndpoints, type HoldView, type InterviewView } from '@dryrun/contracts/interviews.contract';
import { SlotsView } from '@dryrun/contracts/scheduling.contract';
import { isProblem } from '../../platform/api-client.ts';
import { endpointKey, endpointQuery, useEndpointMutation } from '../../platform/endpoint-query.ts';
import { meQuery } from '../../platform/session.ts';
import { formatDateTime } from '../../platform/time.ts';
import { useZone } from '../../platform/zone.ts';
import { withNearest } from './slot-days.ts';

/** What happened to the learner's time without their doing: while it was asked for (`taken`), or after it was kept. */
export type BookingNews = { kind: 'taken' | 'lost'; startsAt: string; sentence: string } | { kind: 'expired' };

const FreshSlots = SlotsView.pick({ items: true });

/**
 * Keeping, confirming and giving back a time. `onBooked` leads to the mock's page and resolves once it is shown. A taken time answers
 * with the open ones nearest to it: they replace that part of the shown list at once, and the whole list follows. The goal is never touched.
 */
export function useBooking(batchId: string, onBooked: (interview: InterviewView) => Promise<void>) {
  const queryClient = useQueryClient();
  const { timeZone } = useZone();
  const [news, setNews] = useState<BookingNews | null>(null);
  const holdKey = endpointQuery(interviewEndpoints.myHold, { params: { batchId } }).queryKey;

  const setHold = (hold: HoldView | null) => {
    // An answer that is still under way knows less than this one.
    void queryClient.cancelQueries({ queryKey: holdKey });
    queryClient.setQueryData(holdKey, { hold });
  };
  const refreshSlots = () => queryClient.invalidateQueries({ queryKey: endpointKey(interviewEndpoints.slots) });

  const mentorName = (id: string) =>
    queryClient
      .getQueriesData<SlotsView>({ queryKey: endpointKey(interviewEndpoints.slots), type: 'active' })
      .flatMap(([, view]) => view?.items.flatMap((slot) => slot.mentors) ?? [])
      .find((mentor) => mentor.id === id)?.name;

  const onRefused = (error: Error, kind: 'taken' | 'lost', startsAt: string, mentor: string | undefined) => {
    if (isProblem(error, 'slot_taken')) {
      const time = formatDateTime(startsAt, timeZone) + (mentor === undefined ? '' : ` with ${mentor}`);
      setNews({ kind, startsAt, sentence: `${time} was just taken.` });
      const fresh = FreshSlots.safeParse(error.problem.slots);
      if (fresh.success)
        queryClient.setQueriesData<SlotsView>(
          { queryKey: endpointKey(interviewEndpoints.slots), type: 'active' },
          (old) => (old ? { ...old, items: withNearest(old.items, fresh.data.items) } : old),
        );
      void refreshSlots();
      return true;
    }
    // Their place in the batch was paused or ended in the meantime: the page shows what it is now.
    if (isProblem(error, 'not_found')) void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
    if (isProblem(error, 'slot_not_open') || isProblem(error, 'quota_used')) void refreshSlots();
    return false;
  };

  const hold = useEndpointMutation(interviewEndpoints.hold, {
    onSuccess: (kept) => {
      setNews(null);
      setHold(kept);
    },
    onError: (error, { body }) => onRefused(error, 'taken', body.startsAt, mentorName(body.mentorId)),
  });

  const expire = () => {
    setNews({ kind: 'expired' });
    setHold(null);
    void refreshSlots();
  };

  const confirm = useEndpointMutation(interviewEndpoints.confirm, {
    invalidates: [interviewEndpoints.list, interviewEndpoints.slots, bookingEndpoints.quota],
    onSuccess: (interview) => {
      queryClient.setQueryData(
        endpointQuery(interviewEndpoints.get, { params: { interviewId: interview.id } }).queryKey,
        interview,
      );
      // The kept time stays on the screen until the page of the mock has replaced it.
      void onBooked(interview).then(() => setHold(null));
    },
    onError: (error) => {
      if (isProblem(error, 'hold_expired')) return expire();
      const kept = queryClient.getQueryData(holdKey)?.hold;
      if (kept && onRefused(error, 'lost', kept.startsAt, kept.mentor.name)) setHold(null);
    },
  });

  const release = useEndpointMutation(interviewEndpoints.release, {
    invalidates: [interviewEndpoints.slots],
    onSuccess: () => setHold(null),
  });

  return { hold, confirm, release, expire, news, forgetNews: () => setNews(null) };
}
