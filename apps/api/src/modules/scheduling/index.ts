/** Availability, holds, bookings: who is claimed when. Does not know why a time is taken. */
export { SchedulingModule } from './scheduling.module.ts';
export { refusalOf, Scheduling, type Cancellation, type Hold } from './scheduling.ts';
export type { Reservation, ReserveRefusal } from './scheduling.ts';
export type { AccountLine } from './quota.store.ts';
export type { BookedTimeRow, QuotaRow, ReservationRow, TakenTime } from './scheduling.store.ts';
export { reachOf, type ExplainedStart, type MentorExplanation } from './slot-search.ts';
export type { MentorSlots, MentorStarts, SlotQuestion } from './slot-search.ts';
export type { Account, MentorHoursRow, SlotFacts } from './person-calendars.ts';
