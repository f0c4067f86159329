import fc from 'fast-check';
import ICAL from 'ical.js';
import { createTransport } from 'nodemailer';
import { partOf, readLetter } from '../../../test/letter-reader.ts';
import { readCalendar } from '../../../test/small-calendar.ts';
import { calendarFile, calendarMessage, type CalendarEntry } from './calendar-text.ts';

const ENTRY: CalendarEntry = {
  uid: 'mock-1@dryrun',
  sequence: 3,
  isCancelled: false,
  changedAt: '2026-11-18T10:30:00.000Z',
  startsAt: '2026-11-26T14:00:00.000Z',
  endsAt: '2026-11-26T14:45:00.000Z',
  title: 'Mock interview with Dev Malhotra',
  description: 'System design, 45 minutes',
  url: 'https://dryrun.example.org/interviews/1',
  place: 'https://meet.example.org/dev',
};
const PARTIES = {
  organizer: { name: 'Dryrun', address: 'dryrun@example.org' },
  attendee: { name: 'Asha Kulkarni', address: 'asha@example.org' },
};

/** What people paste, and what somebody would write who wants to add a line of their own. */
const nasty = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(
        '\r\nATTENDEE:mailto:thief@example.org',
        '\nBEGIN:VALARM',
        '\rEND:VEVENT',
        '\r\n ',
        '\u2028METHOD:CANCEL',
        '\u0085UID:other',
        '\\n\\,',
        '";X=":',
        "^n^'",
        ',;:"',
        '👩🏽‍💻'.repeat(20),
        'שלום \u202e',
        'क्षत्रिय',
        '\u0000\u0007',
        '\ud800',
        '=?utf-8?Q?=0D=0ABcc:_thief@example.org?=',
        'x'.repeat(200),
      ),
    ),
    { maxLength: 6 },
  )
  .map((pieces) => pieces.join(''));

/** The text as it may arrive: control characters and line ends are spaces or line breaks, nothing else is lost. */
const flat = (text: string) =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();

describe('an entry as text', () => {
  it('cannot be given a line, a property or a second entry by any text in it', () => {
    fc.assert(
      fc.property(nasty, nasty, nasty, nasty, fc.boolean(), (title, description, organizer, attendee, isCancelled) => {
        const text = calendarMessage(
          { ...ENTRY, title, description, isCancelled },
          {
            organizer: { ...PARTIES.organizer, name: organizer },
            attendee: { ...PARTIES.attendee, name: attendee },
          },
        );
        const { method, events } = readCalendar(text);
        expect(method).toBe(isCancelled ? 'CANCEL' : 'REQUEST');
        expect(events).toEqual([
          {
            uid: ENTRY.uid,
            sequence: 3,
            startsAt: ENTRY.startsAt,
            endsAt: ENTRY.endsAt,
            title: flat(title),
            place: ENTRY.place,
            organizer: 'mailto:dryrun@example.org',
            attendees: [expect.stringMatching(/^mailto:asha@example\.org$/i)],
          },
        ]);
        const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
        const [event] = calendar.getAllSubcomponents();
        expect(calendar.getAllSubcomponents()).toHaveLength(1);
        expect(event?.getAllSubcomponents()).toHaveLength(0);
        expect(flat(String(event?.getFirstPropertyValue('description') ?? ''))).toBe(flat(description));
        expect(new Set(event?.getAllProperties().map((p) => p.name))).toEqual(
          new Set(
            [
              'uid',
              'sequence',
              'dtstamp',
              'dtstart',
              'dtend',
              'summary',
              'location',
              'organizer',
              'attendee',
              'url',
              'status',
            ].concat(
              event?.getFirstProperty('description') ? ['description'] : [],
              event?.getFirstProperty('transp') ? ['transp'] : [],
            ),
          ),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('is the same bytes every time', () => {
    expect(calendarMessage(ENTRY, PARTIES)).toBe(calendarMessage({ ...ENTRY }, PARTIES));
    expect(calendarFile([ENTRY], { name: 'Mocks' })).toBe(calendarFile([{ ...ENTRY }], { name: 'Mocks' }));
  });

  it('says its times in UTC and asks for no answer', () => {
    const text = calendarMessage(ENTRY, PARTIES);
    expect(text).toContain('\r\nDTSTART:20261126T140000Z\r\nDTEND:20261126T144500Z\r\n');
    expect(text.replace(/\r\n /g, '')).toMatch(/ATTENDEE;.*PARTSTAT=ACCEPTED;.*RSVP=FALSE/);
    expect(text).not.toContain('VALARM');
  });

  it('leads to web pages only', () => {
    expect(() => calendarFile([{ ...ENTRY, place: 'javascript:alert(1)' }])).toThrow('javascript:');
    expect(calendarFile([{ ...ENTRY, place: 'https://meet.example.org/a\r\nX-EVIL:1' }])).not.toMatch(/^X-EVIL/m);
  });

  it('holds nothing, or many entries, for those who subscribe', () => {
    expect(readCalendar(calendarFile([], { name: 'Mocks' })).events).toEqual([]);
    const entries = Array.from({ length: 5 }, (_, i) => ({ ...ENTRY, uid: `mock-${i}@dryrun` }));
    expect(readCalendar(calendarFile(entries)).events.map((e) => e.uid)).toEqual(entries.map((e) => e.uid));
  });
});

describe('a letter that carries it', () => {
  it('cannot be given a header by any name or subject, and brings the entry whole', async () => {
    const { oneLine } = await import('../mail/mail-address.ts');
    const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
    await fc.assert(
      fc.asyncProperty(nasty, nasty, async (name, subject) => {
        const info = await transport.sendMail({
          from: { name: oneLine(name), address: 'dryrun@example.org' },
          to: { name: oneLine(name), address: 'asha@example.org' },
          subject: oneLine(subject),
          messageId: '<mock-1@dryrun.example.org>',
          date: new Date('2026-11-18T10:30:00Z'),
          text: subject.toWellFormed(),
          alternatives: [
            {
              content: calendarMessage({ ...ENTRY, title: subject }, PARTIES),
              contentType: 'text/calendar; charset=utf-8; method=REQUEST',
              contentTransferEncoding: 'base64',
            },
          ],
        });
        const letter = readLetter((info.message as Buffer).toString('utf8'));
        expect([...letter.headers.keys()].sort()).toEqual(
          [
            'content-transfer-encoding',
            'content-type',
            'date',
            'from',
            'message-id',
            'mime-version',
            'subject',
            'to',
          ].filter((h) => letter.headers.has(h)),
        );
        expect(info.envelope).toEqual({ from: 'dryrun@example.org', to: ['asha@example.org'] });
        const part = partOf(letter, 'text/calendar');
        expect(part?.parameters.get('method')).toBe('REQUEST');
        expect(readCalendar(part?.text ?? '').events[0]?.title).toBe(flat(subject));
      }),
      { numRuns: 60 },
    );
  });
});
