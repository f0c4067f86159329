import { at, span, everyDay, starts, times } from './sample-request.ts';
import type { SlotRequest } from './slot-request.ts';

describe('notice, horizon and range', () => {
  it('allow a start exactly as far away as the notice', () => {
    const now = at('2026-06-01T08:00Z');
    expect(times({ now, minNoticeMin: 120 })[0]).toBe('10:00');
    expect(times({ now: now + 1, minNoticeMin: 120 })[0]).toBe('10:30');
  });

  it('allow a start exactly as far away as the horizon', () => {
    const now = at('2026-06-01T08:00Z');
    expect(times({ now, maxAheadMin: 120 })).toEqual(['09:00', '09:30', '10:00']);
    expect(times({ now: now - 1, maxAheadMin: 120 })).toEqual(['09:00', '09:30']);
    expect(times({ now, maxAheadMin: null })).toEqual(times({ now }));
  });

  it('filter starts by a window that includes its start and excludes its end', () => {
    expect(times({ range: span('2026-06-01T09:30Z', '2026-06-01T10:30Z') })).toEqual(['09:30', '10:00']);
  });

  it('give nothing for an empty or inverted range', () => {
    expect(times({ range: span('2026-06-01T10:00Z', '2026-06-01T10:00Z') })).toEqual([]);
    expect(times({ range: span('2026-06-02T00:00Z', '2026-06-01T00:00Z') })).toEqual([]);
  });
});

describe('busy time from outside', () => {
  const busy = [span('2026-06-01T10:30Z', '2026-06-01T11:30Z')];

  it('may be touched', () => {
    expect(times({ busy })).toEqual(['09:00', '09:30', '11:30', '12:00']);
  });

  it('is kept clear by the new interview’s buffers', () => {
    expect(times({ busy, stepMin: 5, bufferAfterMin: 15 })).toEqual([
      '09:00',
      '09:05',
      '09:10',
      '09:15',
      '11:30',
      '11:35',
      '11:40',
      '11:45',
      '11:50',
      '11:55',
      '12:00',
    ]);
    expect(times({ busy, stepMin: 5, bufferBeforeMin: 20 }).filter((t) => t > '10:00')).toEqual([
      '11:50',
      '11:55',
      '12:00',
    ]);
  });

  it('blocks nothing when it has no length or a negative one', () => {
    expect(times({ busy: [span('2026-06-01T10:30Z', '2026-06-01T10:30Z')], bufferBeforeMin: 10 })).toEqual(times());
    expect(times({ busy: [span('2026-06-01T11:30Z', '2026-06-01T10:30Z')] })).toEqual(times());
  });

  it('leaves the single start between two that touch the interview on both sides', () => {
    const both = [span('2026-06-01T09:00Z', '2026-06-01T10:00Z'), span('2026-06-01T11:00Z', '2026-06-01T13:00Z')];
    expect(times({ busy: both })).toEqual(['10:00']);
  });

  it('counts from outside the range, overlapping, nested and unordered alike', () => {
    const many = [
      span('2026-06-01T12:30Z', '2026-06-05T00:00Z'),
      span('2026-05-01T00:00Z', '2026-06-01T09:30Z'),
      span('2026-06-01T08:00Z', '2026-06-01T09:10Z'),
      span('2026-06-01T12:40Z', '2026-06-01T12:50Z'),
    ];
    expect(times({ busy: many })).toEqual(['09:30', '10:00', '10:30', '11:00', '11:30']);
  });
});

describe('an existing booking', () => {
  const booked = span('2026-06-01T10:30Z', '2026-06-01T11:30Z');

  it('carries its own buffers, so that the gap between two interviews is after + before', () => {
    const changes = { existingBookings: [booked], stepMin: 5, bufferBeforeMin: 10, bufferAfterMin: 15 };
    expect(times(changes)).toEqual(['09:00', '09:05', '11:55', '12:00']);
  });

  it('keeps the buffers under which it was made', () => {
    const existingBookings = [{ ...booked, bufferBeforeMin: 0, bufferAfterMin: 5 }];
    expect(times({ existingBookings, stepMin: 5, bufferBeforeMin: 10, bufferAfterMin: 15 })).toEqual([
      '09:00',
      '09:05',
      '09:10',
      '09:15',
      '11:45',
      '11:50',
      '11:55',
      '12:00',
    ]);
  });

  it('may be touched when there are no buffers', () => {
    expect(times({ existingBookings: [booked] })).toEqual(['09:00', '09:30', '11:30', '12:00']);
  });
});

