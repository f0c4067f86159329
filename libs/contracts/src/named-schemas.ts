import { z } from 'zod';
import * as backups from './backups.contract.ts';
import * as bookings from './bookings.contract.ts';
import * as academy from './academy.contract.ts';
import * as catalog from './catalog.contract.ts';
import * as cohorts from './cohorts.contract.ts';
import * as contentBodies from './content-bodies.ts';
import * as feedback from './feedback.contract.ts';
import * as fields from './fields.ts';
import * as identity from './identity.contract.ts';
import * as insights from './insights.contract.ts';
import * as interviews from './interviews.contract.ts';
import * as busyCalendar from './busy-calendar.contract.ts';
import * as outcomes from './outcomes.contract.ts';
import * as calendarFeed from './calendar-feed.contract.ts';
import * as calendar from './calendar.contract.ts';
import * as messageChoices from './message-choices.contract.ts';
import * as notifications from './notifications.contract.ts';
import * as qualifications from './qualifications.contract.ts';
import * as people from './people.contract.ts';
import * as playbookBody from './playbook-body.ts';
import * as privacy from './privacy.contract.ts';
import * as problem from './problem.contract.ts';
import * as scheduling from './scheduling.contract.ts';
import * as security from './security.contract.ts';
import * as signInSettings from './sign-in-settings.contract.ts';
import * as signIn from './sign-in.contract.ts';
import * as study from './study.contract.ts';
import * as studyBodies from './study-bodies.ts';
import * as waitlist from './waitlist.contract.ts';

const FILES = [
  fields,
  problem,
  privacy,
  contentBodies,
  studyBodies,
  playbookBody,
  identity,
  signIn,
  security,
  signInSettings,
  catalog,
  academy,
  cohorts,
  people,
  scheduling,
  interviews,
  backups,
  bookings,
  outcomes,
  waitlist,
  feedback,
  insights,
  busyCalendar,
  calendar,
  calendarFeed,
  messageChoices,
  notifications,
  qualifications,
  study,
];

/**
 * Every exported object, union or list schema of the contracts by its export's name: schema, type and the component of the
 * OpenAPI document share one name. Simple fields (an id, an instant) are written out where they are used.
 */
export const NAMED_SCHEMAS: ReadonlyMap<string, z.ZodType> = new Map(
  FILES.flatMap((file) =>
    Object.entries(file as Record<string, unknown>).flatMap(([name, value]) =>
      value instanceof z.ZodObject || value instanceof z.ZodDiscriminatedUnion || value instanceof z.ZodArray
        ? [[name, value as z.ZodType] as const]
        : [],
    ),
  ),
);
