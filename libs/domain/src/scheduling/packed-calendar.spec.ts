import fc from 'fast-check';
import { MINUTE } from '../time/zone-transitions.ts';
import { BOOKED_AS, CalendarReader, type PackedCalendar } from './packed-calendar.ts';
import { at } from './sample-request.ts';

const HOURS = [
  'Asia/Kolkata',
  [{ weekday: 1, start: '18:00', end: '21:00' }],
  [{ onDate: '2026-06-08', intervals: [{ start: '09:00', end: '10:00' }] }],
  [{ fromOn: '2026-07-01', untilOn: '2026-07-05' }],
  [{ fromOn: '2026-08-01', untilOn: '2026-08-09', timeZone: 'Europe/Berlin' }],
  { maxPerDay: 1 },
];

const packed = (changes: Partial<PackedCalendar> = {}): PackedCalendar => ({
  personId: 'somebody',
  hours: JSON.stringify(HOURS),
  booked: null,
  outside: null,
  ...changes,
});
const start = at('2026-06-01T10:00Z');
const end = start + 45 * MINUTE;

describe('a packed calendar', () => {
  it('gives hours and limits as the engine reads them', () => {
    expect(new CalendarReader().read(packed())).toEqual({
      personId: 'somebody',
      offers: {
        hours: {
          timeZone: 'Asia/Kolkata',
          rules: [{ weekday: 1, start: '18:00', end: '21:00' }],
          exceptions: [{ date: '2026-06-08', intervals: [{ start: '09:00', end: '10:00' }] }],
          timeOff: [{ from: '2026-07-01', until: '2026-07-05' }],
          stays: [{ from: '2026-08-01', until: '2026-08-09', timeZone: 'Europe/Berlin' }],
        },
        limits: { maxPerDay: 1 },
      },
      mentoring: [],
      learning: [],
      outside: [],
    });
  });

  it('offers nothing when nothing was published', () => {
    expect(new CalendarReader().read(packed({ hours: null })).offers).toBeNull();
  });

  it('keeps a booking with the buffers under which it was made', () => {
    const booked = [BOOKED_AS.mentor, start, end, start - 5 * MINUTE, end + 15 * MINUTE].join(',');
    expect(new CalendarReader().read(packed({ booked })).mentoring).toEqual([
      { start, end, bufferBeforeMin: 5, bufferAfterMin: 15 },
    ]);
  });

  it('lets a used booking count and block nothing', () => {
    const booked = [BOOKED_AS.mentorUsed, start, end, start, end].join(',');
    expect(new CalendarReader().read(packed({ booked })).mentoring).toMatchObject([{ start, end: start }]);
  });

  it('blocks all that is kept free for a booking in another role', () => {
    const mine = [BOOKED_AS.mentor, start, end, start, end];
    const theirs = [BOOKED_AS.other, end, end + MINUTE, end - MINUTE, end + 2 * MINUTE];
    const { mentoring, learning } = new CalendarReader().read(packed({ booked: [...mine, ...theirs].join(',') }));
    expect(mentoring).toHaveLength(1);
    expect(learning).toEqual([{ start: end - MINUTE, end: end + 2 * MINUTE }]);
  });

  it('reads any list of appointments exactly, those before 1970 too', () => {
    const instants = fc.integer({ min: -8_640_000_000_000, max: 8_640_000_000_000 });
    const reader = new CalendarReader();
    fc.assert(
      fc.property(fc.array(fc.record({ start: instants, end: instants }), { minLength: 1 }), (times) => {
        const outside = times.map((t) => `${t.start},${t.end}`).join(',');
        expect(reader.read(packed({ outside })).outside).toEqual(times);
      }),
    );
  });

  it('keeps apart what was read from what is read next', () => {
    const reader = new CalendarReader();
    const first = reader.read(packed({ outside: `${start},${end}` }));
    reader.read(packed({ outside: `1,2` }));
    expect(first.outside).toEqual([{ start, end }]);
  });

  it('means the same hours by the same text, and notices the smallest change', () => {
    const reader = new CalendarReader();
    const changed = JSON.stringify(HOURS).replace('21:00', '21:30');
    expect(reader.read(packed()).offers).toBe(reader.read(packed()).offers);
    expect(reader.read(packed({ hours: changed })).offers?.hours.rules).toEqual([
      { weekday: 1, start: '18:00', end: '21:30' },
    ]);
  });

  it('is refused when its numbers are none', () => {
    expect(() => new CalendarReader().read(packed({ outside: '1.5,2' }))).toThrow(RangeError);
  });
});