describe('the mentor’s caps', () => {
  const week = span('2026-06-01T00:00Z', '2026-06-15T00:00Z');
  const daily = { weeklyRules: everyDay('09:00', '10:00'), range: week };
  const days = (changes: Partial<SlotRequest>): number[] =>
    starts({ ...daily, ...changes }).map((s) => Number(s.slice(8, 10)));
  const booked = (...dates: string[]): { start: number; end: number }[] =>
    dates.map((date) => span(`${date}T20:00Z`, `${date}T21:00Z`));

  it('close a date that has as many bookings as a day may have', () => {
    expect(days({ maxPerDay: 2, existingBookings: booked('2026-06-02', '2026-06-03', '2026-06-03') })).not.toContain(3);
    expect(days({ maxPerDay: 2, existingBookings: booked('2026-06-02', '2026-06-03', '2026-06-03') })).toContain(2);
  });

  it('close an ISO week, Monday to Sunday, and no other', () => {
    expect(days({ maxPerWeek: 1, existingBookings: booked('2026-06-10') })).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(days({ maxPerWeek: 1, existingBookings: booked('2026-06-07') })).toEqual([8, 9, 10, 11, 12, 13, 14]);
  });

  it('count by the local date of the start, also for a booking that ends on the next', () => {
    const overMidnight = [span('2026-06-03T23:30Z', '2026-06-04T00:30Z')];
    expect(days({ maxPerDay: 1, existingBookings: overMidnight }).slice(0, 4)).toEqual([1, 2, 4, 5]);
    const kolkata = { mentorTimeZone: 'Asia/Kolkata', weeklyRules: everyDay('12:00', '13:00') };
    expect(days({ ...kolkata, maxPerDay: 1, existingBookings: overMidnight }).slice(0, 4)).toEqual([1, 2, 3, 5]);
  });

  it('count weeks where the mentor is', () => {
    const sundayInUtc = [span('2026-06-07T23:30Z', '2026-06-08T00:30Z')];
    const kolkata = { mentorTimeZone: 'Asia/Kolkata', weeklyRules: everyDay('12:00', '13:00') };
    expect(days({ maxPerWeek: 1, existingBookings: sundayInUtc })).toEqual([8, 9, 10, 11, 12, 13, 14]);
    expect(days({ ...kolkata, maxPerWeek: 1, existingBookings: sundayInUtc })).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('count bookings outside the range asked for', () => {
    const range = span('2026-06-03T00:00Z', '2026-06-05T00:00Z');
    expect(days({ range, maxPerWeek: 2, existingBookings: booked('2026-06-01', '2026-06-07') })).toEqual([]);
    expect(days({ range, maxPerWeek: 3, existingBookings: booked('2026-06-01', '2026-06-07') })).toEqual([3, 4]);
  });

  it('of none allow none', () => {
    expect(days({ maxPerDay: 0 })).toEqual([]);
    expect(days({ maxPerWeek: 0 })).toEqual([]);
  });

  it('change at local midnight within one stretch of hours', () => {
    const changes = {
      mentorTimeZone: 'Asia/Kolkata',
      weeklyRules: everyDay('00:00', '24:00'),
      stepMin: 60,
      range: span('2026-06-02T17:00Z', '2026-06-02T21:00Z'),
      maxPerDay: 1,
      existingBookings: [span('2026-06-02T06:00Z', '2026-06-02T07:00Z')],
    };
    expect(starts(changes)).toEqual(['2026-06-02T18:30Z', '2026-06-02T19:30Z', '2026-06-02T20:30Z']);
  });
});
