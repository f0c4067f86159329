import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderMail } from '../../platform/mail/mail-template.tsx';
import { decideMail, feedbackDueMail, feedbackOverdueMail, missedAgainMail } from './duty-mails.ts';
import {
  bookedMail,
  cancelledMail,
  feedbackReadyMail,
  handedOverMail,
  movedMail,
  newMentorMail,
  newPlaceMail,
  reminderMail,
  takenOverMail,
  type InterviewFacts,
  type Words,
} from './interview-mails.ts';
import { claimedMail, disputedMail, lateMail, loggedMail, settledMail, withdrawnMail } from './outcome-mails.ts';
import { applicationsMail, placeMail, staffWelcomeMail, type PlaceFacts } from './place-mails.ts';
import { requestDeclinedMail, swapAskedMail, timesOfferedMail, type AskedMock } from './request-mails.ts';
import { backupFailedMail, supplyLowMail } from './staff-mails.ts';
import { clashMail } from './tell-about-clashes.ts';
import { offeredMail, offerRanOutMail, waitingEndedMail } from './waitlist-mails.ts';

const ORIGIN = 'https://dryrun.example.org';
/** A New York mentor and a learner in Kolkata, in the week in which New York's clocks go back. */
const ASHA = { name: 'Asha Kulkarni', timeZone: 'Asia/Kolkata' };
const CLAIRE = { name: 'Claire Okafor', timeZone: 'America/New_York' };
const BEFORE_THE_CHANGE = new Date('2026-10-30T13:30:00Z');
const AFTER_THE_CHANGE = new Date('2026-11-02T13:30:00Z');
const PLACE = 'https://meet.example.org/a-rather-long-name-of-a-room-that-nobody-would-type-by-hand';

const learner: InterviewFacts = {
  reader: { timeZone: ASHA.timeZone, role: 'learner' },
  other: CLAIRE,
  formatTitle: 'System design',
  minutes: 45,
  startsAt: AFTER_THE_CHANGE,
  url: `${ORIGIN}/interviews/01890000-0000-7000-8000-000000000000`,
};
const mentor: InterviewFacts = { ...learner, reader: { timeZone: CLAIRE.timeZone, role: 'mentor' }, other: ASHA };
const asked: AskedMock = {
  reader: { timeZone: CLAIRE.timeZone },
  learner: ASHA,
  mentor: { name: 'Dev Malhotra', timeZone: 'Asia/Kolkata' },
  formatTitle: 'System design',
  minutes: 45,
  startsAt: AFTER_THE_CHANGE,
  url: learner.url,
};
const place = (facts: Pick<PlaceFacts, 'event' | 'before' | 'state'>): Words => {
  const words = placeMail({ ...facts, batchName: 'Batch 07', beginsOn: 'Mon, 14 Dec', publicUrl: ORIGIN });
  if (!words) throw new Error(`nobody is told of ${facts.event}`);
  return words;
};

const overseen = {
  reader: ASHA,
  mentorName: CLAIRE.name,
  learnerName: ASHA.name,
  formatTitle: 'System design',
  startsAt: BEFORE_THE_CHANGE,
  batchName: 'Batch 07',
  url: learner.url,
};
const offer = {
  timeZone: ASHA.timeZone,
  mentor: CLAIRE,
  formatTitle: 'System design',
  minutes: 45,
  startsAt: AFTER_THE_CHANGE,
  expiresAt: BEFORE_THE_CHANGE,
  url: `${ORIGIN}/book`,
};

