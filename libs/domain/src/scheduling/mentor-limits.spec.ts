import fc from 'fast-check';
import { DEFAULT_POLICY } from '../cohorts/batch-policy.ts';
import { bookingLimits } from './mentor-limits.ts';
import { openSlots } from './open-slots.ts';
import { everyDay, request, span } from './sample-request.ts';

const policy = {
  ...DEFAULT_POLICY,
  bufferMinutes: 10,
  slotStepMinutes: 30,
  noticeMinutes: 720,
  mentorMaxPerDay: 2,
  mentorMaxPerWeek: 4,
};

describe('a mentor’s own limits', () => {
  it('are the batch’s when the mentor asks for nothing', () => {
    const batch = {
      bufferBeforeMinutes: 10,
      bufferAfterMinutes: 10,
      stepMinutes: 30,
      noticeMinutes: 720,
      maxPerDay: 2,
      maxPerWeek: 4,
    };
    expect(bookingLimits(policy)).toEqual(batch);
    expect(bookingLimits(policy, { maxPerDay: null, noticeMinutes: null })).toEqual(batch);
  });

  it('count where they are stricter, and have no effect where they are laxer', () => {
    expect(bookingLimits(policy, { bufferAfterMinutes: 20, noticeMinutes: 1440, maxPerDay: 1 })).toMatchObject({
      bufferBeforeMinutes: 10,
      bufferAfterMinutes: 20,
      noticeMinutes: 1440,
      maxPerDay: 1,
      maxPerWeek: 4,
    });
    expect(
      bookingLimits(policy, {
        bufferBeforeMinutes: 0,
        bufferAfterMinutes: 5,
        stepMinutes: 15,
        noticeMinutes: 0,
        maxPerDay: 9,
        maxPerWeek: 9,
      }),
    ).toEqual(bookingLimits(policy));
  });

  it('never open more times than the batch’s rules alone', () => {
    const maybe = (max: number) => fc.option(fc.integer({ min: 0, max }), { nil: null });
    const own = fc.record({
      bufferBeforeMinutes: maybe(60),
      bufferAfterMinutes: maybe(60),
      noticeMinutes: maybe(3000),
      maxPerDay: maybe(4),
      maxPerWeek: maybe(8),
    });
    const starts = (limits: ReturnType<typeof bookingLimits>) =>
      openSlots(
        request({
          weeklyRules: everyDay('09:00', '18:00'),
          existingBookings: [span('2026-06-01T12:00Z', '2026-06-01T12:45Z')],
          stepMin: limits.stepMinutes,
          bufferBeforeMin: limits.bufferBeforeMinutes,
          bufferAfterMin: limits.bufferAfterMinutes,
          minNoticeMin: limits.noticeMinutes,
          maxPerDay: limits.maxPerDay,
          maxPerWeek: limits.maxPerWeek,
          now: Date.parse('2026-05-31T20:00Z'),
          range: span('2026-06-01T00:00Z', '2026-06-05T00:00Z'),
        }),
      ).starts;
    const all = new Set(starts(bookingLimits(policy)));
    expect(all.size).toBeGreaterThan(20);
    fc.assert(
      fc.property(own, (limits) => {
        expect(starts(bookingLimits(policy, limits)).filter((s) => !all.has(s))).toEqual([]);
      }),
    );
  });
});
