import { bookingEndpoints } from './bookings.contract.ts';
import { busyCalendarEndpoints } from './busy-calendar.contract.ts';
import { calendarFeedEndpoints } from './calendar-feed.contract.ts';
import { calendarEndpoints } from './calendar.contract.ts';
import { backupEndpoints } from './backups.contract.ts';
import { academyEndpoints } from './academy.contract.ts';
import { catalogEndpoints } from './catalog.contract.ts';
import { cohortEndpoints } from './cohorts.contract.ts';
import { feedbackEndpoints } from './feedback.contract.ts';
import { identityEndpoints } from './identity.contract.ts';
import { insightEndpoints } from './insights.contract.ts';
import { interviewEndpoints } from './interviews.contract.ts';
import { qualificationEndpoints } from './qualifications.contract.ts';
import { messageChoiceEndpoints } from './message-choices.contract.ts';
import { notificationEndpoints } from './notifications.contract.ts';
import { outcomeEndpoints } from './outcomes.contract.ts';
import { peopleEndpoints } from './people.contract.ts';
import { schedulingEndpoints } from './scheduling.contract.ts';
import { securityEndpoints } from './security.contract.ts';
import { signInSettingsEndpoints } from './sign-in-settings.contract.ts';
import { signInEndpoints } from './sign-in.contract.ts';
import { privacyEndpoints } from './privacy.contract.ts';
import { waitlistEndpoints } from './waitlist.contract.ts';
import { practiceEndpoints, studyEndpoints } from './study.contract.ts';

/** The whole wire, by module. Documentation, client and tests enumerate it; the server refuses to start when it serves anything else. */
export const ENDPOINTS = {
  identity: identityEndpoints,
  signIn: signInEndpoints,
  security: securityEndpoints,
  signInSettings: signInSettingsEndpoints,
  academy: academyEndpoints,
  catalog: catalogEndpoints,
  cohorts: cohortEndpoints,
  people: peopleEndpoints,
  scheduling: schedulingEndpoints,
  calendar: calendarEndpoints,
  busyCalendar: busyCalendarEndpoints,
  calendarFeed: calendarFeedEndpoints,
  qualifications: qualificationEndpoints,
  interviews: interviewEndpoints,
  bookings: bookingEndpoints,
  outcomes: outcomeEndpoints,
  waitlist: waitlistEndpoints,
  feedback: feedbackEndpoints,
  insights: insightEndpoints,
  study: studyEndpoints,
  practice: practiceEndpoints,
  notifications: notificationEndpoints,
  messageChoices: messageChoiceEndpoints,
  backups: backupEndpoints,
  privacy: privacyEndpoints,
} as const;
