/** Tells people what happened, and shows what was told: mails by events, the outbox, the mail server's settings. Imported by nobody. */
export { NotificationsModule } from './notifications.module.ts';
