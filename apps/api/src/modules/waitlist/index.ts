/** Who waits for a time, and to whom a free one is offered. Books through interviews, keeps times through scheduling. */
export { WaitlistModule } from './waitlist.module.ts';
export { Waitlist } from './waitlist.ts';
export type { WaitlistEntry, WaitlistOffer } from './waitlist.store.ts';
