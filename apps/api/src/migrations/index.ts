import { Foundations1764000000001 } from './1764000000001-foundations.ts';
import { Catalog1764000000002 } from './1764000000002-catalog.ts';
import { Scheduling1764000000003 } from './1764000000003-scheduling.ts';
import { Interviews1764000000004 } from './1764000000004-interviews.ts';
import { Feedback1764000000005 } from './1764000000005-feedback.ts';
import { Mail1764000001000 } from './1764000001000-mail.ts';
import { SignIn1764000002000 } from './1764000002000-sign-in.ts';
import { AuthenticatorSetup1764000002001 } from './1764000002001-authenticator-setup.ts';
import { People1764000003000 } from './1764000003000-people.ts';
import { Backups1764000004000 } from './1764000004000-backups.ts';
import { Privacy1764000005000 } from './1764000005000-privacy.ts';
import { BookingRules1764000006000 } from './1764000006000-booking-rules.ts';
import { HoldInOneTrip1764000006100 } from './1764000006100-hold-in-one-trip.ts';
import { MentorHours1764000008000 } from './1764000008000-mentor-hours.ts';
import { BusyCalendars1764000008100 } from './1764000008100-busy-calendars.ts';
import { MeetingLinks1764000008200 } from './1764000008200-meeting-links.ts';
import { Calendars1764000009000 } from './1764000009000-calendars.ts';
import { MessageChoices1764000009001 } from './1764000009001-message-choices.ts';
import { ContentForks1764000010000 } from './1764000010000-content-forks.ts';
import { PracticeAttempts1764000010001 } from './1764000010001-practice-attempts.ts';
import { LedgerForgetsWords1764000012000 } from './1764000012000-ledger-forgets-words.ts';
import { Outcomes1764000013000 } from './1764000013000-outcomes.ts';
import { ExtensionsInStanding1764000013001 } from './1764000013001-extensions-in-standing.ts';
import { Waitlist1764000014000 } from './1764000014000-waitlist.ts';
import { ConfirmInOneTrip1764000016000 } from './1764000016000-confirm-in-one-trip.ts';
import { CheaperBooking1764000017000 } from './1764000017000-cheaper-booking.ts';
import { PackedCalendars1764000017500 } from './1764000017500-packed-calendars.ts';
import { CalledOff1764000040000 } from './1764000040000-called-off.ts';
import { MentorStandings1764000041000 } from './1764000041000-mentor-standings.ts';
import { ConfirmLooksAgain1764000051000 } from './1764000051000-confirm-looks-again.ts';
import { OwnHoldMakesWay1764000051001 } from './1764000051001-own-hold-makes-way.ts';

/** The one ordered history of the schema. Forward only; a landed migration is never edited. */
export const MIGRATIONS = [
  Foundations1764000000001,
  Catalog1764000000002,
  Scheduling1764000000003,
  Interviews1764000000004,
  Feedback1764000000005,
  Mail1764000001000,
  SignIn1764000002000,
  AuthenticatorSetup1764000002001,
  People1764000003000,
  Backups1764000004000,
  Privacy1764000005000,
  BookingRules1764000006000,
  HoldInOneTrip1764000006100,
  MentorHours1764000008000,
  BusyCalendars1764000008100,
  MeetingLinks1764000008200,
  Calendars1764000009000,
  MessageChoices1764000009001,
  ContentForks1764000010000,
  PracticeAttempts1764000010001,
  LedgerForgetsWords1764000012000,
  Outcomes1764000013000,
  ExtensionsInStanding1764000013001,
  Waitlist1764000014000,
  ConfirmInOneTrip1764000016000,
  CheaperBooking1764000017000,
  PackedCalendars1764000017500,
  CalledOff1764000040000,
  MentorStandings1764000041000,
  ConfirmLooksAgain1764000051000,
  OwnHoldMakesWay1764000051001,
];
