import fc from 'fast-check';
import { instantToLocal } from '../time/zone-transitions.ts';
import { cannotWait, quietEnd, USUAL_QUIET } from './quiet-hours.ts';

const at = (iso: string) => Date.parse(iso);
const until = (now: string, zone: string) => {
  const end = quietEnd(at(now), zone, USUAL_QUIET);
  return end === null ? null : new Date(end).toISOString();
};

describe('quiet hours', () => {
  it('hold from ten in the evening until eight in the morning by the reader’s clock', () => {
    expect(until('2026-11-18T16:29:00Z', 'Asia/Kolkata')).toBeNull();
    expect(until('2026-11-18T16:30:00Z', 'Asia/Kolkata')).toBe('2026-11-19T02:30:00.000Z');
    expect(until('2026-11-18T20:00:00Z', 'Asia/Kolkata')).toBe('2026-11-19T02:30:00.000Z');
    expect(until('2026-11-19T02:29:59Z', 'Asia/Kolkata')).toBe('2026-11-19T02:30:00.000Z');
    expect(until('2026-11-19T02:30:00Z', 'Asia/Kolkata')).toBeNull();
    expect(until('2026-11-18T16:30:00Z', 'America/New_York')).toBeNull();
  });

  it('end by the clock on the wall, also in nights with 9 or 11 hours of them', () => {
    expect(until('2026-03-08T03:00:00Z', 'America/New_York')).toBe('2026-03-08T12:00:00.000Z');
    expect(until('2026-11-01T02:00:00Z', 'America/New_York')).toBe('2026-11-01T13:00:00.000Z');
  });

  it('always end at eight, in the future, and never more than eleven hours away', () => {
    const zones = fc.constantFrom(
      'Asia/Kolkata',
      'America/New_York',
      'Europe/Lisbon',
      'Australia/Lord_Howe',
      'Pacific/Apia',
    );
    fc.assert(
      fc.property(fc.integer({ min: at('2020-01-01T00:00Z'), max: at('2035-01-01T00:00Z') }), zones, (now, zone) => {
        const end = quietEnd(now, zone, USUAL_QUIET);
        const { minuteOfDay } = instantToLocal(zone, now);
        expect(end !== null).toBe(minuteOfDay < 480 || minuteOfDay >= 1320);
        if (end === null) return;
        expect(end).toBeGreaterThan(now);
        expect(end - now).toBeLessThanOrEqual(11 * 3_600_000);
        expect(instantToLocal(zone, end).minuteOfDay).toBe(480);
      }),
    );
  });
});

describe('news about a mock', () => {
  it('wait for nothing when it is close', () => {
    const [now, morning] = [at('2026-11-18T18:00:00Z'), at('2026-11-19T02:00:00Z')];
    expect(cannotWait(at('2026-11-19T08:00:00Z'), now, morning)).toBe(true);
    expect(cannotWait(at('2026-11-19T08:00:01Z'), now, morning)).toBe(false);
  });

  it('come at least four hours before it, however long the quiet hours of a batch are', () => {
    const [now, wakes] = [at('2026-11-18T18:00:00Z'), at('2026-11-19T13:00:00Z')];
    expect(cannotWait(at('2026-11-19T16:59:59Z'), now, wakes)).toBe(true);
    expect(cannotWait(at('2026-11-19T17:00:00Z'), now, wakes)).toBe(false);
  });
});
