/** Availability, holds, bookings: who is claimed when. Does not know why a time is taken. */
export { SchedulingModule } from './scheduling.module.ts';
export { Scheduling, type Cancellation, type Hold, type ReserveRefusal } from './scheduling.ts';
export type { ClosedReason, MentorSlots, SlotQuestion } from './slot-search.ts';
