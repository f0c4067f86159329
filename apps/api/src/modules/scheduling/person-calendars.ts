import type { Interval } from '@dryrun/domain/scheduling/intervals';
import { domainHours } from '@dryrun/domain/scheduling/kept-hours';
import type { MentorOffer, PersonCalendar } from '@dryrun/domain/scheduling/packed-calendar';
import type { BookedTime } from '@dryrun/domain/scheduling/slot-request';
import { MINUTE } from '@dryrun/domain/time/zone-transitions';
import type { AvailabilityEntity } from './availability.entity.ts';
import type { StoredHours } from './hours.ts';
import type { AccountLine } from './quota.store.ts';
import type { TakenTime } from './scheduling.store.ts';

/** What the search reads of a mentor's hours. */
export type MentorHoursRow = StoredHours & Pick<AvailabilityEntity, 'personId' | 'limits'>;

/** Lines of the learner's account; empty without a learner. */
export type Account = readonly Pick<
  AccountLine,
  'kind' | 'amount' | 'isExtra' | 'startsAt' | 'referenceId' | 'isLive'
>[];

/** What somebody else has read for the search: of the mentors and the learner it is about. */
export interface SlotFacts {
  hours: readonly MentorHoursRow[];
  taken: readonly TakenTime[];
  account: Account;
  /** Appointments in the mentors' own calendars. */
  outside: readonly { personId: string; start: Date; end: Date }[];
}

/** Everybody's calendar from rows that were read one by one; `CalendarReader` makes the same of packed ones. */
export function calendarsOf({ hours, taken, outside }: SlotFacts): Map<string, PersonCalendar> {
  const hoursOf = new Map(hours.map((h) => [h.personId, h]));
  const takenBy = Map.groupBy(taken, (t) => t.personId);
  const outsideOf = Map.groupBy(outside, (t) => t.personId);
  const people = new Set([...hoursOf.keys(), ...takenBy.keys(), ...outsideOf.keys()]);
  return new Map(
    [...people].map((personId) => {
      const [mine, saved] = [takenBy.get(personId) ?? [], hoursOf.get(personId)];
      const calendar: PersonCalendar = {
        personId,
        offers: saved ? offerOf(saved) : null,
        mentoring: mine.filter((t) => t.role === 'mentor').map(bookedTime),
        learning: mine.filter((t) => t.role !== 'mentor' && isLive(t)).map(blockedTime),
        outside: (outsideOf.get(personId) ?? []).map(({ start, end }) => ({
          start: start.getTime(),
          end: end.getTime(),
        })),
      };
      return [personId, calendar];
    }),
  );
}

export function offerOf(row: MentorHoursRow): MentorOffer {
  return { hours: domainHours(row), limits: row.limits };
}

function isLive(t: TakenTime): boolean {
  return t.state !== 'used';
}

function blockedTime(t: TakenTime): Interval {
  return { start: t.blockedFrom.getTime(), end: t.blockedUntil.getTime() };
}

/** A booking as the engine counts it, with the buffers it was made with. One that was used only counts, it blocks nothing any more. */
function bookedTime(t: TakenTime): BookedTime {
  const start = t.startsAt.getTime();
  const end = isLive(t) ? t.endsAt.getTime() : start;
  return {
    start,
    end,
    bufferBeforeMin: (start - t.blockedFrom.getTime()) / MINUTE,
    bufferAfterMin: (t.blockedUntil.getTime() - t.endsAt.getTime()) / MINUTE,
  };
}
