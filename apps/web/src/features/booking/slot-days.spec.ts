import { emptyDays, shownDays, slotDays } from './slot-days.ts';

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
