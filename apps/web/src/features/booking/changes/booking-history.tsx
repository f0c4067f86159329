import type { BookingView } from '@dryrun/contracts/bookings.contract';
import type { InterviewView } from '@dryrun/contracts/interviews.contract';
import { TimeText } from '../../../ui/time-text.tsx';
import { REASON_WORDS } from './reason-words.ts';
import classes from './booking-history.module.css';

interface BookingHistoryProps {
  booking: BookingView;
  interview: InterviewView;
}

/** The times a mock had before: who changed them, when, and why. Nothing while it was never changed. */
export function BookingHistory({ booking, interview }: BookingHistoryProps) {
  const past = booking.times.filter((time) => time.state === 'superseded');
  if (past.length === 0) return null;
  const who = (by: 'learner' | 'mentor' | 'admin' | null) =>
    by === null
      ? 'Somebody'
      : by === interview.viewerIs
        ? 'You'
        : { learner: interview.learner.name, mentor: 'The mentor', admin: 'An admin of the batch' }[by];
  return (
    <section aria-label="Earlier times">
      <h3 className={classes.title}>Earlier times</h3>
      <ol className={classes.list}>
        {past.map((time, i) => {
          const next = booking.times[booking.times.indexOf(time) + 1];
          const isSwap = next?.startsAt === time.startsAt;
          return (
            <li key={`${time.startsAt}-${i}`} className={classes.item}>
              <span className={classes.was}>
                <TimeText at={time.startsAt} until={time.endsAt} /> with {time.mentor.name}
              </span>
              <span>
                {isSwap ? (
                  <>{next.mentor.name} took it over</>
                ) : (
                  <>
                    {who(time.endedBy)} moved it{time.isLate && ', late'}
                    {time.reasonCode !== null &&
                      time.reasonCode !== 'other' &&
                      `: ${REASON_WORDS[time.reasonCode].toLowerCase()}`}
                  </>
                )}
                {time.reason !== '' && <> “{time.reason}”</>}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
