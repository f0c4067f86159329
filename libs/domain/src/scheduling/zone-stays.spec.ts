import fc from 'fast-check';
import { toDayNumber, toLocalDate } from '../time/local-date.ts';
import { DAY, HOUR, zoneClock } from '../time/zone-transitions.ts';
import { at, iso } from './sample-request.ts';
import { mentorDays, zoneOfDate, zoneStretches } from './zone-stays.ts';
import type { ZoneStay } from './zone-stays.ts';

const stay = (from: string, until: string, timeZone: string): ZoneStay => ({ from, until, timeZone });
const stretches = (home: string, ...stays: ZoneStay[]): string[] =>
  zoneStretches(home, stays).map(({ clock, from }) => `${clock.timeZone} ${Number.isFinite(from) ? iso(from) : '-'}`);

describe('which clock is in force', () => {
  it('is the home clock when nobody travels', () => {
    expect(stretches('Asia/Kolkata')).toEqual(['Asia/Kolkata -']);
  });

  it('turns when the first date has begun there, and back when the last one is over there', () => {
    expect(stretches('Asia/Kolkata', stay('2026-06-03', '2026-06-10', 'Europe/Berlin'))).toEqual([
      'Asia/Kolkata -',
      'Europe/Berlin 2026-06-02T22:00Z',
      'Asia/Kolkata 2026-06-10T22:00Z',
    ]);
  });

  it('goes from one stay to the next without a night at home between them, in whatever order they are listed', () => {
    expect(
      stretches(
        'Asia/Kolkata',
        stay('2026-06-05', '2026-06-06', 'America/New_York'),
        stay('2026-06-03', '2026-06-04', 'Europe/Berlin'),
      ),
    ).toEqual([
      'Asia/Kolkata -',
      'Europe/Berlin 2026-06-02T22:00Z',
      'America/New_York 2026-06-05T04:00Z',
      'Asia/Kolkata 2026-06-07T04:00Z',
    ]);
  });

  it('leaves a stay out that is over on its clock before it could begin', () => {
    expect(
      stretches(
        'Etc/GMT+12',
        stay('2026-06-03', '2026-06-03', 'Pacific/Kiritimati'),
        stay('2026-06-04', '2026-06-05', 'Pacific/Apia'),
      ),
    ).toEqual(['Etc/GMT+12 -', 'Pacific/Apia 2026-06-03T12:00Z', 'Etc/GMT+12 2026-06-06T12:00Z']);
  });

  it('names the zone of each date', () => {
    const stays = [stay('2026-06-03', '2026-06-04', 'Europe/Berlin')];
    expect(['2026-06-02', '2026-06-03', '2026-06-04', '2026-06-05'].map((d) => zoneOfDate('UTC', stays, d))).toEqual([
      'UTC',
      'Europe/Berlin',
      'Europe/Berlin',
      'UTC',
    ]);
  });
});

describe('the dates of somebody who travels', () => {
  const ZONES = ['UTC', 'Asia/Kolkata', 'America/New_York', 'Pacific/Kiritimati', 'Etc/GMT+12', 'Pacific/Apia'];
  const journey = fc
    .tuple(
      fc.constantFrom(...ZONES),
      fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.nat(3), fc.constantFrom(...ZONES)), { maxLength: 4 }),
    )
    .map(([home, legs]) => {
      let day = toDayNumber('2026-03-05');
      const stays = legs.map(([gap, length, zone]) => {
        const from = day + gap - 1;
        day = from + length + 1;
        return stay(toLocalDate(from), toLocalDate(from + length), zone);
      });
      return { home, stays };
    });
  const hour = fc.integer({ min: 0, max: 30 * 24 }).map((h) => at('2026-02-28T00:00Z') + h * HOUR);

  it('are those of one zone when there is no stay', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), hour, (zone, instant) => {
        expect(mentorDays(zone, []).dayAt(instant)).toBe(zoneClock(zone).dayAt(instant));
      }),
    );
  });

  it('never go back, and last as long as they say', () => {
    fc.assert(
      fc.property(journey, hour, ({ home, stays }, instant) => {
        const days = mentorDays(home, stays);
        const day = days.dayAt(instant);
        expect(days.dayAt(instant + HOUR)).toBeGreaterThanOrEqual(day);
        expect(days.sameDayUntil(instant)).toBeGreaterThan(instant);
        expect(days.dayAt(days.sameDayUntil(instant) - 1)).toBe(day);
      }),
      { numRuns: 1_000 },
    );
  });

  it('begin exactly where they say: before it an earlier date, from it on this one or a later one', () => {
    fc.assert(
      fc.property(journey, fc.integer({ min: -3, max: 30 }), ({ home, stays }, n) => {
        const day = toDayNumber('2026-03-01') + n;
        const days = mentorDays(home, stays);
        const start = days.startOfDay(day);
        expect(days.dayAt(start)).toBeGreaterThanOrEqual(day);
        expect(days.dayAt(start - 1)).toBeLessThan(day);
        expect(days.startOfDay(day + 1)).toBeGreaterThanOrEqual(start);
        expect(Math.abs(start - day * DAY)).toBeLessThan(3 * DAY);
      }),
      { numRuns: 1_000 },
    );
  });
});