const SAMPLES: Record<string, Words> = {
  due: feedbackDueMail(mentor, 'first_reminder', AFTER_THE_CHANGE),
  overdue: feedbackOverdueMail(overseen, AFTER_THE_CHANGE),
  decide: decideMail(overseen),
  'missed-again': missedAgainMail(overseen, ASHA.name, 2),
  claimed: claimedMail(learner, 'did_not_come', AFTER_THE_CHANGE, false),
  disputed: disputedMail(mentor, 'was_there'),
  'claim-withdrawn': withdrawnMail(learner),
  settled: settledMail(learner, 'technical_failure', 'silence'),
  late: lateMail(learner, 10, AFTER_THE_CHANGE),
  logged: loggedMail(learner),
  offered: offeredMail(offer),
  'offer-ran-out': offerRanOutMail(offer, `${ORIGIN}/book`),
  'waiting-ended': waitingEndedMail('passed', 'Batch 07', `${ORIGIN}/book`),
  booked: bookedMail(learner, 'you'),
  'booked-mentor': bookedMail(mentor, 'other'),
  moved: movedMail(learner, 'other', BEFORE_THE_CHANGE),
  'moved-mentor': movedMail(mentor, 'staff', BEFORE_THE_CHANGE),
  'new-mentor': newMentorMail(learner, BEFORE_THE_CHANGE),
  'taken-over': takenOverMail(mentor),
  'handed-over': handedOverMail(mentor),
  'new-place': newPlaceMail(learner, 'other', PLACE),
  'no-place': newPlaceMail(learner, 'other', null),
  cancelled: cancelledMail(learner, 'other'),
  reminder: reminderMail(learner, PLACE),
  clash: clashMail(learner),
  feedback: feedbackReadyMail(learner),
  'times-offered': timesOfferedMail({ ...asked, reader: ASHA, mentor: CLAIRE }, [
    new Date('2026-11-03T13:30:00Z'),
    new Date('2026-11-04T14:00:00Z'),
  ]),
  'swap-asked': swapAskedMail(asked, { name: 'Kavya Rao', isMentor: false }),
  declined: requestDeclinedMail(asked, 'swap', 'Dev Malhotra'),
  'place-accepted': place({ event: 'approve', before: 'applied', state: 'enrolled' }),
  'place-line': place({ event: 'approve', before: 'applied', state: 'waitlisted' }),
  'place-promoted': place({ event: 'promote', before: 'waitlisted', state: 'active' }),
  'place-refused': place({ event: 'decline', before: 'applied', state: 'removed' }),
  'place-ended': place({ event: 'remove', before: 'active', state: 'removed' }),
  welcome: staffWelcomeMail('a mentor', 'Batch 07', true, ORIGIN),
  applications: applicationsMail('Batch 07', `${ORIGIN}/batches/1/people`),
  supply: supplyLowMail({ format: 'System design', track: 'Kubernetes', level: 'senior' }, ORIGIN),
  backup: backupFailedMail(
    { startedAt: BEFORE_THE_CHANGE, isNightly: true, error: 'The disk is full: no room is left in the folder.' },
    'Asia/Kolkata',
    ORIGIN,
  ),
};

/** MAIL_SAMPLES=FOLDER writes them there, to be looked at in a browser. */
const folder = process.env['MAIL_SAMPLES'];

describe('a mail about a mock', () => {
  const when = (words: Words) =>
    Object.fromEntries(words.body.blocks.flatMap((block) => ('facts' in block ? block.facts : [])));

  it('says its time by the reader’s clock, and the other person’s beside it, on both sides of a clock change', () => {
    expect(when(movedMail(learner, 'other', BEFORE_THE_CHANGE))).toMatchObject({
      When: 'Mon, 2 Nov, 7:00 pm IST (8:30 am EST for Claire Okafor)',
      'Until now': 'Fri, 30 Oct, 7:00 pm IST',
    });
    expect(when(movedMail(mentor, 'staff', BEFORE_THE_CHANGE))).toMatchObject({
      When: 'Mon, 2 Nov, 8:30 am EST (7:00 pm IST for Asha Kulkarni)',
      'Until now': 'Fri, 30 Oct, 9:30 am EDT',
    });
  });

  it('names the day too when it is another one there', () => {
    const late = { ...learner, startsAt: new Date('2026-11-02T02:00:00Z') };
    expect(when(bookedMail(late, 'you'))['When']).toBe(
      'Mon, 2 Nov, 7:30 am IST (Sun, 1 Nov, 9:00 pm EST for Claire Okafor)',
    );
  });
});

describe('a step that its learner took themselves, or that changes nothing for them', () => {
  it.each([
    { event: 'withdraw', before: 'active', state: 'withdrawn' },
    { event: 'begin', before: 'enrolled', state: 'active' },
    { event: 'resume', before: 'paused', state: 'active' },
    { event: 'transfer', before: 'active', state: 'transferred' },
  ] as const)('is no mail: $event', (step) => {
    expect(placeMail({ ...step, batchName: 'Batch 07', beginsOn: null, publicUrl: ORIGIN })).toBeNull();
  });
});

describe.each(Object.entries(SAMPLES))('the mail %s', (name, words) => {
  it('says the same as text and as HTML, loads nothing from anywhere, and fits into a line of an inbox', async () => {
    const { text, html } = await renderMail(words.subject, words.body, ORIGIN);
    const seen = html
      .replace(/<(head|style)[\s\S]*?<\/\1>/g, '')
      .replace(/<!--.*?-->/g, '')
      .replace(/<[^>]+>/g, ' ')
      .replaceAll('&#x27;', "'")
      .replaceAll('&amp;', '&')
      .replace(/\s+/g, ' ');
    for (const line of text.split('\n').filter((l) => l.trim() !== '' && !l.startsWith('--') && !/^https?:/.test(l)))
      for (const piece of line.replace(/:$/, '').split(/^([^:]{1,12}): /)) expect(seen).toContain(piece.trim());
    expect(html).not.toMatch(/<(script|img|link|iframe)\b|url\(/);
    expect(`${words.subject}${text}`).not.toMatch(/undefined|null|NaN|\[object/);
    expect(words.subject.length).toBeLessThanOrEqual(100);
    expect(words.why).toMatch(/^[A-Z].*\.$/);
    for (const [, href] of html.matchAll(/href="([^"]+)"/g)) expect(href).toMatch(/^https:\/\/dryrun\.example\.org\//);
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${name}.html`), html);
    writeFileSync(join(folder, `${name}.txt`), `Subject: ${words.subject}\n\n${text}`);
  });
});
