import { NEAREST_SLOTS } from '@dryrun/contracts/scheduling.contract';
import { emptyDays, shownDays, slotDays, withNearest } from './slot-days.ts';

const slot = (startsAt: string) => ({ startsAt, endsAt: startsAt, mentors: [] });

describe('the days of open times', () => {
  it('are those of the zone in which the page is read', () => {
    const slots = [slot('2026-11-24T18:00:00Z'), slot('2026-11-24T19:00:00Z')];
    expect(slotDays(slots, 'Asia/Kolkata').map((d) => [d.date, d.slots.length])).toEqual([
      ['2026-11-24', 1],
      ['2026-11-25', 1],
    ]);
    expect(slotDays(slots, 'America/New_York').map((d) => d.date)).toEqual(['2026-11-24']);
  });

  it('come in sevens, across the night on which clocks change', () => {
    const weeks = shownDays('2026-10-24', '2026-11-02');
    expect(weeks.map((w) => w.length)).toEqual([7, 3]);
    expect(weeks.flat()).toContain('2026-10-25');
    expect(new Set(weeks.flat()).size).toBe(10);
  });

  it('that are empty are named, the last day of the search included', () => {
    expect(
      emptyDays([slot('2026-11-25T10:00:00Z')], '2026-11-24T10:00:00Z', '2026-11-26T10:00:00Z', 'Asia/Kolkata'),
    ).toEqual(['2026-11-24', '2026-11-26']);
  });
});

describe('a list after a refusal', () => {
  const hourly = (count: number, from = 0) =>
    Array.from({ length: count }, (_, i) => slot(new Date(Date.UTC(2026, 10, 24, from + i)).toISOString()));
  const starts = (slots: readonly { startsAt: string }[]) => slots.map((s) => s.startsAt);

  it('changes within the span of the nearest times only, and never says that other days are closed', () => {
    const shown = hourly(100);
    const nearest = hourly(NEAREST_SLOTS + 1, 40).filter((_, i) => i !== 12);
    expect(starts(withNearest(shown, nearest))).toEqual(starts(shown.filter((_, i) => i !== 52)));
  });

  it('is what the refusal says where fewer are open than it could name', () => {
    expect(starts(withNearest(hourly(100), hourly(3, 40)))).toEqual(starts(hourly(3, 40)));
    expect(withNearest(hourly(100), [])).toEqual([]);
  });
});
