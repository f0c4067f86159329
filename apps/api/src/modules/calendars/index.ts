/** Mocks as entries of people's own calendars: what invitations carry, files of one mock, secret feeds. */
export { CalendarsModule } from './calendars.module.ts';
export { Calendars } from './calendars.ts';
