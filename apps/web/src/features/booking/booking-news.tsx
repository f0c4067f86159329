import { isProblem } from '../../platform/api-client.ts';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import type { SlotAnswer } from './slot-reply.tsx';
import type { BookingNews as News, useBooking } from './use-booking.ts';

/** Says what became of a time, and that the goal is safe. */
export function BookingNews({ news }: { news: News }) {
  if (news.kind !== 'expired')
    return (
      <Notice tone="warning" title={news.sentence} isLive>
        Nothing was booked, and your goal is kept. The times shown are still open.
      </Notice>
    );
  return (
    <Notice tone="warning" title="That time is no longer kept for you" isLive>
      Nothing was booked, and your goal is kept. Choose a time again; the same one may still be open.
    </Notice>
  );
}

/** Why the time that was asked for is not kept, for the picker; null when it is, and when none was asked for. */
export function refusalOf({ hold, news }: Pick<ReturnType<typeof useBooking>, 'hold' | 'news'>): SlotAnswer | null {
  if (news?.kind === 'taken') return { at: news.startsAt, words: <BookingNews news={news} /> };
  if (!hold.error || isProblem(hold.error, 'slot_taken')) return null;
  return { at: hold.variables.body.startsAt, words: <ProblemNotice error={hold.error} /> };
}
