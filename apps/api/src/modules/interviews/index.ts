/** A mock from goal to "we met": slots, holds, plan, marks. Does not score. */
export { InterviewsModule } from './interviews.module.ts';
export { Interviews } from './interviews.ts';
export { MeetingLinks } from './meeting-links.ts';
export { BookOffered } from './book-offered.ts';
export { WantedTimes } from './wanted-times.ts';
export type { Wanted } from './goals.ts';
export type { CalendarMock, Interview } from './interviews.store.ts';
