import { Notice } from '../../ui/notice.tsx';
import type { BookingNews as News } from './use-booking.ts';

/** Says what became of a time, and that the goal is safe. */
export function BookingNews({ news }: { news: News }) {
  if (news.kind === 'taken')
    return (
      <Notice tone="warning" title={news.sentence} isLive>
        Nothing was booked, and your goal is kept. These are the times still open.
      </Notice>
    );
  return (
    <Notice tone="warning" title="That time is no longer kept for you" isLive>
      Nothing was booked, and your goal is kept. Choose a time again; the same one may still be open.
    </Notice>
  );
}
