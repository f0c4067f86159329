import { explainSlots, openSlots } from './open-slots.ts';
import type { SlotReason } from './open-slots.ts';
import { at, iso, span, rule, request } from './sample-request.ts';
import type { SlotRequest } from './slot-request.ts';

describe('the explanation', () => {
  const reasons = (changes: Partial<SlotRequest>): Record<string, SlotReason[]> =>
    Object.fromEntries(explainSlots(request(changes)).candidates.map((c) => [iso(c.start).slice(11, 16), c.reasons]));

  it('names for each candidate what closed it', () => {
    expect(
      reasons({
        stepMin: 60,
        weeklyRules: [rule(1, '06:00', '18:00')],
        now: at('2026-06-01T06:30Z'),
        minNoticeMin: 30,
        maxAheadMin: 600,
        bufferBeforeMin: 10,
        busy: [span('2026-06-01T08:00Z', '2026-06-01T08:30Z'), span('2026-06-01T09:55Z', '2026-06-01T10:00Z')],
        existingBookings: [
          span('2026-06-01T12:00Z', '2026-06-01T13:00Z'),
          span('2026-06-01T15:00Z', '2026-06-01T15:50Z'),
        ],
      }),
    ).toEqual({
      '06:00': ['notice'],
      '07:00': [],
      '08:00': ['busy'],
      '09:00': ['busy'],
      '10:00': ['busy_buffer'],
      '11:00': ['booked_buffer'],
      '12:00': ['booked'],
      '13:00': ['booked_buffer'],
      '14:00': ['booked_buffer'],
      '15:00': ['booked'],
      '16:00': [],
      '17:00': ['horizon'],
    });
  });

  it('names every reason, not just the first', () => {
    const changes = {
      weeklyRules: [rule(1, '09:00', '10:00')],
      now: at('2026-06-01T08:30Z'),
      minNoticeMin: 60,
      busy: [span('2026-06-01T09:00Z', '2026-06-01T09:30Z')],
      existingBookings: [span('2026-06-01T09:30Z', '2026-06-01T10:30Z')],
      maxPerDay: 1,
      maxPerWeek: 1,
    };
    expect(reasons(changes)).toEqual({ '09:00': ['notice', 'busy', 'booked', 'daily_limit', 'weekly_limit'] });
  });

  it('says when there are no hours, and when there are hours but no room', () => {
    expect(explainSlots(request({ weeklyRules: [] }))).toEqual({ availability: 'none', candidates: [] });
    expect(explainSlots(request({ weeklyRules: [rule(2, '09:00', '12:00')] })).availability).toBe('none');
    expect(explainSlots(request({ weeklyRules: [rule(1, '09:00', '09:45')] }))).toEqual({
      availability: 'no_room',
      candidates: [],
    });
    expect(explainSlots(request({ range: span('2026-06-01T12:30Z', '2026-06-01T12:40Z') })).availability).toBe(
      'no_room',
    );
    expect(explainSlots(request()).availability).toBe('offered');
    expect(explainSlots(request({ range: span('2026-06-02T00:00Z', '2026-06-01T00:00Z') })).availability).toBe('none');
  });
});

describe('a request that cannot be meant', () => {
  it.each<[keyof SlotRequest, Partial<SlotRequest>]>([
    ['durationMin', { durationMin: 0 }],
    ['stepMin', { stepMin: 0 }],
    ['stepMin', { stepMin: NaN }],
    ['bufferBeforeMin', { bufferBeforeMin: -1 }],
    ['bufferAfterMin', { bufferAfterMin: 0.5 }],
    ['minNoticeMin', { minNoticeMin: -1 }],
    ['maxAheadMin', { maxAheadMin: -1 }],
    ['now', { now: NaN }],
    ['range', { range: { start: NaN, end: 1 } }],
    ['range', { range: { start: 0, end: Infinity } }],
  ])('is stopped with the name of the field: %s', (field, changes) => {
    expect(() => openSlots(request(changes))).toThrow(`slot request: ${field}`);
    expect(() => explainSlots(request(changes))).toThrow(`slot request: ${field}`);
  });

  it('is stopped when its zone does not exist', () => {
    expect(() => openSlots(request({ mentorTimeZone: 'Mars/Olympus' }))).toThrow('not a time zone: Mars/Olympus');
  });
});
