import fc from 'fast-check';
import { HOUR, instantToLocal, MINUTE } from '../time/zone-transitions.ts';
import { quietEnd } from '../notifications/quiet-hours.ts';
import { afterWaking, offerUntil, SHORTEST_OFFER_MINUTES } from './offer-clock.ts';

const NIGHT = { fromHour: 22, untilHour: 8 };
const at = (iso: string) => Date.parse(iso);
const iso = (t: number) => new Date(t).toISOString();
const KOLKATA = 'Asia/Kolkata';

describe('the clock of an offer', () => {
  it('counts only waking minutes: ten before ten in the evening, twenty after eight', () => {
    // 21:50 in Kolkata.
    expect(iso(afterWaking(at('2026-11-18T16:20:00Z'), 30, KOLKATA, NIGHT))).toBe('2026-11-19T02:50:00.000Z');
    expect(iso(afterWaking(at('2026-11-18T10:30:00Z'), 30, KOLKATA, NIGHT))).toBe('2026-11-18T11:00:00.000Z');
    expect(iso(afterWaking(at('2026-11-18T20:00:00Z'), 30, KOLKATA, NIGHT))).toBe('2026-11-19T03:00:00.000Z');
  });

  it('runs on through the night where there are no quiet hours', () => {
    const never = { fromHour: 8, untilHour: 8 };
    expect(quietEnd(at('2026-11-18T20:00:00Z'), KOLKATA, never)).toBeNull();
    expect(afterWaking(at('2026-11-18T20:00:00Z'), 30, KOLKATA, never)).toBe(at('2026-11-18T20:30:00Z'));
  });

  it('knows quiet hours that lie within one day', () => {
    const early = { fromHour: 1, untilHour: 6 };
    expect(quietEnd(at('2026-11-18T19:00:00Z'), KOLKATA, early)).toBeNull();
    expect(iso(quietEnd(at('2026-11-18T20:00:00Z'), KOLKATA, early) ?? 0)).toBe('2026-11-19T00:30:00.000Z');
  });

  it('keeps to the wall clock in nights of 9 and of 11 hours', () => {
    const zone = 'America/New_York';
    const life = (now: string) => iso(afterWaking(at(now), 30, zone, NIGHT));
    expect(life('2026-03-08T02:50:00Z')).toBe('2026-03-08T12:20:00.000Z');
    expect(life('2026-11-01T01:50:00Z')).toBe('2026-11-01T13:20:00.000Z');
  });
});

describe('an offer', () => {
  const ask = (now: string, bookableUntil: string, minutes = 30) =>
    offerUntil({ now: at(now), minutes, timeZone: KOLKATA, quiet: NIGHT, bookableUntil: at(bookableUntil) });

  it('is not made at night, nor when there is no time left to answer it', () => {
    expect(ask('2026-11-18T20:00:00Z', '2026-11-25T10:00:00Z')).toBe('asleep');
    expect(ask('2026-11-18T10:30:00Z', '2026-11-18T10:44:59Z')).toBe('too_near');
    expect(ask('2026-11-18T10:30:00Z', '2026-11-18T10:34:00Z', 5)).toBe('too_near');
  });

  it('is shortened to the last moment at which the time can be booked', () => {
    expect(ask('2026-11-18T10:30:00Z', '2026-11-18T10:45:00Z')).toBe(at('2026-11-18T10:45:00Z'));
    expect(ask('2026-11-18T10:30:00Z', '2026-11-25T10:00:00Z')).toBe(at('2026-11-18T11:00:00Z'));
  });

  it('always ends awake, with exactly its waking minutes unless the booking limit cuts it, and never beyond that', () => {
    const zones = fc.constantFrom(KOLKATA, 'America/New_York', 'Europe/Lisbon', 'Australia/Lord_Howe', 'Pacific/Apia');
    const hours = fc.integer({ min: 0, max: 23 });
    fc.assert(
      fc.property(
        fc.integer({ min: at('2020-01-01T00:00Z') / MINUTE, max: at('2035-01-01T00:00Z') / MINUTE }),
        zones,
        hours,
        hours,
        fc.integer({ min: 5, max: 24 * 60 }),
        fc.integer({ min: 0, max: 72 * 60 }),
        (minute, timeZone, fromHour, untilHour, minutes, ahead) => {
          const now = minute * MINUTE;
          const quiet = { fromHour, untilHour };
          const bookableUntil = now + ahead * MINUTE;
          const end = offerUntil({ now, minutes, timeZone, quiet, bookableUntil });
          if (end === 'asleep') return expect(quietEnd(now, timeZone, quiet)).toBeGreaterThan(now);
          const isQuiet = (t: number) => quietEnd(t, timeZone, quiet) !== null;
          const waking = (until: number) => {
            let n = 0;
            for (let t = now; t < until; t += MINUTE) if (!isQuiet(t)) n += 1;
            return n;
          };
          if (end === 'too_near') {
            return expect(waking(bookableUntil)).toBeLessThan(Math.min(minutes, SHORTEST_OFFER_MINUTES));
          }
          expect(end).toBeGreaterThan(now);
          expect(end).toBeLessThanOrEqual(bookableUntil);
          expect(waking(end)).toBeLessThanOrEqual(minutes);
          if (end < bookableUntil) expect(waking(end)).toBe(minutes);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('quiet hours', () => {
  it('end in the future, on the hour that was said, within a day', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: at('2020-01-01T00:00Z'), max: at('2035-01-01T00:00Z') }),
        fc.constantFrom(KOLKATA, 'America/New_York', 'Europe/Lisbon'),
        (now, zone) => {
          const end = quietEnd(now, zone, NIGHT);
          const { minuteOfDay } = instantToLocal(zone, now);
          expect(end !== null).toBe(minuteOfDay < 480 || minuteOfDay >= 1320);
          if (end === null) return;
          expect(end).toBeGreaterThan(now);
          expect(end - now).toBeLessThanOrEqual(11 * HOUR);
          expect(instantToLocal(zone, end).minuteOfDay).toBe(480);
        },
      ),
    );
  });
});
